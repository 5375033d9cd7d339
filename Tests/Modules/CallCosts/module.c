/*
 * call-costs: measures what one call of each document function costs, for
 * winnow-bench-abi. Results go to metrics, in nanoseconds a call.
 */
#include "winnow_module.h"

#include <string.h>
#include <time.h>

#define LITERAL(text) { (text), sizeof(text) - 1 }
/* Few enough that a document of ordinary memory holds what they add. */
#define CALLS 5000

static const winnow_host *host;
static char instance;

static winnow_module *create(
    const winnow_host *table, winnow_string config, winnow_string data_dir)
{
    (void)config;
    (void)data_dir;
    host = table;
    return (winnow_module *)&instance;
}

static double nanoseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

#define MEASURE(name, call)                                                    \
    do {                                                                       \
        double start = nanoseconds();                                          \
        for (int i = 0; i < CALLS; i++) { call; }                              \
        double cost = (nanoseconds() - start) / CALLS;                         \
        host->metric(host, (winnow_string)LITERAL(name), cost);                \
    } while (0)

static winnow_status process(winnow_module *module, winnow_document *document)
{
    const winnow_document_api *api = host->document;
    const winnow_string key = LITERAL("url.base");
    const winnow_string tag = LITERAL("en");
    const winnow_string text = LITERAL(
        "A paragraph of ordinary length, which says that the meeting of the council was put "
        "off to Tuesday, since too few of its members had been able to come.");
    winnow_string value;
    winnow_block block;
    winnow_new_block added;
    volatile size_t sink = 0;

    (void)module;
    memset(&block, 0, sizeof block);
    block.struct_size = sizeof block;
    memset(&added, 0, sizeof added);
    added.struct_size = sizeof added;
    added.text = text;
    uint32_t id = api->block_add(document, &added);

    MEASURE("block_count", sink += api->block_count(document));
    MEASURE("raw_bytes", sink += api->raw_bytes(document).length);
    MEASURE("metadata_get", sink += (size_t)api->metadata_get(document, key, 0, &value));
    MEASURE("block_get", sink += (size_t)api->block_get(document, id, &block));
    MEASURE("block_ids", sink += api->block_ids(document).count);
    MEASURE("block_set_language", sink += (size_t)api->block_set_language(document, id, tag, 1));
    MEASURE("block_add of 150 bytes", sink += api->block_add(document, &added));
    MEASURE("deadline_exceeded", sink += (size_t)host->deadline_exceeded(host));
    return WINNOW_STATUS_OK;
}

static void destroy(winnow_module *module)
{
    (void)module;
}

static const winnow_module_descriptor descriptor = {
    .magic = WINNOW_MODULE_MAGIC,
    .struct_size = sizeof(winnow_module_descriptor),
    .abi_major = WINNOW_ABI_MAJOR,
    .abi_minor = WINNOW_ABI_MINOR,
    .name = LITERAL("call-costs"),
    .version = LITERAL("1.0.0"),
    .summary = LITERAL("measures the ABI"),
    .role = WINNOW_ROLE_PROCESSOR,
    .create = create,
    .process = process,
    .destroy = destroy,
};

WINNOW_EXPORT const winnow_module_descriptor *winnow_module_entry(void)
{
    return &descriptor;
}
