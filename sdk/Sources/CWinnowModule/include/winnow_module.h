/*
 * winnow_module.h: the contract between Winnow and its processor modules.
 *
 * A module is a shared object that exports one function, winnow_module_entry.
 * This file is all that a module in C needs; it has no library to link. For
 * Swift, the target WinnowModuleKit wraps it.
 *
 *
 * Life cycle
 * ----------
 *
 *  1. The host opens the file with dlopen(RTLD_NOW | RTLD_LOCAL) and calls
 *     winnow_module_entry(). It checks the descriptor and refuses the module
 *     if a field is not as this file says.
 *  2. The host may ask descriptor->get_extension() for optional abilities, as
 *     often as it likes, also where no instance is ever made: `winnow check`
 *     reads the options' schema in this way.
 *  3. For each route that names the module the host calls create(). This is
 *     the only time to open files, map data, read the locale or the
 *     environment: afterwards the worker locks itself in, and a system call
 *     that opens a file or a socket ends the process.
 *  4. If the module has the extension selftest/1, the host calls it once for
 *     each instance. A failure keeps the module out of service.
 *  5. The host calls process() for one document after another, as long as the
 *     worker lives. Each returns a status; see WINNOW_STATUS_OK and those
 *     below it.
 *  6. The host may call destroy(), after which it does not touch the instance
 *     again. A worker that ends by exit or by signal calls nothing: a module
 *     must not need destroy() to keep data whole.
 *  7. The file is never dlclosed. A new version of it is loaded by a new
 *     worker.
 *
 *
 * Rules that hold for every function
 * ----------------------------------
 *
 *  - Thread. A worker has one thread. The host calls every function of a
 *    module from it, and a module calls host functions only from inside a call
 *    of the host, on that thread. A module must not start threads.
 *  - Order. The host never enters an instance again before the running call
 *    has returned. After each function stands from where it may be called:
 *    [any] from create(), process(), destroy() and extensions; [process] from
 *    process() alone, with the document that this call was given.
 *  - Strings are {data, length}: UTF-8, not terminated by NUL, may contain
 *    NUL. With length 0, data may be NULL.
 *  - What the host gives (texts, names, raw bytes, arrays) belongs to the host.
 *    Inside process() it is valid and unchanged until process() returns, also
 *    after edits: replacing a block's text leaves the old bytes where they
 *    were. Inside create() it is valid until create() returns, except for the
 *    host table itself, which outlives the instance.
 *  - What a module gives to a host function need live only for that call: the
 *    host copies. Bytes that are not UTF-8 are replaced by U+FFFD in the copy.
 *  - Nobody frees memory of the other side.
 *  - Exceptions, longjmp and Swift errors must not cross the boundary.
 *  - Functions of the host that return int32_t without other words return 1
 *    when done and 0 when not: an id that does not exist, a value out of
 *    range, or a limit of the document reached. They change nothing then.
 *
 *
 * Versions
 * --------
 *
 * Tables begin with their size, and new fields are only ever added at the end.
 * The host reads min(struct_size, its own size) of a module's tables; a module
 * that uses a host function added after 1.0 checks host->struct_size with
 * WINNOW_HAS first. abi_major changes only when that is not enough; a module
 * with another major version is refused.
 */
#ifndef WINNOW_MODULE_H
#define WINNOW_MODULE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** First field of a descriptor: "WNMD" in memory on little-endian machines. */
#define WINNOW_MODULE_MAGIC 0x444D4E57u
#define WINNOW_ABI_MAJOR 1u
#define WINNOW_ABI_MINOR 0u

/** Marks the entry function as visible where the default is hidden. */
#if defined(__GNUC__) || defined(__clang__)
#define WINNOW_EXPORT __attribute__((visibility("default")))
#else
#define WINNOW_EXPORT
#endif

/** Whether `table`, given by the other side, is large enough to have `field`. */
#define WINNOW_HAS(table, field)                                               \
    ((table)->struct_size >=                                                   \
     (size_t)((const char *)(&(table)->field + 1) - (const char *)(table)))

/* ------------------------------------------------------------------ values */

