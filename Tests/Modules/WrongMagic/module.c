/* Another magic number. */
#define TEST_MAGIC 0x12345678u
#include "../TestModules.h"
