/* Needs a function that nobody has. */
#include "winnow_module.h"
winnow_status a_function_that_does_not_exist(winnow_module *, winnow_document *);
#define TEST_PROCESS a_function_that_does_not_exist
#include "../TestModules.h"
