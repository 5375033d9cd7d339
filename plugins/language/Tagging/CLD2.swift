import CCLD2

/// What libcld2 says of one text.
public struct CLD2Answer: Equatable, Sendable {
    /// One language of the text.
    public struct Candidate: Equatable, Sendable {
        /// BCP 47 tag.
        public var tag: String
        /// Share of the text, 0 to 1.
        public var share: Float
        /// Score against that of normal text in the language, about 1.
        public var score: Float
    }

    /// BCP 47 tag of the best language, `und` if there is none.
    public var tag: String
    /// What the library itself gives as its answer for a page.
    public var summary: String
    /// Whether the library finds its answer reliable.
    public var isReliable: Bool
    /// Bytes of letters that were looked at.
    public var letterBytes: Int
    /// Up to three languages by share.
    public var candidates: [Candidate]

    /// No answer.
    static let none = CLD2Answer(
        tag: "und",
        summary: "und",
        isReliable: false,
        letterBytes: 0,
        candidates: []
    )

    /// The answer for a text whose script leaves no other language.
    static func certain(_ tag: String, bytes: Int) -> CLD2Answer {
        CLD2Answer(
            tag: tag,
            summary: tag,
            isReliable: true,
            letterBytes: bytes,
            candidates: [Candidate(tag: tag, share: 1, score: 1)]
        )
    }

    /// Whether the library is sure of one language for all of the text.
    var isPlain: Bool {
        isReliable && candidates.contains { $0.share >= Self.wholeShare }
    }

    private static let wholeShare: Float = 0.97
}

/// The detector of libcld2 with its full tables.
public enum CLD2 {
    /// Version of library and tables. The full tables must have been linked;
    /// the small ones report another one.
    public static var version: String { String(cString: winnow_cld2_version()) }

    /// Detects the language of cleaned UTF-8 text.
    ///
    /// `hint` is a language tag that somebody claims for the text.
    public static func detect(_ text: UnsafeBufferPointer<UInt8>, hint: String = "") -> CLD2Answer {
        var result = winnow_cld2_result()
        let length = Int32(clamping: text.count)
        let isUTF8 = text.withMemoryRebound(to: CChar.self) { text in
            if hint.isEmpty { return winnow_cld2_detect(text.baseAddress, length, nil, &result) }
            return hint.withCString {
                winnow_cld2_detect(text.baseAddress, length, $0, &result)
            }
        }
        guard isUTF8 != 0, let summary = result.summary else {
            return .none
        }
        let codes = [result.codes.0, result.codes.1, result.codes.2]
        let percents = [result.percents.0, result.percents.1, result.percents.2]
        let scores = [result.scores.0, result.scores.1, result.scores.2]
        let candidates = (0..<3).compactMap { index -> CLD2Answer.Candidate? in
            guard let code = codes[index], percents[index] > 0 else { return nil }
            return CLD2Answer.Candidate(
                tag: languageTag(of: code),
                share: Float(percents[index]) / 100,
                score: Float(scores[index])
            )
        }
        let answer = languageTag(of: summary)
        return CLD2Answer(
            tag: main(of: candidates) ?? answer,
            summary: answer,
            isReliable: result.is_reliable != 0,
            letterBytes: Int(result.text_bytes),
            candidates: candidates
        )
    }

    /// The library's summary takes English, French, Italian, German and Spanish
    /// for what stands around a page's text, and a second language for the
    /// text's, however little there is of it. Around one text there stands at
    /// most English: the language of most of it, where the summary may differ.
    private static func main(of candidates: [CLD2Answer.Candidate]) -> String? {
        guard candidates.count > 1, candidates[0].tag != "en",
            candidates[0].share >= mainShare * candidates[1].share
        else { return nil }
        return candidates[0].tag
    }

    private static let mainShare: Float = 1

    /// The same for a code as the library has it. Nearly all of them have two
    /// letters, which are compared at once.
    private static func languageTag(of code: UnsafePointer<CChar>) -> String {
        let string = String(cString: code)
        let first = UInt16(UInt8(bitPattern: code[0]))
        guard string.utf8.count == 2 else { return languageTag(ofCode: string) }
        switch first << 8 | UInt16(UInt8(bitPattern: code[1])) {
        // un, iw, no, jw, in, ji, zh
        case 0x756E, 0x6977, 0x6E6F, 0x6A77, 0x696E, 0x6A69, 0x7A68:
            return languageTag(ofCode: string)
        default: return string
        }
    }

    /// The BCP 47 tag for a code of the library, which has some of before
    /// ISO 639's changes, and names scripts as languages.
    static func languageTag(ofCode code: String) -> String {
        switch code {
        case "un", "xxx": "und"
        case "iw": "he"
        case "no": "nb"
        case "jw": "jv"
        case "in": "id"
        case "ji": "yi"
        case "zh": "zh-Hans"
        case "sr-ME": "cnr"
        case "crs", "zzb", "zze", "zzh", "tlh", "zzp": "und"
        default: code.hasPrefix("xx-") ? "und" : code
        }
    }
}
