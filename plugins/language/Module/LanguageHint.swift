import WinnowModuleKit

/// The language that markup, transport or feed claim for a document.
struct LanguageHint {
    /// The claimed tag, or empty. What stands nearest to the text goes first.
    let primary: String

    init(_ document: DocumentHandle) {
        let claims = [
            MetadataKey.htmlLanguage, MetadataKey.httpLanguage, MetadataKey.feedLanguage,
        ].lazy.compactMap { document.metadata($0) }
        primary = claims.compactMap(Self.usable).first ?? ""
    }

    /// The first tag of a list such as "de-AT, en", if it has the form of one.
    private static func usable(_ claim: String) -> String? {
        let tag = claim.prefix { $0 != "," && $0 != ";" && $0 != " " }
        let isTag = tag.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return isTag && (2...35).contains(tag.utf8.count) ? String(tag) : nil
    }
}

extension String {
    /// Basic filtering of RFC 4647: `en` matches `en-GB`, `zh-Hant` only
    /// itself and what is longer.
    func matches(range: String) -> Bool {
        let tag = lowercased()
        let range = range.lowercased()
        return tag == range || tag.hasPrefix(range + "-")
    }
}
