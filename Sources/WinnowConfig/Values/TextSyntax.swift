/// What may be the name of a source or route.
enum NameSyntax {
    /// Longest name.
    static let limit = 64
    /// The same as a regular expression for the JSON Schema.
    static let pattern = "^[a-z0-9][a-z0-9._-]{0,63}$"

    /// Whether `text` is a name.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first) else { return false }
        return text.utf8.count <= limit && text.utf8.allSatisfy { isAlphanumeric($0) || isMark($0) }
    }

    /// The name that is made of `text` by small letters and hyphens.
    static func nearestName(to text: String) -> String? {
        var name = ""
        for scalar in text.lowercased().unicodeScalars.prefix(limit) {
            let isAllowed = scalar.isASCII && isAllowedByte(UInt8(scalar.value))
            if isAllowed {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty, !name.hasSuffix("-") {
                name += "-"
            }
        }
        while name.hasSuffix("-") { name.removeLast() }
        return isName(name) ? name : nil
    }

    private static func isAllowedByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || isMark(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        "._-".utf8.contains(byte)
    }
}

/// The form of BCP 47 language tags; whether a tag is registered is not
/// checked, since the registry grows.
enum LanguageTagSyntax {
    /// Whether `text` has the form of a tag.
    static func isTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, text.utf8.count <= 64 else { return false }
        return (2...8).contains(language.utf8.count) && language.utf8.allSatisfy(isLetter)
            // Five letters and more are reserved; in practice they are the
            // name of a language, as in `english`.
            && language.utf8.count <= 3
            && parts.dropFirst().allSatisfy { part in
                (1...8).contains(part.utf8.count)
                    && part.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
            }
    }

    /// The tag for a language that is written out in English.
    static func tag(forName name: String) -> String? {
        [
            "arabic": "ar", "chinese": "zh", "english": "en", "french": "fr", "german": "de",
            "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko", "persian": "fa",
            "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr",
            "ukrainian": "uk", "urdu": "ur",
        ][name.lowercased()]
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }
}

/// Writes values as YAML, for the reference.
enum YAMLText {
    /// `text` as a scalar, quoted where YAML would read it otherwise.
    static func scalar(_ text: String) -> String {
        let special = Set("{}[],&*#?|-<>=!%@`\"'~: ")
        let needsQuotes =
            text.isEmpty || text.contains(": ") || text.contains(" #")
            || special.contains(text[text.startIndex]) || text.contains("{")
        return needsQuotes ? JSONValue.string(text).compactText : text
    }
}
