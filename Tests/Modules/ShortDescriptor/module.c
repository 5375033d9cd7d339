/* A descriptor without its last fields. */
#define TEST_SIZE 96u
#include "../TestModules.h"
