#include "winnow_ngrams.h"

#include <string.h>

#if defined(__x86_64__) && defined(__gnu_linux__)
#include <immintrin.h>
#define WINNOW_NGRAMS_X86 1
#endif

/*
 * So many rows are found before the first of them is read, so that the
 * processor fetches several at a time. The sums of as many signed bytes fit in
 * 16 bits.
 */
enum { BATCH = 128 };

/* The first slot of a hash. */
static inline size_t first_slot(const winnow_ngram_table *table, uint32_t hash)
{
    return (size_t)(((uint64_t)hash * table->slots) >> 32);
}

/* The key of a hash; 0 is for empty slots. */
static inline uint16_t key_of(uint32_t hash) { return (uint16_t)hash ? (uint16_t)hash : 1; }

/*
 * The slot with a key, SIZE_MAX where an empty one comes first. The search goes
 * on at the table's beginning. The table is never full, but a damaged file may
 * be.
 */
static size_t search_around(const winnow_ngram_table *table, uint16_t key, size_t slot)
{
    for (size_t probe = 0; probe < WINNOW_NGRAMS_PROBES; probe++) {
        if (table->keys[slot] == 0) return SIZE_MAX;
        if (table->keys[slot] == key) return slot;
        slot = slot + 1 == table->slots ? 0 : slot + 1;
    }
    return SIZE_MAX;
}

static inline int wraps(const winnow_ngram_table *table, size_t first)
{
    return first + WINNOW_NGRAMS_PROBES > table->slots;
}

/*
 * The same away from the end. Compares four keys at a time: nine of ten slots
 * are taken, so a search for a key that is not there goes far.
 */
