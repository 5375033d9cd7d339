/* Nothing is wrong with it: the benchmark's empty module. */

#include "../TestModules.h"
