/* Another major version of the ABI. */
#define TEST_MAJOR 2u
#include "../TestModules.h"
