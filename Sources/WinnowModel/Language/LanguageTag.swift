/// A language tag of BCP 47 (RFC 5646) in canonical case, with deprecated
/// subtags replaced.
///
///     LanguageTag("iw_il")?.text  // "he-IL"
public struct LanguageTag: Sendable, Hashable, CustomStringConvertible {
    /// The whole tag.
    public let text: String
    /// The primary language: two or three letters, `und` if unknown.
    public let language: String
    /// Four letters, the first a capital.
    public let script: String?
    /// Two capitals or three digits.
    public let region: String?

    /// Reads a tag, with hyphens or underscores in any case; nil where it is not
    /// well formed.
    ///
    /// What publishers add after a POSIX locale's name (`en_US.UTF-8@euro`) does
    /// not count.
    public init?(_ text: some StringProtocol) {
        let head = text.prefix { $0 != "." && $0 != "@" }
        guard head.utf8.count <= 128, head.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var trimmed = head.drop { $0.isWhitespace }
        while trimmed.last?.isWhitespace == true { trimmed = trimmed.dropLast() }
        var subtags = trimmed.lowercased().split(
            omittingEmptySubsequences: false,
            whereSeparator: { $0 == "-" || $0 == "_" }
        ).map(String.init)
        if let replacement = LanguageTag.grandfathered[subtags.joined(separator: "-")] {
            subtags = replacement.split(separator: "-").map(String.init)
        }
        guard let parsed = LanguageSubtags(subtags) else { return nil }
        self.text = parsed.canonical
        self.language = parsed.language
        self.script = parsed.script
        self.region = parsed.region
    }

    /// The tag.
    public var description: String { text }

    /// The tag's first subtag in lower case and canonical form, even where the
    /// tag is not well formed; empty for no letters.
    public static func primarySubtag(of text: some StringProtocol) -> String {
        let letters = text.drop { $0.isWhitespace }.prefix { $0.isASCII && $0.isLetter }
        let subtag = letters.lowercased()
        return deprecated[subtag] ?? subtag
    }

    /// Languages whose subtag was replaced, and the three-letter codes of
    /// languages that have two letters. `no` stays: it is not deprecated, and
    /// says less than `nb` or `nn`.
    static let deprecated = [
        "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "scc": "sr", "scr": "hr",
        "eng": "en", "deu": "de", "ger": "de", "fra": "fr",
        "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "zho": "zh",
        "chi": "zh", "jpn": "ja", "kor": "ko", "ara": "ar", "nld": "nl", "dut": "nl",
        "swe": "sv", "nor": "no", "dan": "da", "fin": "fi", "pol": "pl", "ces": "cs",
        "cze": "cs", "slk": "sk", "slo": "sk", "hun": "hu", "tur": "tr", "heb": "he",
        "ell": "el", "gre": "el", "ukr": "uk", "ron": "ro", "rum": "ro", "bul": "bg",
        "hrv": "hr", "srp": "sr", "slv": "sl", "est": "et", "lav": "lv", "lit": "lt",
        "vie": "vi", "tha": "th", "ind": "id", "msa": "ms", "may": "ms", "hin": "hi",
        "ben": "bn", "urd": "ur", "fas": "fa", "per": "fa", "cat": "ca", "eus": "eu",
        "baq": "eu", "glg": "gl", "isl": "is", "ice": "is", "gle": "ga", "cym": "cy",
        "wel": "cy",
    ]

    /// Whole tags that the registry replaced.
    private static let grandfathered = [
        "i-default": "en", "i-klingon": "tlh", "i-lux": "lb", "i-navajo": "nv", "i-hak": "hak",
        "no-bok": "nb", "no-nyn": "nn", "zh-guoyu": "cmn", "zh-hakka": "hak", "zh-min-nan": "nan",
        "zh-xiang": "hsn", "art-lojban": "jbo", "sgn-be-fr": "sfb", "sgn-be-nl": "vgt",
        "sgn-ch-de": "sgg", "i-ami": "ami", "i-bnn": "bnn", "i-pwn": "pwn", "i-tao": "tao",
        "i-tay": "tay", "i-tsu": "tsu", "en-gb-oed": "en-gb-oxendict", "cel-gaulish": "xtg",
        "zh-cmn": "cmn", "zh-yue": "yue", "zh-gan": "gan", "zh-wuu": "wuu",
    ]
}
