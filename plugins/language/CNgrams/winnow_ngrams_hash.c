#include "winnow_ngrams.h"

#include <string.h>

#if defined(__x86_64__) && defined(__gnu_linux__)
#include <immintrin.h>
#define WINNOW_NGRAMS_X86 1
#endif

#define GRAM_SEED 0x811C9DC5u
#define WORD_SEED 0x9E3779B9u
/* Both take a scalar and a vector of them. */
#define STEP(hash, scalar) (((hash) ^ (scalar)) * 0x01000193u + (scalar))
/* Spreads the bits (the finalizer of MurmurHash3). */
#define MIX(hash)                  \
    do {                           \
        (hash) ^= (hash) >> 16;    \
        (hash) *= 0x85EBCA6Bu;     \
        (hash) ^= (hash) >> 13;    \
        (hash) *= 0xC2B2AE35u;     \
        (hash) ^= (hash) >> 16;    \
    } while (0)

/* A word of fewer scalars is an n-gram as a whole already. */
enum { SHORTEST_WORD = WINNOW_NGRAMS_LONGEST - 1 };

static inline uint32_t mixed(uint32_t hash)
{
    MIX(hash);
    return hash;
}

size_t winnow_ngrams_hash_ideographs(
    const uint32_t *scalars, size_t count, uint32_t highest, uint32_t *hashes)
{
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        hashes[found] = mixed(STEP(GRAM_SEED, scalars[place]));
        found += hashes[found] <= highest;
        if (place == 0) continue;
        hashes[found] = mixed(STEP(STEP(GRAM_SEED, scalars[place - 1]), scalars[place]));
        found += hashes[found] <= highest;
    }
    return found;
}

/* The words as a whole. */
static size_t hash_words(
    const uint32_t *scalars, size_t count, uint32_t mark, uint32_t highest, uint32_t *hashes)
{
    size_t found = 0;
    size_t start = 1;
    uint32_t hash = WORD_SEED;
    for (size_t place = 1; place < count; place++) {
        const uint32_t scalar = scalars[place];
        if (scalar != mark) {
            hash = STEP(hash, scalar);
            continue;
        }
        hashes[found] = mixed(hash);
        found += place - start >= SHORTEST_WORD && hashes[found] <= highest;
        start = place + 1;
        hash = WORD_SEED;
    }
    return found;
}

/* N-grams of as many first scalars at a time, with what every processor has. */
#define LANES 8
typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#ifdef WINNOW_NGRAMS_X86
__attribute__((target_clones("avx2", "default")))
#endif
static size_t hash_anywhere(
    const uint32_t *scalars, size_t count, uint32_t mark, uint32_t highest, uint32_t *hashes)
{
    size_t found = 0;
    for (size_t start = 0; start < count; start += LANES) {
        const size_t left = count - start < LANES ? count - start : LANES;
        lanes hash = (lanes){0} + GRAM_SEED;
        lanes alive = ~(lanes){0};
        for (size_t place = 0; place < WINNOW_NGRAMS_LONGEST; place++) {
            lanes next;
            memcpy(&next, scalars + start + place, sizeof next);
            hash = STEP(hash, next);
            lanes spread = hash;
            MIX(spread);
            lanes taken = alive & (lanes)(spread <= highest);
            if (place == 0) {
                /* A mark alone tells nothing, an ASCII letter next to nothing. */
                taken &= (lanes)(next >= 0x80);
            } else {
                /* The mark behind a word is the end of its n-grams. */
                alive &= (lanes)(next != mark);
            }
            for (size_t lane = 0; lane < left; lane++) {
                hashes[found] = spread[lane];
                found += taken[lane] & 1;
            }
        }
    }
    return found;
}

#ifdef WINNOW_NGRAMS_X86
__attribute__((target("avx512f"))) static inline __m512i step_avx512(__m512i hash, __m512i scalar)
{
    const __m512i product =
        _mm512_mullo_epi32(_mm512_xor_si512(hash, scalar), _mm512_set1_epi32(0x01000193));
    return _mm512_add_epi32(product, scalar);
}

__attribute__((target("avx512f"))) static inline __m512i mixed_avx512(__m512i hash)
{
    hash = _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 16));
    hash = _mm512_mullo_epi32(hash, _mm512_set1_epi32((int)0x85EBCA6Bu));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 13));
    hash = _mm512_mullo_epi32(hash, _mm512_set1_epi32((int)0xC2B2AE35u));
    return _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 16));
}

__attribute__((target("avx512f"))) static size_t hash_with_avx512(
    const uint32_t *scalars, size_t count, uint32_t mark, uint32_t highest, uint32_t *hashes)
{
    const __m512i end = _mm512_set1_epi32((int)mark);
    const __m512i limit = _mm512_set1_epi32((int)highest);
    size_t found = 0;
    for (size_t start = 0; start < count; start += 16) {
        const size_t left = count - start;
        __m512i hash = _mm512_set1_epi32((int)GRAM_SEED);
        __mmask16 alive = left >= 16 ? 0xFFFF : (__mmask16)((1u << left) - 1);
        for (size_t place = 0; place < WINNOW_NGRAMS_LONGEST; place++) {
            const __m512i next = _mm512_loadu_si512(scalars + start + place);
            hash = step_avx512(hash, next);
            const __m512i spread = mixed_avx512(hash);
            __mmask16 taken = _mm512_mask_cmple_epu32_mask(alive, spread, limit);
            if (place == 0) {
                taken = _mm512_mask_cmpge_epu32_mask(taken, next, _mm512_set1_epi32(0x80));
            } else {
                alive = _mm512_mask_cmpneq_epi32_mask(alive, next, end);
            }
            /* To compress in a register and to store all of it is faster. */
            _mm512_storeu_si512(hashes + found, _mm512_maskz_compress_epi32(taken, spread));
            found += (size_t)__builtin_popcount(taken);
        }
    }
    return found;
}
#endif

size_t winnow_ngrams_hash(
    const uint32_t *scalars, size_t count, uint32_t mark, uint32_t highest, uint32_t *hashes)
{
    if (count < 2) return 0;
    /* No n-gram begins at the last mark. */
    const size_t starts = count - 1;
    size_t found;
#ifdef WINNOW_NGRAMS_X86
    if (__builtin_cpu_supports("avx512f"))
        found = hash_with_avx512(scalars, starts, mark, highest, hashes);
    else
#endif
        found = hash_anywhere(scalars, starts, mark, highest, hashes);
    return found + hash_words(scalars, count, mark, highest, hashes + found);
}
