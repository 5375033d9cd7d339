import WinnowHTML

/// What an element's attributes say of its text.
enum NodeMark: UInt8 {
    /// `rel=author`.
    case authorRelation
    /// A link whose address leads to an author's page.
    case authorLink
    /// A class that names an author's name, such as `author-name`.
    case authorName
    /// A class with the word author.
    case author
    /// A class with the word byline.
    case byline
    /// A class that says a date.
    case date
}

/// Finds elements that their attributes mark as byline or date.
///
/// Class names are written by developers, in English nearly everywhere, so the
/// words need no language of their own.
struct NodeMarker {
    private static let longest = 200

    private let isLink: Bool
    private var ofRelation: NodeMark?
    private var ofTarget: NodeMark?
    private var ofClass: NodeMark?
    private var ofID: NodeMark?

    init(isLink: Bool) {
        self.isLink = isLink
    }

    /// The mark of the element, if it has one.
    var mark: NodeMark? { ofRelation ?? ofTarget ?? ofClass ?? ofID }

    /// Looks at one attribute of the element.
    @inline(__always)
    mutating func add(_ attribute: HTMLAttribute, in tree: HTMLTree, values: MarkupValues) {
        switch attribute.name {
        case .class: ofClass = tree.withBytes(of: attribute) { values.reading(of: $0).mark }
        case .id: ofID = tree.withBytes(of: attribute) { values.reading(of: $0).mark }
        case .href:
            if isLink, tree.withBytes(of: attribute, Self.leadsToAuthor) { ofTarget = .authorLink }
        case .rel:
            if isLink, tree.withBytes(of: attribute, { Self.find("author", in: $0) }) {
                ofRelation = .authorRelation
            }
        default: break
        }
    }

    /// The mark that a class or id gives.
    static func mark(ofValue value: UnsafeBufferPointer<UInt8>) -> NodeMark? {
        guard value.count >= 4 else { return nil }
        return beginnings.withUnsafeBufferPointer { mark(ofValue: value, beginnings: $0) }
    }

    private static func mark(
        ofValue value: ByteText,
        beginnings: UnsafeBufferPointer<UInt32>
    ) -> NodeMark? {
        let bytes = ByteText(rebasing: value.prefix(longest))
        var date = false
        var index = 0
        while index + 3 < bytes.count {
            let first = bytes[index]
            index += 1
            guard beginnings[Int(first & 31)] >> UInt32(bytes[index] & 31) & 1 != 0 else {
                continue
            }
            let word = word(bytes, index - 1)
            switch word {
            case 0x7574_686F, 0x7574_6F72, 0x7772_6974, 0x7265_6461:  // utho, utor, writ, reda
                if word == 0x7574_686F || word == 0x7574_6F72 || isWriter(bytes, index - 1) {
                    return isName(bytes) ? .authorName : .author
                }
            case 0x796C_696E: return isName(bytes) ? .authorName : .byline  // ylin
            case 0x7573_6572, 0x7663_6172:  // user, vcar
                if find("username", in: bytes) || find("vcard", in: bytes) { return .author }
            case 0x6461_7465, 0x7075_626C, 0x7374_616D, 0x7469_6D65, 0x6665_6368, 0x6461_7475:
                // date, publ, stam, time, fech, datu
                date = true
            case 0x706F_7374: date = date || find("posted", in: bytes)  // post
            default: break
            }
        }
        return date ? .date : nil
    }

    /// For each first letter of the words above the bits of the second ones.
    private static let beginnings: [UInt32] = {
        var beginnings = [UInt32](repeating: 0, count: 32)
        for word in ["ut", "wr", "re", "yl", "us", "vc", "da", "pu", "st", "ti", "fe", "po"] {
            let letters = Array(word.utf8)
            beginnings[Int(letters[0] & 31)] |= 1 << UInt32(letters[1] & 31)
        }
        return beginnings
    }()

    /// Four bytes in lower case, the first one highest.
    @inline(__always)
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
        let value =
            UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16
            | UInt32(bytes[index + 2]) << 8 | UInt32(bytes[index + 3])
        return value | 0x2020_2020
    }

    private static func isWriter(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let rest = UnsafeBufferPointer(rebasing: bytes[index...].prefix(8))
        return find("writer", in: rest) || find("redakt", in: rest) || find("redac", in: rest)
    }

    private static func isName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        find("name", in: bytes)
    }

    /// Whether a slash and a letter begin one of the words of `leadsToAuthor`,
    /// without a branch at every slash.
    @inline(__always)
    private static func beginsLikeAuthor(_ slash: UInt8, _ letter: UInt8) -> Bool {
        let pair = UInt16(slash) << 8 | UInt16(letter | 0x20)
        return pair == 0x2F61 || pair == 0x2F70  // /a, /p
    }

    private static func leadsToAuthor(_ target: UnsafeBufferPointer<UInt8>) -> Bool {
        guard target.count > 8 else { return false }
        let end = min(target.count, longest) - 7
        for index in 0..<end where beginsLikeAuthor(target[index], target[index + 1]) {
            switch target[index + 1] | 0x20 {
            case UInt8(ascii: "a"):
                let isAuthor =
                    has("/author/", in: target, at: index)
                    || has("/authors/", in: target, at: index)
                    || has("/autor/", in: target, at: index)
                    || has("/autoren/", in: target, at: index)
                    || has("/auteur/", in: target, at: index)
                if isAuthor { return true }
            case UInt8(ascii: "p"):
                if has("/profile/", in: target, at: index) || has("/people/", in: target, at: index)
                {
                    return true
                }
            default: break
            }
        }
        return false
    }

    /// Whether an ASCII word stands at an index, whatever its case.
    @inline(__always)
    static func has(_ word: StaticString, in bytes: ByteText, at index: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - index >= count else { return false }
        for offset in 0..<count
        where bytes[index + offset] | 0x20 != word.utf8Start[offset] | 0x20 {
            return false
        }
        return true
    }

    /// Whether a value is an ASCII word, whatever its case.
    static func isWhole(_ word: StaticString, _ bytes: ByteText) -> Bool {
        bytes.count == word.utf8CodeUnitCount && has(word, in: bytes, at: 0)
    }

    /// Whether an ASCII word, whatever its case, is one of several between
    /// spaces.
    static func isWord(_ word: StaticString, in bytes: ByteText) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        for start in 0...bytes.count - count
        where (start == 0 || bytes[start - 1] == 0x20)
            && (start + count == bytes.count || bytes[start + count] == 0x20)
            && has(word, in: bytes, at: start)
        {
            return true
        }
        return false
    }

    /// Whether bytes hold an ASCII word, whatever its case.
    static func find(_ word: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        let first = word.utf8Start[0] | 0x20
        for start in 0...bytes.count - count where bytes[start] | 0x20 == first {
            var length = 1
            while length < count,
                bytes[start + length] | 0x20 == word.utf8Start[length] | 0x20
            {
                length += 1
            }
            if length == count { return true }
        }
        return false
    }
}