/** UTF-8 text, not terminated. */
typedef struct winnow_string {
    const char *data;
    size_t length;
} winnow_string;

/** Bytes as they were fetched. */
typedef struct winnow_bytes {
    const uint8_t *data;
    size_t length;
} winnow_bytes;

/** Ids of blocks in document order. */
typedef struct winnow_block_ids {
    const uint32_t *data;
    size_t count;
} winnow_block_ids;

/**
 * What process() returns. Any other value ends the worker like
 * WINNOW_STATUS_FATAL.
 */
typedef int32_t winnow_status;

enum {
    /** The document goes on to the next module. */
    WINNOW_STATUS_OK = 0,
    /** As OK; the module had nothing to do. */
    WINNOW_STATUS_PASS = 1,
    /** The document is dropped on purpose; set_error() gives the reason. */
    WINNOW_STATUS_DROP = 2,
    /** Try once more, later, in a fresh worker; then as REJECT. */
    WINNOW_STATUS_RETRY = 3,
    /** The document failed and is quarantined; set_error() says why. */
    WINNOW_STATUS_REJECT = 4,
    /** The module is no longer usable; the worker ends and is replaced. */
    WINNOW_STATUS_FATAL = 5
};

/** What a module does in a route: winnow_module_descriptor.role. */
enum {
    /** Turns raw bytes into blocks. */
    WINNOW_ROLE_READER = 0,
    /** Tags, edits or drops blocks that a reader made. */
    WINNOW_ROLE_PROCESSOR = 1
};

/** Kinds of blocks. A module treats a kind it does not know as a paragraph. */
enum {
    WINNOW_BLOCK_PARAGRAPH = 0,
    WINNOW_BLOCK_HEADING = 1,
    WINNOW_BLOCK_LIST_ITEM = 2,
    WINNOW_BLOCK_QUOTE = 3,
    WINNOW_BLOCK_CODE = 4,
    WINNOW_BLOCK_TABLE = 5,
    WINNOW_BLOCK_CAPTION = 6
};

/** How a list item is marked. */
enum {
    WINNOW_LIST_NONE = 0,
    WINNOW_LIST_BULLETED = 1,
    WINNOW_LIST_NUMBERED = 2
};

/** Kinds of spans. */
enum {
    /** value: the link's absolute URL. */
    WINNOW_SPAN_LINK = 0,
    /** value: empty, or "strong". */
    WINNOW_SPAN_EMPHASIS = 1,
    /** value: BCP 47 tag of the stretch. */
    WINNOW_SPAN_LANGUAGE = 2
};

/** Severities of log lines. */
enum {
    WINNOW_LOG_TRACE = 0,
    WINNOW_LOG_DEBUG = 1,
    WINNOW_LOG_INFO = 2,
    WINNOW_LOG_WARNING = 3,
    WINNOW_LOG_ERROR = 4
};

/** A stretch of a block's text, in bytes: start <= end <= length of the text. */
typedef struct winnow_span {
    uint32_t start;
    uint32_t end;
    uint32_t kind;
    uint32_t reserved;
    winnow_string value;
} winnow_span;

/** What the markup told about a block. */
typedef struct winnow_hints {
    /** Element that made the block, lower case; empty where there is none. */
    winnow_string tag;
    /** Words of class and id of it and its near ancestors, lower case. */
    winnow_string words;
    /** Share of the text's letters inside links, 0 to 1. */
    float link_density;
    /** Place in the page by bytes of visible text, 0 (top) to 1 (end). */
    float position;
} winnow_hints;

/** One key of a log line with its value. */
typedef struct winnow_field {
    winnow_string key;
    winnow_string value;
} winnow_field;

/**
 * A block as block_get() shows it. The caller sets struct_size to
 * sizeof(winnow_block); the host fills that much and no more.
 *
 * A block exists from the moment it was added and keeps its id; dropping it
 * does not remove it from the list.
 */
