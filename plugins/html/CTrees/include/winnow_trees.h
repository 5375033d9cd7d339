/*
 * Sums of decision trees over sixteen rows at a time, in C because the
 * compiler of C makes one copy for each width of vectors and chooses at start.
 */
#ifndef WINNOW_TREES_H
#define WINNOW_TREES_H

#include <stddef.h>
#include <stdint.h>

/** Rows that are looked at together. */
#define WINNOW_TREES_LANES 16

/** An inner node. */
typedef struct winnow_tree_split {
    /** Number of the value that is compared, below the width of a row. */
    uint32_t feature;
    /** The highest value that goes left. */
    float limit;
    /** The leaves that stay where the value is above the limit. */
    uint32_t kept;
} winnow_tree_split;

/** Where a tree's splits and leaves end in the arrays of all trees. */
typedef struct winnow_tree_end {
    uint32_t split;
    uint32_t leaf;
} winnow_tree_end;

/**
 * Adds what each of `tree_count` trees answers for each row of `group_count`
 * groups of sixteen to the row's sum.
 *
 * `columns` holds the values by group and feature: value f of row r of group g
 * stands at g * group_size + f * 16 + r. `sums` has sixteen values a group.
 * A tree has at most 32 leaves and at least one; `leaves` has 31 more values
 * than there are leaves, so that no bit of a mask leads behind its end.
 */
void winnow_trees_add(
    const winnow_tree_split *splits, const float *leaves, const winnow_tree_end *ends,
    size_t tree_count, const float *columns, size_t group_size, size_t group_count, float *sums);

#endif
