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
#define WITH_AVX512 __attribute__((target("avx512f,avx512cd")))

/* Groups of rows that a split is read for at once. */
#define MOST_GROUPS 4

/* With vectors of 16 values, and the leaves of a tree in two of them. */
WITH_AVX512 __attribute__((always_inline)) static inline void add_groups(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, size_t group_size, const int groups, float *sums)
{
    __m512 answers[MOST_GROUPS];
    for (int group = 0; group < groups; group++)
        answers[group] = _mm512_loadu_ps(sums + group * WINNOW_TREES_LANES);
    size_t place = 0;
    size_t first_leaf = 0;
    for (size_t tree = 0; tree < tree_count; tree++) {
        const size_t end = ends[tree].split;
        __m512i left[MOST_GROUPS];
        for (int group = 0; group < groups; group++) left[group] = _mm512_set1_epi32(-1);
        for (; place < end; place++) {
            const float *values = columns + (size_t)splits[place].feature * WINNOW_TREES_LANES;
            const __m512 limit = _mm512_set1_ps(splits[place].limit);
            const __m512i kept = _mm512_set1_epi32((int)splits[place].kept);
            for (int group = 0; group < groups; group++) {
                const __mmask16 above = _mm512_cmp_ps_mask(
                    _mm512_loadu_ps(values + (size_t)group * group_size), limit, _CMP_NLE_UQ);
                left[group] = _mm512_mask_and_epi32(left[group], above, left[group], kept);
            }
        }
        const __m512 first = _mm512_loadu_ps(leaves + first_leaf);
        const __m512 second = _mm512_loadu_ps(leaves + first_leaf + 16);
        for (int group = 0; group < groups; group++) {
            const __m512i lowest = _mm512_and_si512(
                left[group], _mm512_sub_epi32(_mm512_setzero_si512(), left[group]));
            const __m512i leaf =
                _mm512_sub_epi32(_mm512_set1_epi32(31), _mm512_lzcnt_epi32(lowest));
            answers[group] =
                _mm512_add_ps(answers[group], _mm512_permutex2var_ps(first, leaf, second));
        }
        first_leaf = ends[tree].leaf;
    }
    for (int group = 0; group < groups; group++)
        _mm512_storeu_ps(sums + group * WINNOW_TREES_LANES, answers[group]);
}

WITH_AVX512 static void add_with_avx512(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, size_t group_size, size_t group_count, float *sums)
{
    for (; group_count >= 4; group_count -= 4) {
        add_groups(splits, leaves, ends, tree_count, columns, group_size, 4, sums);
        columns += 4 * group_size;
        sums += 4 * WINNOW_TREES_LANES;
    }
    if (group_count >= 2) {
        add_groups(splits, leaves, ends, tree_count, columns, group_size, 2, sums);
        columns += 2 * group_size;
        sums += 2 * WINNOW_TREES_LANES;
    }
    if (group_count % 2 == 1)
        add_groups(splits, leaves, ends, tree_count, columns, group_size, 1, sums);
}
#endif

void winnow_trees_add(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, size_t group_size, size_t group_count, float *sums)
{
#ifdef WINNOW_TREES_X86
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd")) {
        add_with_avx512(
            splits, leaves, ends, tree_count, columns, group_size, group_count, sums);
        return;
    }
#endif
    for (size_t group = 0; group < group_count; group++)
        add_anywhere(
            splits, leaves, ends, tree_count, columns + group * group_size,
            sums + group * WINNOW_TREES_LANES);
}
