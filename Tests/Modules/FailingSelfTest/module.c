/* The self test fails. */
#define TEST_SELFTEST_STATUS WINNOW_STATUS_REJECT
#define TEST_NAME "failing-selftest"
#include "../TestModules.h"
