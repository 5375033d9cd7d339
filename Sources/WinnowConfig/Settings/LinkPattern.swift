/// A pattern that says which links of a page are followed.
///
/// `*` stands for any run of characters, everything else for itself. A
/// pattern that begins with `/` is compared with the path and query of a
/// URL, any other with the whole URL; a fragment never takes part.
public struct LinkPattern: Sendable, Hashable {
    /// The pattern as written.
    public let text: String

    /// Makes a pattern.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether the absolute URL `url` matches.
    ///
    /// Takes time in proportion to the product of both lengths at worst.
    public func matches(_ url: String) -> Bool {
        let whole = url.utf8.prefix { $0 != UInt8(ascii: "#") }
        let subject = text.utf8.first == UInt8(ascii: "/") ? Self.pathAndQuery(of: whole) : whole
        return Self.glob(Array(text.utf8), matches: Array(subject))
    }

    private static func pathAndQuery(of url: Substring.UTF8View) -> Substring.UTF8View {
        let slash = UInt8(ascii: "/")
        var rest = url
        guard let scheme = rest.firstIndex(of: UInt8(ascii: ":")) else { return rest }
        rest = rest[rest.index(after: scheme)...]
        if rest.starts(with: [slash, slash]) { rest = rest.dropFirst(2) }
        return rest[
            (rest.firstIndex { $0 == slash || $0 == UInt8(ascii: "?") } ?? rest.endIndex)...
        ]
    }

    /// Matches with one level of backtracking: a later `*` makes all earlier
    /// ones settled, so nothing grows beyond the product of the lengths.
    private static func glob(_ pattern: [UInt8], matches subject: [UInt8]) -> Bool {
        var patternIndex = 0
        var subjectIndex = 0
        var resume: (pattern: Int, subject: Int)?
        while subjectIndex < subject.count {
            if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
                resume = (patternIndex + 1, subjectIndex)
                patternIndex += 1
            } else if patternIndex < pattern.count, pattern[patternIndex] == subject[subjectIndex] {
                patternIndex += 1
                subjectIndex += 1
            } else if let star = resume {
                resume = (star.pattern, star.subject + 1)
                patternIndex = star.pattern
                subjectIndex = star.subject + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
