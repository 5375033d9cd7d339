/* A name that no route could write. */
#define TEST_NAME "Bad Name"
#include "../TestModules.h"
