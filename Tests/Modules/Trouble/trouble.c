/*
 * trouble: a processor for tests. It misbehaves when the raw bytes of a
 * document contain a marker:
 *
 *   trouble:crash    writes to address 0
 *   trouble:hang     loops for ever
 *   trouble:eat      allocates and touches memory for ever
 *   trouble:exit     ends the process with status 3
 *   trouble:slow     takes 600 milliseconds
 *   trouble:syscall  opens a file, which a locked-in worker may not
 *   trouble:unknown  returns a status that does not exist
 *   trouble:drop, trouble:retry, trouble:reject, trouble:fatal
 *                    returns that status, with a reason
 *   trouble:late     returns RETRY once the deadline is exceeded
 */
#include "winnow_module.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LITERAL(text) { (text), sizeof(text) - 1 }

struct winnow_module {
    const winnow_host *host;
};

static winnow_module *create(
    const winnow_host *host, winnow_string config, winnow_string data_dir)
{
    (void)config;
    (void)data_dir;
    winnow_module *module = calloc(1, sizeof *module);
    if (module != NULL) module->host = host;
    return module;
}

static int has(winnow_bytes raw, const char *marker)
{
    size_t length = strlen(marker);
    for (size_t i = 0; i + length <= raw.length; i++) {
        if (memcmp(raw.data + i, marker, length) == 0) return 1;
    }
    return 0;
}

static winnow_status say(winnow_module *module, winnow_status status)
{
    module->host->set_error(module->host, (winnow_string)LITERAL("the marker asked for it"));
    return status;
}

static void eat_memory(void)
{
    for (;;) {
        char *memory = malloc(1 << 20);
        if (memory == NULL) abort();
        memset(memory, 1, 1 << 20);
    }
}

static winnow_status process(winnow_module *module, winnow_document *document)
{
    const winnow_host *host = module->host;
    winnow_bytes raw = host->document->raw_bytes(document);
    volatile int forever = 1;

    if (!has(raw, "trouble:")) return WINNOW_STATUS_PASS;
    if (has(raw, "trouble:crash")) *(volatile char *)0 = 1;
    if (has(raw, "trouble:hang")) while (forever) { }
    if (has(raw, "trouble:eat")) eat_memory();
    if (has(raw, "trouble:exit")) _exit(3);
    if (has(raw, "trouble:slow")) usleep(600000);
    if (has(raw, "trouble:syscall")) {
        int file = open("/etc/passwd", O_RDONLY);
        if (file >= 0) close(file);
        return say(module, file >= 0 ? WINNOW_STATUS_OK : WINNOW_STATUS_REJECT);
    }
    if (has(raw, "trouble:unknown")) return 4711;
    if (has(raw, "trouble:drop")) return say(module, WINNOW_STATUS_DROP);
    if (has(raw, "trouble:retry")) return say(module, WINNOW_STATUS_RETRY);
    if (has(raw, "trouble:reject")) return say(module, WINNOW_STATUS_REJECT);
    if (has(raw, "trouble:fatal")) return say(module, WINNOW_STATUS_FATAL);
    if (has(raw, "trouble:late")) {
        while (!host->deadline_exceeded(host)) { }
        return say(module, WINNOW_STATUS_RETRY);
    }
    return WINNOW_STATUS_PASS;
}

static void destroy(winnow_module *module)
{
    free(module);
}

static const winnow_module_descriptor descriptor = {
    .magic = WINNOW_MODULE_MAGIC,
    .struct_size = sizeof(winnow_module_descriptor),
    .abi_major = WINNOW_ABI_MAJOR,
    .abi_minor = WINNOW_ABI_MINOR,
    .name = LITERAL("trouble"),
    .version = LITERAL("1.0.0"),
    .summary = LITERAL("misbehaves when a document asks for it (for tests)"),
    .role = WINNOW_ROLE_PROCESSOR,
    .create = create,
    .process = process,
    .destroy = destroy,
};

WINNOW_EXPORT const winnow_module_descriptor *winnow_module_entry(void)
{
    return &descriptor;
}
