import Testing
import WinnowModel

@Suite struct LanguageTagTests {
    @Test(
        "a tag is brought into canonical case and form",
        arguments: [
            ("EN-us", "en-US"), ("zh_hant_tw", "zh-Hant-TW"), (" de-at ", "de-AT"),
            ("iw", "he"), ("in-ID", "id-ID"), ("ji", "yi"), ("no", "no"), ("nb-NO", "nb-NO"),
            ("ger", "de"), ("zh-yue", "yue"), ("es-419", "es-419"), ("en-UK", "en-GB"),
            ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-CH-1901", "de-CH-1901"),
            ("en-US-u-Islamcal", "en-US-u-islamcal"), ("x-whatever", "x-whatever"),
            ("i-klingon", "tlh"), ("en_US.UTF-8", "en-US"), ("sr-latn", "sr-Latn"),
        ]
    )
    func canonical(text: String, expected: String) {
        #expect(LanguageTag(text)?.text == expected)
    }

    @Test(
        "what is no tag is refused",
        arguments: [
            "", "-", "e", "english-language", "en--us", "en-US-US", "12", "en-", "x", "en-u",
            "de-1901-1901", "日本語", "en us",
        ]
    )
    func refused(text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test("the subtags are told apart")
    func subtags() throws {
        let tag = try #require(LanguageTag("zh-hans-cn-x-a"))
        #expect(tag.language == "zh")
        #expect(tag.script == "Hans")
        #expect(tag.region == "CN")
        #expect(LanguageTag.primarySubtag(of: "IW_il") == "he")
        #expect(LanguageTag.primarySubtag(of: "123").isEmpty)
    }
}
