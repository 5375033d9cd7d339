/* The name of the empty module. */
#define TEST_NAME "empty"
#include "../TestModules.h"