typedef struct winnow_block {
    size_t struct_size;
    uint32_t id;
    uint32_t kind;
    /** Heading level (1 to 6) or list nesting (1 and up); else 0. */
    uint32_t level;
    uint32_t list_style;
    /** Cells of tables are separated by tabs; rows, and lines of code, by LF. */
    winnow_string text;
    winnow_hints hints;
    const winnow_span *spans;
    size_t span_count;
    /** BCP 47, or empty while no module has set it. */
    winnow_string language;
    float language_confidence;
    /** 1 once a module dropped the block. */
    uint32_t dropped;
    /** Who dropped it, and by which rule; empty while the block is kept. */
    winnow_string dropped_by;
    winnow_string drop_rule;
} winnow_block;

/**
 * A block to add. struct_size is sizeof(winnow_new_block). Zero is a usable
 * value for every other field: an empty paragraph without hints.
 */
typedef struct winnow_new_block {
    size_t struct_size;
    uint32_t kind;
    uint32_t level;
    uint32_t list_style;
    uint32_t reserved;
    winnow_string text;
    winnow_hints hints;
    const winnow_span *spans;
    size_t span_count;
    /** If not empty the block is added and at once dropped by this rule. */
    winnow_string drop_rule;
} winnow_new_block;

/** The document of the running process() call. Opaque. */
typedef struct winnow_document winnow_document;

/** An instance of a module: whatever create() returned. Opaque to the host. */
typedef struct winnow_module winnow_module;

/* ---------------------------------------------------------- metadata keys */

/*
 * Keys that the host presets or the record reads. A module may set others,
 * with its own name and a dot in front; the record ignores them.
 */

/** Preset: as asked for; after redirects; what references resolve against. */
#define WINNOW_KEY_URL_REQUESTED "url.requested"
#define WINNOW_KEY_URL_EFFECTIVE "url.effective"
#define WINNOW_KEY_URL_BASE "url.base"
/** Preset: "page", "feed" or "file". */
#define WINNOW_KEY_ORIGIN "origin"
#define WINNOW_KEY_MEDIA_TYPE "media_type"
/** Preset: the character encoding that the transport named. */
#define WINNOW_KEY_TRANSPORT_ENCODING "encoding.transport"
/** Preset: Content-Language; the language of the feed. */
#define WINNOW_KEY_LANGUAGE_HTTP "language.http"
#define WINNOW_KEY_LANGUAGE_FEED "language.feed"
/** Set by readers: the language that the markup declares. */
#define WINNOW_KEY_LANGUAGE_HTML "language.html"
/** Set by readers: the encoding the bytes were decoded with. */
#define WINNOW_KEY_ENCODING "encoding"
/** Set by readers: why there is no main content. */
#define WINNOW_KEY_EMPTY_REASON "empty.reason"
#define WINNOW_KEY_URL_CANONICAL "url.canonical"
#define WINNOW_KEY_TITLE "title"
/** One value for each author. */
#define WINNOW_KEY_AUTHORS "authors"
/** RFC 3339, or a date alone. */
#define WINNOW_KEY_PUBLISHED "published"
#define WINNOW_KEY_UPDATED "updated"
#define WINNOW_KEY_SITE_NAME "site_name"
#define WINNOW_KEY_DESCRIPTION "description"
#define WINNOW_KEY_IMAGE "image"
/** One value for each tag. */
#define WINNOW_KEY_TAGS "tags"
#define WINNOW_KEY_LICENSE "license"
#define WINNOW_KEY_RIGHTS "rights"
/** Set by the language module: tag; decimal from 0 to 1. */
#define WINNOW_KEY_LANGUAGE "language"
#define WINNOW_KEY_LANGUAGE_CONFIDENCE "language.confidence"
/** One value for each language: "tag share confidence", largest share first. */
#define WINNOW_KEY_LANGUAGES "languages"

/* ---------------------------------------------------------- document table */

/**
 * Access to a document. All functions: [process]. All text results: owned by
 * the host, valid until process() returns.
 */
