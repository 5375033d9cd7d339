/* SwiftPM renames the entry point of an executable target to TARGET_main. libFuzzer's own main would conflict with it, so the
   renamed one calls the driver. */
#include <stddef.h>
#include <stdint.h>

#include "fuzz_feeds.h"

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int FuzzFeeds_main(int argc, char **argv)
{
    return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput);
}
