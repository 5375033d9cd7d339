#include "winnow_cld2.h"

// The library's header uses FILE without including its header.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

int32_t winnow_cld2_detect(
    const char *text, int32_t length, const char *hint, winnow_cld2_result *result)
{
    CLD2::CLDHints hints = { hint, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
    CLD2::Language languages[3] = {
        CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE };
    int percents[3] = { 0, 0, 0 };
    int text_bytes = 0;
    int valid_prefix = 0;
    bool is_reliable = false;

    CLD2::Language summary = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        text, length, true, &hints, 0, languages, percents,
        result->scores, nullptr, &text_bytes, &is_reliable, &valid_prefix);
    if (!is_reliable || summary == CLD2::UNKNOWN_LANGUAGE) {
        // Best effort calls every answer reliable, so it is only asked where
        // the careful call has none.
        summary = CLD2::ExtDetectLanguageSummaryCheckUTF8(
            text, length, true, &hints, CLD2::kCLDFlagBestEffort, languages, percents,
            result->scores, nullptr, &text_bytes, &is_reliable, &valid_prefix);
        is_reliable = false;
    }

    result->summary = CLD2::LanguageCode(summary);
    for (int i = 0; i < 3; i++) {
        result->codes[i] = CLD2::LanguageCode(languages[i]);
        result->percents[i] = percents[i];
    }
    result->text_bytes = text_bytes;
    result->is_reliable = is_reliable ? 1 : 0;
    return valid_prefix == length ? 1 : 0;
}

const char *winnow_cld2_version(void)
{
    return CLD2::DetectLanguageVersion();
}
