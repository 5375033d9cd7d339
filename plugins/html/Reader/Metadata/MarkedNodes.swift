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

    /// The mark of an element, if it has one.
    static func mark(of node: HTMLNodeID, name: HTMLName, in tree: HTMLTree) -> NodeMark? {
        if name == .a {
            if let relation = tree.attribute(.rel, of: node),
                tree.withBytes(of: relation, { find("author", in: $0) })
            {
                return .authorRelation
            }
            if let target = tree.attribute(.href, of: node),
                tree.withBytes(of: target, leadsToAuthor)
            {
                return .authorLink
            }
        }
        for attribute in [HTMLName.class, .id] {
            if let value = tree.attribute(attribute, of: node),
                let mark = tree.withBytes(of: value, mark(ofClass:))
            {
                return mark
            }
        }
        return nil
    }

    private static func mark(ofClass value: UnsafeBufferPointer<UInt8>) -> NodeMark? {
        guard value.count >= 4 else { return nil }
        let bytes = UnsafeBufferPointer(rebasing: value.prefix(longest))
        var date = false
        var index = 0
        while index + 3 < bytes.count {
            let word = word(bytes, index)
            index += 1
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

    private static func leadsToAuthor(_ target: UnsafeBufferPointer<UInt8>) -> Bool {
        guard target.count > 8 else { return false }
        let bytes = UnsafeBufferPointer(rebasing: target.prefix(longest))
        let words: [StaticString] = [
            "/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/profile/", "/people/",
        ]
        return words.contains { find($0, in: bytes) }
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