typedef struct winnow_document_api {
    size_t struct_size;

    /** The fetched bytes, undecoded. Processors may read them too. */
    winnow_bytes (*raw_bytes)(const winnow_document *document);

    /** Media type without parameters, lower case, as the host routed it. */
    winnow_string (*media_type)(const winnow_document *document);

    /**
     * What the source's own configuration says for this module: a JSON object
     * of the shape of the options, with the changed keys alone, or "{}". It is
     * the same memory for all documents of a source in most cases, which a
     * module may use to parse it once, after comparing the bytes.
     */
    winnow_string (*options)(const winnow_document *document);

    /**
     * 1 if the whole page is to be shown: a reader adds every visible block in
     * order and drops what is not content, with its rule. With 0 it may leave
     * such blocks out.
     */
    int32_t (*explain)(const winnow_document *document);

    /** Number of values that `key` has; 0 if it is not set. */
    size_t (*metadata_count)(const winnow_document *document, winnow_string key);

    /** Writes value `index` of `key` to *value. 0 if there is none. */
    int32_t (*metadata_get)(
        const winnow_document *document, winnow_string key, size_t index, winnow_string *value);

    /** Writes the key at `index` to *key, in order of first setting. 0 past the end. */
    int32_t (*metadata_key)(const winnow_document *document, size_t index, winnow_string *key);

    /** Replaces all values of `key`; count 0 removes it. */
    int32_t (*metadata_set)(
        winnow_document *document, winnow_string key, const winnow_string *values, size_t count);

    /** Adds a value behind those that `key` has. */
    int32_t (*metadata_append)(winnow_document *document, winnow_string key, winnow_string value);

    /** Number of blocks, dropped ones included. */
    size_t (*block_count)(const winnow_document *document);

    /**
     * Ids of all blocks, dropped ones included, in document order. The array
     * is a snapshot: it stays as it is when blocks are added later.
     */
    winnow_block_ids (*block_ids)(winnow_document *document);

    /** Fills *block. 0 if there is no block `id`. */
    int32_t (*block_get)(const winnow_document *document, uint32_t id, winnow_block *block);

    /** Adds a block at the end; returns its id, or 0. */
    uint32_t (*block_add)(winnow_document *document, const winnow_new_block *block);

    /** Adds a block before block `id`; returns its id, or 0. */
    uint32_t (*block_insert_before)(
        winnow_document *document, uint32_t id, const winnow_new_block *block);

    /** Adds a block after block `id`; returns its id, or 0. */
    uint32_t (*block_insert_after)(
        winnow_document *document, uint32_t id, const winnow_new_block *block);

    /**
     * Replaces the text. The block's spans are removed, since they would
     * point into the old text.
     */
    int32_t (*block_set_text)(winnow_document *document, uint32_t id, winnow_string text);

    /** Changes kind, level and list style together. */
    int32_t (*block_set_kind)(
        winnow_document *document, uint32_t id, uint32_t kind, uint32_t level,
        uint32_t list_style);

    /** Replaces the hints. */
    int32_t (*block_set_hints)(
        winnow_document *document, uint32_t id, const winnow_hints *hints);

    /** Tags the block; confidence 0 to 1. An empty tag removes the tag. */
    int32_t (*block_set_language)(
        winnow_document *document, uint32_t id, winnow_string tag, float confidence);

    /** Adds a span behind those that the block has. */
    int32_t (*block_add_span)(winnow_document *document, uint32_t id, const winnow_span *span);

    /**
     * Drops the block by a rule, a short constant name ("share-bar"). A block
     * that is dropped already keeps its first rule; the result is 1.
     */
    int32_t (*block_drop)(winnow_document *document, uint32_t id, winnow_string rule);
} winnow_document_api;

/* -------------------------------------------------------------- host table */

typedef struct winnow_host winnow_host;

/**
 * The host as one instance sees it: each instance gets a table of its own,
 * which outlives it. Functions take the table itself as first argument.
 */
struct winnow_host {
    size_t struct_size;
    uint32_t abi_major;
    uint32_t abi_minor;
    /** For the host alone. */
    void *host_data;
    /** "winnow" and its version, for log lines of the module. */
    winnow_string name;
    winnow_string version;

    /** The functions for documents. */
    const winnow_document_api *document;

    /**
     * Writes a log line. [any] `message` is a constant; all that varies is in
     * `fields`. The host adds module and document, and drops lines below the
     * operator's level.
     */
    void (*log)(
        const winnow_host *host, int32_t level, winnow_string message,
        const winnow_field *fields, size_t field_count);

