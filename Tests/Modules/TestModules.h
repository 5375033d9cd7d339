/*
 * A module that does nothing, with one field of its descriptor as the file
 * that includes this one defines it. The tests load each of them and look at
 * what the host says.
 */
#include "winnow_module.h"

#ifndef TEST_MAGIC
#define TEST_MAGIC WINNOW_MODULE_MAGIC
#endif
#ifndef TEST_SIZE
#define TEST_SIZE sizeof(winnow_module_descriptor)
#endif
#ifndef TEST_MAJOR
#define TEST_MAJOR WINNOW_ABI_MAJOR
#endif
#ifndef TEST_MINOR
#define TEST_MINOR WINNOW_ABI_MINOR
#endif
#ifndef TEST_NAME
#define TEST_NAME "empty"
#endif
#ifndef TEST_ROLE
#define TEST_ROLE WINNOW_ROLE_PROCESSOR
#endif
#ifndef TEST_PROCESS
#define TEST_PROCESS process
#endif
#ifndef TEST_CREATE_RESULT
#define TEST_CREATE_RESULT ((winnow_module *)&instance)
#endif
#ifndef TEST_SELFTEST_STATUS
#define TEST_SELFTEST_STATUS WINNOW_STATUS_OK
#endif

static char instance;

static winnow_module *create(
    const winnow_host *host, winnow_string config, winnow_string data_dir)
{
    static const char message[] = "nothing to make it from";
    (void)config;
    (void)data_dir;
    host->set_error(host, (winnow_string){ message, sizeof message - 1 });
    return TEST_CREATE_RESULT;
}

__attribute__((unused)) static winnow_status process(
    winnow_module *module, winnow_document *document)
{
    (void)module;
    (void)document;
    return WINNOW_STATUS_PASS;
}

static void destroy(winnow_module *module)
{
    (void)module;
}

static winnow_status run_selftest(winnow_module *module)
{
    (void)module;
    return TEST_SELFTEST_STATUS;
}

static const winnow_selftest selftest = { sizeof(winnow_selftest), run_selftest };

static const void *get_extension(winnow_string id)
{
    static const char wanted[] = WINNOW_EXTENSION_SELFTEST;
    if (id.length != sizeof wanted - 1) return NULL;
    for (size_t i = 0; i < id.length; i++) {
        if (id.data[i] != wanted[i]) return NULL;
    }
    return &selftest;
}

static const winnow_module_descriptor descriptor = {
    .magic = TEST_MAGIC,
    .struct_size = TEST_SIZE,
    .abi_major = TEST_MAJOR,
    .abi_minor = TEST_MINOR,
    .name = { TEST_NAME, sizeof(TEST_NAME) - 1 },
    .version = { "1.0.0", 5 },
    .summary = { "for tests", 9 },
    .role = TEST_ROLE,
    .create = create,
    .process = TEST_PROCESS,
    .destroy = destroy,
    .get_extension = get_extension,
};

#ifndef TEST_NO_ENTRY
WINNOW_EXPORT const winnow_module_descriptor *winnow_module_entry(void)
{
    return &descriptor;
}
#else
WINNOW_EXPORT const winnow_module_descriptor *another_entry(void)
{
    return &descriptor;
}
#endif
