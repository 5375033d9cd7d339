/// The language of a document, as far as the meaning of its dates depends on
/// it. Made once for all dates of a document.
public struct DateLanguage: Sendable {
    /// The primary subtag; nil where nothing is known.
    let subtag: String?
    /// The lexicons that decide, strongest first.
    let lexicons: [DateLexicon]
    /// The whole tag.
    private let tag: String?
    /// Whether numbers of two digits begin with the year; nil where nothing is
    /// known.
    let isYearFirst: Bool?

    /// - Parameter tag: The BCP 47 tag of the document.
    public init(_ tag: String?) {
        let subtag = tag.map(LanguageTag.primarySubtag).flatMap { $0.isEmpty ? nil : $0 }
        self.subtag = subtag
        var lexicons: [DateLexicon] = []
        if let subtag, let own = DateLexicon.lexicon(of: subtag) { lexicons.append(own) }
        if subtag != "en", let english = DateLexicon.english { lexicons.append(english) }
        self.lexicons = lexicons
        self.tag = tag
        isYearFirst = subtag.map { ["zh", "ja", "ko", "hu", "mn", "lt"].contains($0) }
    }

    /// Nothing is known.
    static let unknown = DateLanguage(nil)

    /// Whether 3/4 is in March: in the US, and where nothing is known.
    var isMonthFirst: Bool {
        guard let subtag else { return true }
        guard subtag == "en" || subtag == "fil" || subtag == "tl" else { return false }
        let dayFirst = ["GB", "AU", "IE", "IN", "NZ", "ZA", "SG", "HK", "MY", "NG", "KE", "PK"]
        return tag.flatMap { LanguageTag($0)?.region }.map { !dayFirst.contains($0) } ?? true
    }
}
