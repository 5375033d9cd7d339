import WinnowHTML

/// Words of the names that a page gives for its site and its authors.
///
/// Lines about the site or an author ("A. Writer is our correspondent in ...")
/// read like the text around them in every other way. Names are compared, not
/// understood, so this holds in every language.
struct PageNames {
    private(set) var site: Set<UInt32> = []
    private(set) var authors: Set<UInt32> = []
    /// Bits of the hashes of both, which tell most words not to be among them.
    private(set) var filter: UInt64 = 0

    /// Only so many words of names are looked for.
    private static let limit = 24

    /// Nothing is known.
    init() {}

    /// Gathers the names from the head and the JSON-LD of a page.
    init(_ head: PageHead, linked: LinkedObjects, tables: SegmenterTables) {
        if let name = head.meta("og:site_name", "application-name") {
            Self.add(name, to: &site, tables)
        }
        if let name = head.meta("author", "article:author", "parsely-author", "dc.creator") {
            Self.add(name, to: &authors, tables)
        }
        for object in linked.objects {
            for creator in object["author"]?.elements ?? [] {
                Self.add(creator["name"]?.text ?? creator.text, to: &authors, tables)
            }
            if site.isEmpty {
                for publisher in object["publisher"]?.elements ?? [] {
                    Self.add(publisher["name"]?.text, to: &site, tables)
                }
            }
        }
        authors.subtract(site)
        for word in site.union(authors) { filter |= 1 << UInt64(word & 63) }
    }

    private static func add(
        _ name: String?,
        to words: inout Set<UInt32>,
        _ tables: SegmenterTables
    ) {
        // Some pages give the address of an author's page for a name.
        guard var name, words.count < limit, !name.contains("://") else { return }
        let hashes = name.withUTF8 { wordHashes($0, limit: limit, classes: tables.classes) }
        words.formUnion(hashes)
    }
}
