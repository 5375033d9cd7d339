/* No process function. */
#define TEST_PROCESS NULL
#include "../TestModules.h"
