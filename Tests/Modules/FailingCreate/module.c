/* create returns no instance. */
#define TEST_CREATE_RESULT NULL
#define TEST_NAME "failing-create"
#include "../TestModules.h"
