/* What the fetcher needs of libcurl and of the decompressors for
 * Content-Encoding.
 *
 * libcurl could decode bodies itself, but it reports success for a gzip stream
 * that ends in its middle, fails on a second member, and counts its size limit
 * before decoding (7.88). So the fetcher takes the body as it comes and
 * decodes it with the libraries that Debian's libcurl is linked with anyway. */
#ifndef WINNOW_CCURL_SHIM_H
#define WINNOW_CCURL_SHIM_H

#include <brotli/decode.h>
#include <curl/curl.h>
#include <zlib.h>
#include <zstd.h>

/* Swift cannot call C functions with variable arguments, and curl's option
 * functions are such. There is one wrapper for each kind of argument, because
 * passing another type than the option expects is undefined behaviour. */

/* For CURLOPTTYPE_LONG, VALUES. */
static inline CURLcode winnow_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

/* For CURLOPTTYPE_OFF_T. */
static inline CURLcode winnow_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

/* For CURLOPTTYPE_STRINGPOINT; libcurl copies the string. */
static inline CURLcode winnow_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

/* For CURLOPTTYPE_OBJECTPOINT and CBPOINT; libcurl keeps the pointer. */
static inline CURLcode winnow_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

/* For CURLOPTTYPE_SLISTPOINT; libcurl keeps the list, which the caller frees
 * after the handle. */
static inline CURLcode winnow_curl_set_list(CURL *handle, CURLoption option,
                                            struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

/* A wrapper of its own fixes the type of the function pointer, which the
 * variadic function would not check. */
static inline CURLcode winnow_curl_set_write_function(CURL *handle, CURLoption option,
                                                      curl_write_callback function) {
  return curl_easy_setopt(handle, option, function);
}

/* As above, for the type of another callback. */
static inline CURLcode winnow_curl_set_open_socket_function(CURL *handle,
                                                            curl_opensocket_callback function) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode winnow_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode winnow_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode winnow_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/* A macro with a cast, which Swift does not import. */
static const long winnow_curl_auth_basic = (long)CURLAUTH_BASIC;

/* The result stands in a union, and which member is valid depends on `msg`;
 * reading it here keeps that rule in one place. Returns NULL when no transfer
 * has ended. */
static inline CURL *winnow_curl_next_done(CURLM *multi, CURLcode *result) {
  int queued = 0;
  CURLMsg *message;
  while((message = curl_multi_info_read(multi, &queued)) != NULL) {
    if(message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/* inflateInit2 is a macro that passes the header's version and structure size.
 * `window_bits` as zlib defines it: 31 reads gzip, 15 zlib, -15 raw deflate. */
static inline int winnow_inflate_start(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

#endif
