/*
 * The binary layout that modules in the field were compiled against. A change
 * that breaks one of these lines needs a new WINNOW_ABI_MAJOR; adding a field
 * at the end breaks none.
 */
#include "winnow_module.h"

#define AT(type, field, offset)                                                \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field)

#if UINTPTR_MAX == 0xffffffffffffffffu
AT(winnow_module_descriptor, magic, 0);
AT(winnow_module_descriptor, struct_size, 4);
AT(winnow_module_descriptor, abi_major, 8);
AT(winnow_module_descriptor, abi_minor, 12);
AT(winnow_module_descriptor, name, 16);
AT(winnow_module_descriptor, role, 64);
AT(winnow_module_descriptor, media_types, 72);
AT(winnow_module_descriptor, create, 88);
AT(winnow_module_descriptor, get_extension, 112);
AT(winnow_host, document, 56);
AT(winnow_host, log, 64);
AT(winnow_host, get_extension, 96);
AT(winnow_document_api, raw_bytes, 8);
AT(winnow_document_api, block_add, 104);
AT(winnow_document_api, block_drop, 168);
AT(winnow_block, text, 24);
AT(winnow_block, spans, 80);
AT(winnow_block, drop_rule, 136);
AT(winnow_new_block, text, 24);
AT(winnow_new_block, drop_rule, 96);
AT(winnow_span, value, 16);
AT(winnow_hints, position, 36);
#endif
