/* libdeflate: gzip files unpacked in one piece, see docs/decisions/0014. */
#ifndef WINNOW_CDEFLATE_SHIM_H
#define WINNOW_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
