/// The subtags of a language tag, told apart by length, content and place
/// (RFC 5646, section 2.1).
struct LanguageSubtags {
    private(set) var language = ""
    private(set) var script: String?
    private(set) var region: String?
    private var variants: [String] = []
    /// Extensions and private use, as they stand.
    private var rest: [String] = []

    /// Reads subtags in lower case; nil where they are not well formed.
    init?(_ subtags: [String]) {
        guard subtags.allSatisfy(Self.isSubtag), let first = subtags.first else { return nil }
        var remaining = subtags[...]
        if first == "x" {
            guard subtags.count > 1 else { return nil }
            language = "und"
            rest = subtags
            return
        }
        // Longer ones are well formed, but there is no such language.
        guard (2...3).contains(first.utf8.count), first.utf8.allSatisfy(isASCIILetter) else {
            return nil
        }
        language = LanguageTag.deprecated[first] ?? first
        remaining = remaining.dropFirst()
        readExtendedLanguages(&remaining)
        readScriptAndRegion(&remaining)
        guard readVariants(&remaining), readExtensions(&remaining) else { return nil }
    }

    private static func isSubtag(_ text: String) -> Bool {
        (1...8).contains(text.utf8.count)
            && text.utf8.allSatisfy { isASCIILetter($0) || isASCIIDigit($0) }
    }

    /// An extended language stands for itself: `zh-yue` is `yue`.
    private mutating func readExtendedLanguages(_ remaining: inout ArraySlice<String>) {
        var count = 0
        while count < 3, let next = remaining.first, next.utf8.count == 3,
            next.utf8.allSatisfy(isASCIILetter)
        {
            if count == 0 { language = next }
            remaining = remaining.dropFirst()
            count += 1
        }
    }

    private mutating func readScriptAndRegion(_ remaining: inout ArraySlice<String>) {
        if let next = remaining.first, next.utf8.count == 4, next.utf8.allSatisfy(isASCIILetter) {
            script = next.prefix(1).uppercased() + next.dropFirst()
            remaining = remaining.dropFirst()
        }
        guard let next = remaining.first else { return }
        let isCountry = next.utf8.count == 2 && next.utf8.allSatisfy(isASCIILetter)
        let isArea = next.utf8.count == 3 && next.utf8.allSatisfy(isASCIIDigit)
        guard isCountry || isArea else { return }
        region = Self.deprecatedRegions[next] ?? next.uppercased()
        remaining = remaining.dropFirst()
    }

    private mutating func readVariants(_ remaining: inout ArraySlice<String>) -> Bool {
        while let next = remaining.first, next.utf8.count >= 4 {
            guard next.utf8.count >= 5 || next.utf8.first.map(isASCIIDigit) == true,
                !variants.contains(next)
            else { return false }
            variants.append(next)
            remaining = remaining.dropFirst()
        }
        return true
    }

    /// A singleton and at least one longer subtag each; `x` takes all the rest.
    private mutating func readExtensions(_ remaining: inout ArraySlice<String>) -> Bool {
        while let singleton = remaining.first {
            guard singleton.utf8.count == 1 else { return false }
            let isPrivate = singleton == "x"
            let values = remaining.dropFirst().prefix { isPrivate || $0.utf8.count > 1 }
            guard !values.isEmpty else { return false }
            rest.append(singleton)
            rest.append(contentsOf: values)
            remaining = remaining.dropFirst(values.count + 1)
        }
        return true
    }

    /// All subtags in canonical case.
    var canonical: String {
        if rest.first == "x", language == "und", script == nil, region == nil, variants.isEmpty {
            return rest.joined(separator: "-")
        }
        let subtags = [language, script, region].compactMap { $0 } + variants + rest
        return subtags.joined(separator: "-")
    }

    /// `UK` is no region code, but what people write for `GB`.
    private static let deprecatedRegions = [
        "bu": "MM", "dd": "DE", "fx": "FR", "tp": "TL", "yd": "YE", "zr": "CD", "uk": "GB",
    ]
}
