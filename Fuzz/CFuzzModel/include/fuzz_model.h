/* The entry point that the fuzzing executable gets instead of Swift's. */
#ifndef WINNOW_FUZZ_MODEL_H
#define WINNOW_FUZZ_MODEL_H

int FuzzModel_main(int argc, char **argv);

#endif