static inline size_t search(const winnow_ngram_table *table, uint16_t key, size_t first)
{
    const uint64_t ones = 0x0001000100010001u, highs = 0x8000800080008000u;
    const uint64_t wanted = key * ones;
    for (size_t slot = first; slot < first + WINNOW_NGRAMS_PROBES; slot += 4) {
        uint64_t four;
        memcpy(&four, table->keys + slot, sizeof four);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        four = __builtin_bswap64(four);
#endif
        const uint64_t difference = four ^ wanted;
        /* The lowest bit set marks the first key that is zero, or equal. */
        const uint64_t empty = (four - ones) & ~four & highs;
        const uint64_t equal = (difference - ones) & ~difference & highs;
        const uint64_t ends = empty | equal;
        if (ends == 0) continue;
        return equal & ends & -ends ? slot + (size_t)__builtin_ctzll(ends) / 16 : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* Writes where the rows of those hashes begin that the table has. */
static size_t find_anywhere(
    const winnow_ngram_table *table, const uint32_t *hashes, size_t count, uint32_t *rows)
{
    size_t found = 0;
    for (size_t index = 0; index < count; index++) {
        const size_t first = first_slot(table, hashes[index]);
        const uint16_t key = key_of(hashes[index]);
        const size_t slot =
            wraps(table, first) ? search_around(table, key, first) : search(table, key, first);
        if (slot == SIZE_MAX) continue;
        rows[found++] = (uint32_t)(slot * table->lanes);
    }
    return found;
}

typedef int8_t bytes __attribute__((vector_size(8)));
typedef int16_t shorts __attribute__((vector_size(16)));

#ifdef WINNOW_NGRAMS_X86
__attribute__((target_clones("avx2", "default")))
#endif
static void add_anywhere(
    const winnow_ngram_table *table, const uint32_t *rows, size_t count, int32_t *sums)
{
    size_t lane = 0;
    for (; lane + 8 <= table->lanes; lane += 8) {
        shorts small = {0};
        for (size_t index = 0; index < count; index++) {
            bytes weights;
            memcpy(&weights, table->weights + rows[index] + lane, sizeof weights);
            small += __builtin_convertvector(weights, shorts);
        }
        for (size_t place = 0; place < 8; place++) sums[lane + place] += small[place];
    }
    for (; lane < table->lanes; lane++)
        for (size_t index = 0; index < count; index++)
            sums[lane] += table->weights[rows[index] + lane];
}

#ifdef WINNOW_NGRAMS_X86
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl")))

/* All keys of a search at once, and nothing for the processor to foresee. */
AVX512 static size_t find_with_avx512(
    const winnow_ngram_table *table, const uint32_t *hashes, size_t count, uint32_t *rows)
{
    size_t found = 0;
    for (size_t index = 0; index < count; index++) {
        size_t slot = first_slot(table, hashes[index]);
        const uint16_t key = key_of(hashes[index]);
        uint64_t is_found;
        if (__builtin_expect(wraps(table, slot), 0)) {
            slot = search_around(table, key, slot);
            is_found = slot != SIZE_MAX;
            slot = is_found ? slot : 0;
        } else {
            const __m512i wanted = _mm512_set1_epi16((short)key);
            const __m512i low = _mm512_loadu_si512(table->keys + slot);
            const __m512i high = _mm512_loadu_si512(table->keys + slot + 32);
            const uint64_t equal = (uint64_t)_mm512_cmpeq_epi16_mask(low, wanted)
                | (uint64_t)_mm512_cmpeq_epi16_mask(high, wanted) << 32;
            const uint64_t empty = (uint64_t)_mm512_testn_epi16_mask(low, low)
                | (uint64_t)_mm512_testn_epi16_mask(high, high) << 32;
            const uint64_t ends = equal | empty;
            is_found = (equal & ends & -ends) != 0;
            slot += is_found ? (size_t)__builtin_ctzll(ends) : 0;
        }
        rows[found] = (uint32_t)(slot * table->lanes);
        found += is_found;
    }
    return found;
}

/* Adds 32 lanes of 16 bits to 32 of 32 bits, those of a mask. */
AVX512 static inline void widen(__m512i small, __mmask32 mask, int32_t *sums)
{
    const __mmask16 low = (__mmask16)mask, high = (__mmask16)(mask >> 16);
    const __m512i first = _mm512_cvtepi16_epi32(_mm512_castsi512_si256(small));
    const __m512i second = _mm512_cvtepi16_epi32(_mm512_extracti64x4_epi64(small, 1));
    _mm512_mask_storeu_epi32(
        sums, low, _mm512_add_epi32(_mm512_maskz_loadu_epi32(low, sums), first));
    _mm512_mask_storeu_epi32(
        sums + 16, high, _mm512_add_epi32(_mm512_maskz_loadu_epi32(high, sums + 16), second));
}

static inline uint32_t mask_of(size_t lanes)
{
    return lanes >= 32 ? UINT32_MAX : (1u << lanes) - 1;
}

/* 64 lanes of all rows after the other. */
AVX512 static void add_with_avx512(
    const winnow_ngram_table *table, const uint32_t *rows, size_t count, int32_t *sums)
{
    for (size_t lane = 0; lane < table->lanes; lane += 64) {
        const size_t left = table->lanes - lane;
        const __mmask32 low = mask_of(left), high = left > 32 ? mask_of(left - 32) : 0;
        __m512i first = _mm512_setzero_si512(), second = first;
        for (size_t index = 0; index < count; index++) {
            const int8_t *row = table->weights + rows[index] + lane;
            first = _mm512_add_epi16(
                first, _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(low, row)));
            second = _mm512_add_epi16(
                second, _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(high, row + 32)));
        }
        widen(first, low, sums + lane);
        if (high) widen(second, high, sums + lane + 32);
    }
}
#endif

size_t winnow_ngrams_sum(
    const winnow_ngram_table *table, const uint32_t *hashes, size_t count, int32_t *sums)
{
    memset(sums, 0, table->lanes * sizeof *sums);
#ifdef WINNOW_NGRAMS_X86
    const int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl");
#endif
    size_t known = 0;
    for (size_t start = 0; start < count; start += BATCH) {
        const size_t part = count - start < BATCH ? count - start : BATCH;
        /* One more place, which is written before it is known whether it counts. */
        uint32_t rows[BATCH + 1];
        size_t found;
#ifdef WINNOW_NGRAMS_X86
        if (is_wide) {
            found = find_with_avx512(table, hashes + start, part, rows);
            add_with_avx512(table, rows, found, sums);
        } else
#endif
        {
            found = find_anywhere(table, hashes + start, part, rows);
            add_anywhere(table, rows, found, sums);
        }
        known += found;
    }
    return known;
}
