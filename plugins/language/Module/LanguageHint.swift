import WinnowModuleKit

/// The language that markup, transport or feed claim for a document.
struct LanguageHint {
    /// The claimed tag, or empty. What stands nearest to the text goes first.
    let primary: String

    init(_ document: DocumentHandle) {
        for key in [
            MetadataKey.htmlLanguage, MetadataKey.httpLanguage, MetadataKey.feedLanguage,
        ] {
            if let claim = document.metadataText(key), let tag = Self.usable(claim.bytes) {
                primary = tag
                return
            }
        }
        primary = ""
    }

    /// The first tag of a list such as "de-AT, en", if it has the form of one.
    private static func usable(_ claim: UnsafeBufferPointer<UInt8>) -> String? {
        let tag = claim.prefix {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ")
        }
        let isTag = tag.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return isTag && (2...35).contains(tag.count) ? String(decoding: tag, as: UTF8.self) : nil
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
