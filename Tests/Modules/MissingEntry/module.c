/* No entry function. */
#define TEST_NO_ENTRY 1
#include "../TestModules.h"
