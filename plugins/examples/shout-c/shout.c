/*
 * shout: an example module in C. It writes the ASCII letters of all headings
 * in capitals, and counts them.
 *
 * Build it by itself with `make` in this directory.
 */
#include "winnow_module.h"

#include <stdlib.h>
#include <string.h>

#define LITERAL(text) { (text), sizeof(text) - 1 }

struct winnow_module {
    const winnow_host *host;
    /* Grows to the longest heading and stays. */
    char *buffer;
    size_t capacity;
};

static winnow_module *create(
    const winnow_host *host, winnow_string config, winnow_string data_dir)
{
    (void)config;
    (void)data_dir;
    winnow_module *module = calloc(1, sizeof *module);
    if (module == NULL) {
        host->set_error(host, (winnow_string)LITERAL("out of memory"));
        return NULL;
    }
    module->host = host;
    return module;
}

/* Returns the text in capitals, in the module's buffer, or NULL. */
static const char *in_capitals(winnow_module *module, winnow_string text)
{
    if (text.length > module->capacity) {
        char *larger = realloc(module->buffer, text.length);
        if (larger == NULL) return NULL;
        module->buffer = larger;
        module->capacity = text.length;
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        module->buffer[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return module->buffer;
}

static winnow_status process(winnow_module *module, winnow_document *document)
{
    const winnow_document_api *api = module->host->document;
    winnow_block_ids ids = api->block_ids(document);
    double shouted = 0;

    for (size_t i = 0; i < ids.count; i++) {
        winnow_block block;
        memset(&block, 0, sizeof block);
        block.struct_size = sizeof block;
        if (!api->block_get(document, ids.data[i], &block)) continue;
        if (block.kind != WINNOW_BLOCK_HEADING || block.text.length == 0) continue;

        const char *capitals = in_capitals(module, block.text);
        if (capitals == NULL) return WINNOW_STATUS_FATAL;
        winnow_string text = { capitals, block.text.length };
        if (api->block_set_text(document, block.id, text)) shouted += 1;
    }
    if (shouted == 0) return WINNOW_STATUS_PASS;
    module->host->metric(module->host, (winnow_string)LITERAL("headings"), shouted);
    return WINNOW_STATUS_OK;
}

static void destroy(winnow_module *module)
{
    free(module->buffer);
    free(module);
}

static const winnow_module_descriptor descriptor = {
    .magic = WINNOW_MODULE_MAGIC,
    .struct_size = sizeof(winnow_module_descriptor),
    .abi_major = WINNOW_ABI_MAJOR,
    .abi_minor = WINNOW_ABI_MINOR,
    .name = LITERAL("shout"),
    .version = LITERAL("1.0.0"),
    .summary = LITERAL("writes headings in capitals (an example)"),
    .role = WINNOW_ROLE_PROCESSOR,
    .create = create,
    .process = process,
    .destroy = destroy,
};

WINNOW_EXPORT const winnow_module_descriptor *winnow_module_entry(void)
{
    return &descriptor;
}
