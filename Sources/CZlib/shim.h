/* zlib for Swift. inflateInit2 is a macro, which Swift does not import. */
#ifndef WINNOW_CZLIB_SHIM_H
#define WINNOW_CZLIB_SHIM_H

#include <zlib.h>

/* Reads gzip and zlib streams, told apart by their header. */
static inline int winnow_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}

#endif
