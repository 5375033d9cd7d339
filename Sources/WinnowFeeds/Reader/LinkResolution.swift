import WinnowModel

/// Links of feeds, made absolute.
enum LinkResolution {
    /// What a reference means; nil where its scheme would run code or hold the
    /// data itself.
    ///
    /// An absolute link stays as its publisher wrote it: its spelling is part
    /// of what an archive keeps, and whoever fetches it parses it anyway.
    static func resolve(_ reference: String, base: WebURL?) -> String? {
        var reference = reference
        let scheme = reference.withUTF8 { schemeLength($0) }
        if scheme > 0 {
            let name = reference.utf8.prefix(scheme).map(folded)
            let isHostile =
                name.elementsEqual("javascript".utf8) || name.elementsEqual("vbscript".utf8)
                || name.elementsEqual("data".utf8)
            if isHostile { return nil }
            let rest = reference.utf8.dropFirst(scheme + 1)
            if rest.starts(with: "//".utf8) || !name.starts(with: "http".utf8) { return reference }
        }
        guard let base else { return reference }
        return base.resolve(reference)?.href ?? reference
    }

    /// Bytes before the colon of an absolute URL, or 0.
    static func schemeLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let lower = folded(byte)
            if lower >= 0x61 && lower <= 0x7A { continue }
            let isLater =
                (byte >= 0x30 && byte <= 0x39) || byte == 0x2B || byte == 0x2D || byte == 0x2E
            if index > 0 && isLater { continue }
            return byte == 0x3A && index > 1 ? index : 0
        }
        return 0
    }
}
