import WinnowModel

/// What the languages of pages mean for their dates, so that it is not looked
/// up anew for each page.
final class DateLanguageCache {
    private static let most = 64

    private var known: [String: DateLanguage] = [:]

    /// - Parameter tag: The BCP 47 tag of a page, nil where none is known.
    func language(_ tag: String?) -> DateLanguage {
        let key = tag ?? ""
        if let language = known[key] { return language }
        let language = DateLanguage(tag)
        // Pages state what they like.
        if known.count < Self.most { known[key] = language }
        return language
    }
}
