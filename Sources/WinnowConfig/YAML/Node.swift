/// One node of a YAML file with its place.
///
/// Aliases are expanded: the node of an alias shares the storage of its
/// anchor and has the anchor's place, where a fault has to be mended.
struct Node: Sendable {
    /// What a node holds.
    enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Pair])
        /// A fault here was reported already; readers pass over it in silence.
        case invalid
    }

    /// The text of a scalar.
    struct Scalar: Sendable {
        let text: String
        /// Whether it was written without quotes, so that `true` is a bool.
        let isPlain: Bool
    }

    /// One key of a mapping, which is a scalar always, and its value.
    struct Pair: Sendable {
        let key: String
        let keySpan: Span
        let value: Node
    }

    let content: Content
    let span: Span
    /// Nodes in this tree with aliases expanded, itself included.
    let weight: Int
    /// Levels in this tree, 1 for a scalar.
    let height: Int

    /// Makes a node; weight and height follow from the content.
    init(_ content: Content, span: Span) {
        self.content = content
        self.span = span
        switch content {
        case .scalar, .invalid:
            weight = 1
            height = 1
        case .sequence(let items):
            weight = items.reduce(1) { $0 + $1.weight }
            height = 1 + (items.map(\.height).max() ?? 0)
        case .mapping(let pairs):
            weight = pairs.reduce(1) { $0 + 1 + $1.value.weight }
            height = 1 + (pairs.map(\.value.height).max() ?? 0)
        }
    }

    /// Whether this is an empty value or `null`.
    var isNull: Bool {
        guard case .scalar(let scalar) = content, scalar.isPlain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
    }

    /// The keys of a mapping; empty for anything else.
    var keys: [String] {
        guard case .mapping(let pairs) = content else { return [] }
        return pairs.map(\.key)
    }

    /// What this is, for messages that say what was found.
    var kindInWords: String {
        switch content {
        case .scalar(let scalar):
            if isNull {
                "nothing"
            } else if scalar.isPlain {
                "`\(scalar.text.shortened(to: 40))`"
            } else {
                "`\"\(scalar.text.shortened(to: 40))\"`"
            }
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .invalid: "a faulty value"
        }
    }
}

extension String {
    /// This text, cut with an ellipsis where it has more than `limit`
    /// characters, and without control characters.
    func shortened(to limit: Int) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(limit) {
            kept.append(scalar.isPrintable ? scalar : "\u{FFFD}")
        }
        return String(kept) + (unicodeScalars.count > limit ? "…" : "")
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows this and does not act on it.
    var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
