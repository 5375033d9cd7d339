/* libxml2 for the benchmark, which measures our readers against its SAX
   parser. Variadic functions such as the error callbacks cannot be Swift
   closures, so the handler table is made here. */
#ifndef WINNOW_CXML_SHIM_H
#define WINNOW_CXML_SHIM_H

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* The context of a callback is the parser's; its private field points to the
   counter. */
static inline void winnow_sax_count(void *context) {
    ++*(unsigned long *)((xmlParserCtxtPtr)context)->_private;
}

static void winnow_sax_start(void *context, const xmlChar *name, const xmlChar *prefix,
                             const xmlChar *uri, int namespaces, const xmlChar **bindings,
                             int attributes, int defaulted, const xmlChar **values) {
    (void)name; (void)prefix; (void)uri; (void)namespaces; (void)bindings;
    (void)attributes; (void)defaulted; (void)values;
    winnow_sax_count(context);
}

static void winnow_sax_end(void *context, const xmlChar *name, const xmlChar *prefix,
                           const xmlChar *uri) {
    (void)name; (void)prefix; (void)uri;
    winnow_sax_count(context);
}

static void winnow_sax_text(void *context, const xmlChar *text, int length) {
    (void)text; (void)length;
    winnow_sax_count(context);
}

static void winnow_sax_message(void *context, const char *format, ...) {
    (void)context; (void)format;
}

/* Parses one document with callbacks that only count, and answers how many
   there were. With recover, errors do not end the parse. */
static inline unsigned long winnow_sax_parse(const char *bytes, int length, int recover) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = winnow_sax_start;
    handler.endElementNs = winnow_sax_end;
    handler.characters = winnow_sax_text;
    handler.cdataBlock = winnow_sax_text;
    handler.warning = winnow_sax_message;
    handler.error = winnow_sax_message;
    unsigned long events = 0;
    xmlParserCtxtPtr context = xmlCreateMemoryParserCtxt(bytes, length);
    if (context == NULL) return 0;
    context->_private = &events;
    xmlSAXHandlerPtr own = context->sax;
    context->sax = &handler;
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_HUGE | (recover ? XML_PARSE_RECOVER : 0));
    xmlParseDocument(context);
    context->sax = own;
    if (context->myDoc != NULL) {
        xmlFreeDoc(context->myDoc);
        context->myDoc = NULL;
    }
    xmlFreeParserCtxt(context);
    return events;
}

#endif
