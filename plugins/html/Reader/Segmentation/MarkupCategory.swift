/// What an element is for, as its tag, role or class and id words suggest.
///
/// Each category is one bit of a `MarkupMask`. Nothing is decided by a
/// category alone: the distance to the nearest ancestor with it, and the share
/// of the page's text inside that ancestor, are features of the block scorer.
/// The order is part of the trained model; new ones go to unused numbers.
enum MarkupCategory: UInt8, CaseIterable {
    // Tags, roles and attributes.
    case article = 0
    case main = 1
    case section = 2
    case aside = 3
    case nav = 4
    case header = 5
    case footer = 6
    case form = 7
    case figure = 8
    case list = 9
    case table = 10
    case blockquote = 11
    case button = 12
    case linkedBlock = 13
    case dialog = 14
    case details = 15
    case articleBody = 16
    case hidden = 17
    case property = 18
    case cell = 19
    case heading = 20
    case paragraph = 21
    case listItem = 22
    case caption = 23
    case address = 24
    case definition = 25
    case labelled = 26

    // Words of class and id.
    case commentWord = 32
    case shareWord = 33
    case relatedWord = 34
    case navWord = 35
    case footerWord = 36
    case headerWord = 37
    case sidebarWord = 38
    case adWord = 39
    case newsletterWord = 40
    case metaWord = 41
    case mediaWord = 42
    case consentWord = 43
    case contentWord = 44
    case bodyWord = 45
    case titleWord = 46
    case teaserWord = 47
    case productWord = 48
    case forumWord = 49
    case leadWord = 50
    case hiddenWord = 51
    case bioWord = 52
    case noteWord = 53
    case documentationWord = 54
    case buttonWord = 55
    case embedWord = 56
    case toolWord = 57
    case tagWord = 58
    case listWord = 59
    case menuWord = 60
    case loginWord = 61
    case textWord = 62
    case priceWord = 63
}

/// A set of `MarkupCategory` values.
struct MarkupMask {
    var bits: UInt64 = 0

    @inline(__always)
    mutating func insert(_ category: MarkupCategory) {
        bits |= 1 << UInt64(category.rawValue)
    }

    @inline(__always)
    func contains(_ category: MarkupCategory) -> Bool {
        bits >> UInt64(category.rawValue) & 1 != 0
    }
}
