#include "winnow_trees.h"

#include <string.h>

#if defined(__x86_64__) && defined(__gnu_linux__)
#include <immintrin.h>
#define WINNOW_TREES_X86 1
#endif

typedef float rows __attribute__((vector_size(4 * WINNOW_TREES_LANES)));
typedef uint32_t masks __attribute__((vector_size(4 * WINNOW_TREES_LANES)));

/* With what every processor of 64 bits has: vectors of 4 values. */
#ifdef WINNOW_TREES_X86
__attribute__((target_clones("avx2", "default")))
#endif
static void add_anywhere(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, float *sums)
{
    /* A compiler that makes a vector of the look-ups makes them slower. */
    volatile float *answers = sums;
    size_t place = 0;
    size_t first_leaf = 0;
    for (size_t tree = 0; tree < tree_count; tree++) {
        const size_t end = ends[tree].split;
        masks left = ~(masks){0};
        for (; place < end; place++) {
            rows values;
            memcpy(
                &values, columns + (size_t)splits[place].feature * WINNOW_TREES_LANES,
                sizeof values);
            left &= (masks)(values <= splits[place].limit) | splits[place].kept;
        }
        uint32_t lanes[WINNOW_TREES_LANES];
        memcpy(lanes, &left, sizeof lanes);
        for (int lane = 0; lane < WINNOW_TREES_LANES; lane++)
            answers[lane] += leaves[first_leaf + (size_t)__builtin_ctz(lanes[lane])];
        first_leaf = ends[tree].leaf;
    }
}

#ifdef WINNOW_TREES_X86
/* With vectors of 16 values, and the leaves of a tree in two of them. */
__attribute__((target("avx512f,avx512cd"))) static void add_with_avx512(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, float *sums)
{
    __m512 answers = _mm512_loadu_ps(sums);
    size_t place = 0;
    size_t first_leaf = 0;
    for (size_t tree = 0; tree < tree_count; tree++) {
        const size_t end = ends[tree].split;
        __m512i left = _mm512_set1_epi32(-1);
        for (; place < end; place++) {
            const __m512 values =
                _mm512_loadu_ps(columns + (size_t)splits[place].feature * WINNOW_TREES_LANES);
            const __mmask16 above =
                _mm512_cmp_ps_mask(values, _mm512_set1_ps(splits[place].limit), _CMP_NLE_UQ);
            const __m512i kept = _mm512_set1_epi32((int)splits[place].kept);
            left = _mm512_mask_and_epi32(left, above, left, kept);
        }
        const __m512i lowest =
            _mm512_and_si512(left, _mm512_sub_epi32(_mm512_setzero_si512(), left));
        const __m512i leaf = _mm512_sub_epi32(_mm512_set1_epi32(31), _mm512_lzcnt_epi32(lowest));
        const float *own = leaves + first_leaf;
        answers = _mm512_add_ps(
            answers,
            _mm512_permutex2var_ps(_mm512_loadu_ps(own), leaf, _mm512_loadu_ps(own + 16)));
        first_leaf = ends[tree].leaf;
    }
    _mm512_storeu_ps(sums, answers);
}
#endif

void winnow_trees_add(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, float *sums)
{
#ifdef WINNOW_TREES_X86
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd")) {
        add_with_avx512(splits, leaves, ends, tree_count, columns, sums);
        return;
    }
#endif
    add_anywhere(splits, leaves, ends, tree_count, columns, sums);
}
