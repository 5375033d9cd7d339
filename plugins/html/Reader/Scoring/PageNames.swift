import WinnowHTML

/// Words of the names that a page gives for its site and its authors.
///
/// Lines about the site or an author ("A. Writer is our correspondent in ...")
/// read like the text around them in every other way. Names are compared, not
/// understood, so this holds in every language.
struct PageNames {
    /// Each word once.
    private(set) var site: [UInt32] = []
    private(set) var authors: [UInt32] = []

    /// Only so many words of names are looked for.
    private static let limit = 24

    /// Nothing is known.
    init() {}

    /// Gathers the names from the head and the JSON-LD of a page.
    init(_ head: PageHead, linked: LinkedObjects) {
        if let name = head.meta("og:site_name", "application-name") {
            Self.add(name, to: &site)
        }
        if let name = head.meta("author", "article:author", "parsely-author", "dc.creator") {
            Self.add(name, to: &authors)
        }
        for object in linked.objects {
            for creator in object["author"]?.elements ?? [] {
                Self.add(creator["name"]?.text ?? creator.text, to: &authors)
            }
            if site.isEmpty {
                for publisher in object["publisher"]?.elements ?? [] {
                    Self.add(publisher["name"]?.text, to: &site)
                }
            }
        }
        authors.removeAll { site.contains($0) }
    }

    private static func add(_ name: String?, to words: inout [UInt32]) {
        // Some pages give the address of an author's page for a name.
        guard let name, words.count < limit else { return }
        name.withBytes { name in
            guard name.firstIndex(of: "://") == nil else { return }
            for word in WordScanner.words(name, limit: limit) where !words.contains(word) {
                words.append(word)
            }
        }
    }
}
