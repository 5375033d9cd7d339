/* A reader that reads no media type. */
#define TEST_ROLE WINNOW_ROLE_READER
#include "../TestModules.h"