    /** Adds `value` to the counter `name` of the module ("blocks_dropped"). [any] */
    void (*metric)(const winnow_host *host, winnow_string name, double value);

    /**
     * Says why: the message of a failed create() or self test, the reason of
     * DROP, the error of RETRY, REJECT and FATAL. [any] The last call before
     * the return counts; with other statuses it is ignored.
     */
    void (*set_error)(const winnow_host *host, winnow_string message);

    /**
     * 1 once the time for this document is up. [process] A module with long
     * loops asks every few thousand steps (a call costs some 30 ns) and
     * returns RETRY or what it has. The host kills a worker that goes on for
     * long after that.
     */
    int32_t (*deadline_exceeded)(const winnow_host *host);

    /** A table of the host by id, or NULL. [any] Version 1.0 has none. */
    const void *(*get_extension)(const winnow_host *host, winnow_string id);
};

/* -------------------------------------------------------------- descriptor */

/**
 * What winnow_module_entry() returns: constant, never freed, the same pointer
 * at each call.
 */
typedef struct winnow_module_descriptor {
    /** WINNOW_MODULE_MAGIC. */
    uint32_t magic;
    /** sizeof(winnow_module_descriptor) as the module was compiled. */
    uint32_t struct_size;
    /** WINNOW_ABI_MAJOR and WINNOW_ABI_MINOR as the module was compiled. */
    uint32_t abi_major;
    uint32_t abi_minor;

    /** Name in routes and options: a to z, 0 to 9, "-" and "_"; at most 64 bytes. */
    winnow_string name;
    /** Semantic version of the module, at most 64 bytes. */
    winnow_string version;
    /** One sentence for people. */
    winnow_string summary;
    /** WINNOW_ROLE_READER or WINNOW_ROLE_PROCESSOR. */
    uint32_t role;
    uint32_t reserved;
    /**
     * Media types that a reader reads, lower case, without parameters; a star
     * in place of the subtype stands for all subtypes. The host skips a reader
     * for other documents. Processors leave it empty: they get every document.
     */
    const winnow_string *media_types;
    size_t media_type_count;

    /**
     * Makes an instance. `config` is a JSON object: the operator's options for
     * this module, "{}" if there are none; it has passed the schema of
     * config-schema/1. `data_dir` is the module's directory of read-only data
     * (it need not exist). Returns NULL after set_error() on failure. All that
     * was acquired is released then by the module.
     */
    winnow_module *(*create)(
        const winnow_host *host, winnow_string config, winnow_string data_dir);

    /** Processes one document. It must be ready for any bytes. */
    winnow_status (*process)(winnow_module *module, winnow_document *document);

    /** Frees the instance. */
    void (*destroy)(winnow_module *module);

    /**
     * A table of the module by id, or NULL. May be NULL itself. Called
     * without an instance, possibly before create().
     */
    const void *(*get_extension)(winnow_string id);
} winnow_module_descriptor;

/** The one symbol of a module. */
WINNOW_EXPORT const winnow_module_descriptor *winnow_module_entry(void);
typedef const winnow_module_descriptor *(*winnow_module_entry_function)(void);
#define WINNOW_MODULE_ENTRY_SYMBOL "winnow_module_entry"

/* ----------------------------------------------- extensions of the modules */

#define WINNOW_EXTENSION_CONFIG_SCHEMA "config-schema/1"

/** The options that the module takes. */
typedef struct winnow_config_schema {
    size_t struct_size;
    /** A JSON Schema of type object; constant text. */
    winnow_string (*schema)(void);
} winnow_config_schema;

#define WINNOW_EXTENSION_SELFTEST "selftest/1"

/** A test that a new worker runs before it takes documents. */
typedef struct winnow_selftest {
    size_t struct_size;
    /**
     * Returns WINNOW_STATUS_OK, or another status after set_error(). Takes
     * milliseconds, not seconds, and leaves the instance as it was.
     */
    winnow_status (*run)(winnow_module *module);
} winnow_selftest;

#ifdef __cplusplus
}
#endif

#endif
