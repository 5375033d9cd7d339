/// The objects of a page's JSON-LD, flattened: members of `@graph`, lists and
/// nested main entities.
struct LinkedObjects {
    private(set) var objects: [JSONValue] = []
    /// The kind of each object.
    private(set) var kinds: [LinkedKind] = []
    private static let maximumObjects = 256

    init(_ values: [JSONValue]) {
        for value in values { collect(value, depth: 0) }
    }

    private mutating func collect(_ value: JSONValue, depth: Int) {
        guard depth < 6, objects.count < Self.maximumObjects else { return }
        switch value {
        case .array(let elements):
            for element in elements { collect(element, depth: depth + 1) }
        case .object(let members):
            objects.append(value)
            kinds.append(Self.kind(of: value))
            for member in members where member.key == "@graph" || member.key == "mainEntity" {
                collect(member.value, depth: depth + 1)
            }
        default:
            break
        }
    }

    /// The short names of an object's types.
    static func types(of object: JSONValue) -> [Substring] {
        (object["@type"]?.elements ?? []).compactMap { value in
            value.text.map { text in
                text.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") }.last
                    .map { Substring($0) } ?? ""
            }
        }
    }

    /// The kind of an object's first known type.
    static func kind(of object: JSONValue) -> LinkedKind {
        for type in types(of: object) {
            if let kind = LinkedKind(type: type) { return kind }
        }
        return .other
    }

    /// The first object of a kind.
    func first(_ kind: LinkedKind) -> JSONValue? {
        kinds.firstIndex(of: kind).map { objects[$0] }
    }
}

/// Groups of schema.org types.
enum LinkedKind: Int {
    case article = 0
    case product = 1
    case list = 2
    case forum = 3
    case page = 4
    case other = 5
    case recipe = 6
    case video = 7

    init?(type: Substring) {
        if type.hasSuffix("Article") || type.hasSuffix("BlogPosting") || type == "Report" {
            self = .article
            return
        }
        switch type {
        case "Product", "ProductGroup", "SoftwareApplication", "Book": self = .product
        case "ItemList", "CollectionPage", "SearchResultsPage", "Blog": self = .list
        case "DiscussionForumPosting", "QAPage", "Question": self = .forum
        case "WebPage", "AboutPage", "ItemPage", "FAQPage", "ContactPage": self = .page
        case "Recipe", "HowTo", "Event", "JobPosting", "Review": self = .recipe
        case "VideoObject", "AudioObject", "PodcastEpisode": self = .video
        default: return nil
        }
    }
}
