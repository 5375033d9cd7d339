/* A newer minor version with a larger descriptor; it loads. */
#define TEST_MINOR 7u
#define TEST_SIZE (sizeof(winnow_module_descriptor) + 64)
#define TEST_NAME "newer-minor"
#include "../TestModules.h"
