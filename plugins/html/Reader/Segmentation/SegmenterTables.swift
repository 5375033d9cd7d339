import WinnowHTML

/// The constant tables of the segmenter, built once when the module is made.
struct SegmenterTables: Sendable {
    /// By scalar, for those of one or two bytes.
    let classes = CharacterClass.table
    let roles = ElementRoleTable()
    let attributes = AttributeCategories()
    /// Names below this number are the parser's own; none is a custom element
    /// but a few of AMP.
    let knownNames: Int32 = 0

    init() {}

    /// The level of a heading's name.
    func headingLevel(of name: HTMLName) -> Int {
        switch name {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        default: 6
        }
    }
}

/// Categories that attributes other than class and id give an element.
struct AttributeCategories: Sendable {
    /// Roles of WAI-ARIA.
    private static let roles: [(String, MarkupCategory)] = [
        ("main", .main), ("article", .article), ("navigation", .nav), ("complementary", .aside),
        ("contentinfo", .footer), ("banner", .header), ("dialog", .dialog),
        ("alertdialog", .dialog), ("button", .button), ("tab", .button), ("menu", .nav),
        ("menubar", .nav), ("search", .form), ("form", .form), ("tablist", .nav),
        ("heading", .heading), ("list", .list),
    ]
    /// Properties of schema.org.
    private static let properties: [(String, MarkupCategory)] = [
        ("articleBody", .articleBody), ("text", .articleBody), ("reviewBody", .articleBody),
        ("description", .leadWord), ("headline", .titleWord), ("name", .titleWord),
        ("author", .property), ("datePublished", .property), ("dateModified", .property),
        ("publisher", .property), ("keywords", .property), ("comment", .commentWord),
        ("image", .mediaWord), ("caption", .caption), ("breadcrumb", .navWord),
        ("recipeInstructions", .articleBody), ("mainContentOfPage", .main),
        ("content:encoded", .articleBody), ("dc:date", .property),
        ("schema:articleBody", .articleBody),
    ]

    /// The categories that the value of one attribute gives.
    func categories(of name: HTMLName, value: UnsafeBufferPointer<UInt8>) -> UInt64 {
        switch name {
        case .role: return Self.bit(of: value, in: Self.roles)
        case .itemprop, .property: return Self.bit(of: value, in: Self.properties)
        case .hidden: return Self.bit(.hidden)
        case .ariaHidden: return value.elementsEqual("true".utf8) ? Self.bit(.hidden) : 0
        case .style: return Self.hides(value) ? Self.bit(.hidden) : 0
        default: return 0
        }
    }

    private static func bit(_ category: MarkupCategory) -> UInt64 {
        1 << UInt64(category.rawValue)
    }

    private static func bit(
        of value: UnsafeBufferPointer<UInt8>,
        in list: [(String, MarkupCategory)]
    ) -> UInt64 {
        for (word, category) in list
        where word.utf8.count == value.count && value.elementsEqual(word.utf8) {
            return bit(category)
        }
        return 0
    }

    private static let hiding = Array("display:none".utf8)

    /// Whether a style hides its element: `display: none`.
    private static func hides(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var state = 0
        let pattern = hiding
        for byte in value where byte != 0x20 {
            if byte | 0x20 == pattern[state] || byte == pattern[state] {
                state += 1
                if state == pattern.count { return true }
            } else {
                state = byte | 0x20 == pattern[0] ? 1 : 0
            }
        }
        return false
    }
}
