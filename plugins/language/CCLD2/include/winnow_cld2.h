/*
 * C access to libcld2, whose own interface is C++: one function and its
 * result, without a vector or a namespace.
 */
#ifndef WINNOW_CLD2_H
#define WINNOW_CLD2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What CLD2 says of a text. Codes are constant strings of the library. */
typedef struct winnow_cld2_result {
    /** The library's summary: its best language, or "un". */
    const char *summary;
    /** Up to three languages by share; "un" where there are fewer. */
    const char *codes[3];
    /** Shares of the text in percent. */
    int32_t percents[3];
    /** Scores against that of normal text in the language, about 1. */
    double scores[3];
    /** Bytes that were letters. */
    int32_t text_bytes;
    /** 1 where the library finds its answer reliable. */
    int32_t is_reliable;
} winnow_cld2_result;

/**
 * Detects the language of UTF-8 text without markup and control characters.
 * `hint` is a list such as "de,en", terminated by NUL, or NULL. Reentrant;
 * nothing is kept. Returns 0 for text that is not UTF-8.
 */
int32_t winnow_cld2_detect(
    const char *text, int32_t length, const char *hint, winnow_cld2_result *result);

/** Version of the library and of its tables: "V2.0 - 20140204". */
const char *winnow_cld2_version(void);

#ifdef __cplusplus
}
#endif

#endif
