/* The entry point that the fuzzing executable gets instead of Swift's: SwiftPM names it FuzzHTML_main. */
#ifndef WINNOW_FUZZ_HTML_H
#define WINNOW_FUZZ_HTML_H

int FuzzHTML_main(int argc, char **argv);

#endif
