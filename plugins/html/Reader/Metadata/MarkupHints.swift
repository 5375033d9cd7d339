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

    /// The words in the order of their first two letters.
    private static let sorted: [(word: StaticString, hint: MarkupHints)] = words.flatMap { entry in
        entry.1.map { ($0, entry.0) }
    }.sorted {
        place($0.0.utf8Start[0], $0.0.utf8Start[1]) < place($1.0.utf8Start[0], $1.0.utf8Start[1])
    }

    /// For each two letters the index of their first word; one more at the end.
    private static let firsts: [UInt8] = (0...1024).map { place in
        let first = sorted.firstIndex {
            Self.place($0.word.utf8Start[0], $0.word.utf8Start[1]) >= place
        }
        return UInt8(first ?? sorted.count)
    }

    /// For each first letter the bits of the second ones.
    private static let seconds: [UInt32] = {
        var seconds = [UInt32](repeating: 0, count: 32)
        for (word, _) in sorted {
            seconds[Int(word.utf8Start[0] & 31)] |= 1 << UInt32(word.utf8Start[1] & 31)
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
                let place = Self.place(first, value[index])
                for entry in Int(Self.firsts[place])..<Int(Self.firsts[place + 1])
                where NodeMarker.has(Self.sorted[entry].word, in: value, at: index - 1) {
                    hints.formUnion(Self.sorted[entry].hint)
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
