/*
 * The inner loops over n-grams: hashing those of a text, finding them in a
 * table and adding up their weights. In C because its compiler makes one copy
 * for each width of vectors and chooses at run time.
 */
#ifndef WINNOW_NGRAMS_H
#define WINNOW_NGRAMS_H

#include <stddef.h>
#include <stdint.h>

/** The longest n-gram, in scalars. */
#define WINNOW_NGRAMS_LONGEST 5
/** Scalars that must be readable behind those that are hashed. */
#define WINNOW_NGRAMS_PADDING 24
/** Most hashes that one scalar adds; so much room is written in front of. */
#define WINNOW_NGRAMS_OF_SCALAR (WINNOW_NGRAMS_LONGEST + 1)
/** Slots behind the first that are searched for a key. */
#define WINNOW_NGRAMS_PROBES 64

/** A table of weights; the header of weights files describes its parts. */
typedef struct winnow_ngram_table {
    const uint16_t *keys;
    const int8_t *weights;
    size_t slots;
    /** Weights of a slot, at most 256. */
    size_t lanes;
} winnow_ngram_table;

/**
 * Writes the hashes of a text's n-grams that are at most `highest`, in no order,
 * and returns their number.
 *
 * The text is words with one `mark` between two of them, one in front of the
 * first and one behind the last: `count` scalars, with WINNOW_NGRAMS_PADDING
 * more of any value behind them. A word's n-grams are those of it with its
 * marks, but for single scalars below 0x80; a word of more than 3 is hashed as
 * a whole too. `hashes` has room for WINNOW_NGRAMS_OF_SCALAR hashes of each
 * scalar, padding included.
 */
size_t winnow_ngrams_hash(
    const uint32_t *scalars, size_t count, uint32_t mark, uint32_t highest, uint32_t *hashes);

/** The same for a run of ideographs: the hashes of each one and of each pair. */
size_t winnow_ngrams_hash_ideographs(
    const uint32_t *scalars, size_t count, uint32_t highest, uint32_t *hashes);

/**
 * Sums the rows of weights of those hashes that the table has to `sums`, one
 * for each lane, and returns the number of such hashes.
 */
size_t winnow_ngrams_sum(
    const winnow_ngram_table *table, const uint32_t *hashes, size_t count, int32_t *sums);

#endif
