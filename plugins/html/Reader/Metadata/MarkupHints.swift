import WinnowHTML

/// What the words in an element's class and id say of what stands in it.
struct MarkupHints: OptionSet {
    let rawValue: UInt16

    /// Comments, reviews and other pages.
    static let others = MarkupHints(rawValue: 1)
    /// Things whose names are not the page's authors.
    static let authorNoise = MarkupHints(rawValue: 2)
    static let title = MarkupHints(rawValue: 4)
    static let site = MarkupHints(rawValue: 8)
    static let hidden = MarkupHints(rawValue: 16)
    /// Things whose headings are not the page's title.
    static let titleNoise = MarkupHints(rawValue: 32)
    static let published = MarkupHints(rawValue: 64)
    static let modified = MarkupHints(rawValue: 128)

    private static let words: [(MarkupHints, [StaticString])] = [
        (.others, ["comment", "related", "review"]),
        (
            .authorNoise,
            [
                "comment", "teaser", "related", "card", "image", "photo", "credit", "bild",
                "avatar", "social", "follow", "footer", "sidebar", "widget", "recommend",
                "copyright", "most-read", "list-item", "menu", "caption", "attribution",
            ]
        ),
        (.title, ["title", "headline", "heading", "hed", "titel", "titulo"]),
        (.site, ["logo", "brand", "site-", "masthead", "sitename"]),
        (.hidden, ["sr-only", "hidden", "visually", "screen-reader", "offscreen"]),
        (
            .titleNoise,
            [
                "widget", "sidebar", "newsletter", "related", "comment", "footer", "menu", "nav",
                "modal", "cookie", "teaser", "subscribe", "popup",
            ]
        ),
        (.published, ["publi"]),
        (.modified, ["updat", "modif"]),
    ]

    /// The words by their first two letters.
    private static let table: [[(word: StaticString, hint: MarkupHints)]] = {
        var table = [[(word: StaticString, hint: MarkupHints)]](repeating: [], count: 1024)
        for (hint, list) in words {
            for word in list {
                table[place(word.utf8Start[0], word.utf8Start[1])].append((word, hint))
            }
        }
        return table
    }()

    /// For each first letter the bits of the second ones.
    private static let seconds: [UInt32] = {
        var seconds = [UInt32](repeating: 0, count: 32)
        for index in table.indices where !table[index].isEmpty {
            seconds[index >> 5] |= 1 << UInt32(index & 31)
        }
        return seconds
    }()

    @inline(__always)
    private static func place(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first & 31) << 5 | Int(second & 31)
    }

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The hints of one attribute's value.
    init(_ value: ByteText) {
        var hints: MarkupHints = []
        Self.seconds.withUnsafeBufferPointer { seconds in
            var index = 0
            while index + 2 < value.count {
                let first = value[index]
                index += 1
                guard seconds[Int(first & 31)] >> UInt32(value[index] & 31) & 1 != 0 else {
                    continue
                }
                for (word, hint) in Self.table[Self.place(first, value[index])]
                where NodeMarker.has(word, in: value, at: index - 1) {
                    hints.formUnion(hint)
                }
            }
        }
        self = hints
    }

    /// The hints of an element's class and id.
    init(of node: HTMLNodeID, in tree: HTMLTree) {
        self = []
        for name in [HTMLName.class, .id] {
            guard let value = tree.attribute(name, of: node) else { continue }
            formUnion(tree.withBytes(of: value) { MarkupHints($0) })
        }
    }
}
