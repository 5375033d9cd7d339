/* SwiftPM renames the entry point of an executable target to TARGET_main and expects the target to define it. libFuzzer brings a
   main of its own that conflicts with that, so the renamed one calls the driver. */
#include <stddef.h>
#include <stdint.h>

#include "fuzz_html.h"

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int FuzzHTML_main(int argc, char **argv)
{
    return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput);
}
