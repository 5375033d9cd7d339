/* The entry point that the fuzzing executable gets instead of Swift's. */
#ifndef WINNOW_FUZZ_FEEDS_H
#define WINNOW_FUZZ_FEEDS_H

int FuzzFeeds_main(int argc, char **argv);

#endif
