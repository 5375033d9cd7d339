/* A role that does not exist. */
#define TEST_ROLE 9u
#include "../TestModules.h"
