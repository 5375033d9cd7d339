/// Cuts the site's name and its sections from either end of a title.
struct TitleCutter {
    private let siteKeys: [TextKey]

    init(siteKeys: [TextKey]) {
        self.siteKeys = siteKeys
    }

    /// Whether a key is the site's name.
    func isSite(_ key: TextKey) -> Bool { siteKeys.contains(key) }

    /// The title without the site's name.
    ///
    /// A part is the site's name if it is known as such, or if the rest is
    /// a heading of the page.
    ///
    /// - Parameter headings: Keys of the page's headings.
    /// - Returns: The title, nil if nothing was cut; and whether a part was
    ///   known as the site's name.
    func withoutSite(_ title: String, headings: [TextKey]) -> (text: String?, isKnown: Bool) {
        title.withBytes { title in
            var current = title
            var isKnown = false
            for _ in 0..<3 {
                guard let (shorter, known) = cut(current, headings: headings) else { break }
                current = shorter
                isKnown = isKnown || known
            }
            guard current.count < title.count else { return (nil, false) }
            return (String(decoding: current, as: UTF8.self), isKnown)
        }
    }

    private func cut(_ title: ByteText, headings: [TextKey]) -> (ByteText, Bool)? {
        for place in separators(in: title).reversed() {
            let left = title.part(0..<place.lowerBound).trimmed
            let right = title.part(place.upperBound..<title.count).trimmed
            guard !left.isEmpty, !right.isEmpty else { continue }
            let leftKey = TextKey(left)
            if headings.contains(leftKey) { return (left, false) }
            let rightKey = TextKey(right)
            if headings.contains(rightKey) { return (right, false) }
            let leftNames = names(leftKey)
            if names(rightKey), !leftNames || isLonger(left, than: right) { return (left, true) }
            if leftNames { return (right, true) }
        }
        return nil
    }

    private func isLonger(_ first: ByteText, than second: ByteText) -> Bool {
        let letters = { (text: ByteText) in text.lazy.filter { $0 & 0xC0 != 0x80 }.count }
        return letters(first) > letters(second)
    }

    /// Whether the key of a part of a title names the site.
    private func names(_ key: TextKey) -> Bool {
        guard !key.isEmpty else { return true }
        return siteKeys.contains { site in
            key == site || (site.count >= 4 && key.hasPrefix(site) && key.count < site.count + 12)
                || (key.count >= 4 && site.hasPrefix(key))
                || (site.count >= 4 && key.hasSuffix(site) && key.count < site.count + 12)
        }
    }

    /// Marks with white space around them, and those that need none.
    private func separators(in title: ByteText) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var before: UInt32 = 0
        var index = 0
        while index < title.count, result.count < 40 {
            let (scalar, length) = Self.scalar(title, index)
            if Self.isMark(scalar) {
                let end = index + length
                let after = end < title.count ? Self.scalar(title, end).0 : 0
                if Self.isSeparator(scalar, before: before, after: after) {
                    result.append(index..<end)
                }
            }
            before = scalar
            index += length
        }
        return result
    }

    @inline(__always)
    private static func scalar(_ text: ByteText, _ index: Int) -> (UInt32, Int) {
        text[index] < 0x80 ? (UInt32(text[index]), 1) : decodeScalar(text, at: index)
    }

    private static func isMark(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "|", "-", "–", "—", "·", "•", "»", "«", ":", "_", "/", "~", "＿", "｜", "―", "‹", "›",
            ">", "<", "−", "：", "ㅣ", "∣", "◆":
            true
        default: false
        }
    }

    /// Whether a mark parts a title, by the characters on both sides; 0 for
    /// none.
    private static func isSeparator(_ mark: UInt32, before: UInt32, after: UInt32) -> Bool {
        switch Unicode.Scalar(mark) {
        case "|", "｜", "_", "＿", "ㅣ", "∣", "：": return true
        default: break
        }
        let isSpaceBehind = after != 0 && ScalarKind.isSpace(after)
        if isSpaceBehind, mark == 0x3A || before != 0 && ScalarKind.isSpace(before) { return true }
        // Between ideographs and the like marks need no space.
        return before != 0 && after != 0 && (before >= 0x800 || after >= 0x800)
            && !isCased(before) && !isCased(after)
    }

    private static func isCased(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isCased ?? false
    }
}
