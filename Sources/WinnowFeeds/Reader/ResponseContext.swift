import WinnowEncoding
import WinnowModel

/// What a response says about a document beside its bytes.
struct ResponseContext {
    let contentType: String?
    /// What relative references are resolved against: `Content-Location` where
    /// it is usable, else where the body came from.
    let base: WebURL?
    let subject: String
    private let language: String?
    private let links: [String]

    init(contentType: String?, baseURL: String?, headers: [(name: String, value: String)]) {
        func field(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }
        self.contentType = contentType ?? field("content-type")
        subject = baseURL ?? ""
        language = field("content-language")
        links = headers.filter { $0.name.lowercased() == "link" }.map(\.value)
        let document = baseURL.flatMap { WebURL.parse($0) }
        let location = field("content-location").flatMap { WebURL.parse($0, base: document) }
        // A location that no document can have is an attack or a mistake.
        base = location.flatMap { $0.isHTTP ? $0 : nil } ?? document
    }

    /// Label in `Content-Type`.
    var charset: String? { contentType.flatMap { EncodingSniffer.charset(ofContentType: $0) } }

    /// Whether the media type is one of `text/`.
    var isTextType: Bool {
        contentType.map { trimmedUTF8($0.utf8).prefix(5).map(folded).elementsEqual("text/".utf8) }
            ?? false
    }

    /// Whether the media type names XML.
    var isXMLType: Bool { contentType?.lowercased().contains("xml") ?? false }

    /// Adds what the feed leaves open.
    func complete(_ feed: inout Feed) {
        if feed.language == nil, let language {
            let first = language.utf8.prefix { $0 != UInt8(ascii: ",") }
            let tag = String(decoding: trimmedUTF8(first), as: UTF8.self)
            if !tag.isEmpty { feed.language = tag }
        }
        for value in links { addLinks(value, to: &feed) }
    }

    /// WebSub lets the hub and the feed's own address stand in `Link`.
    private func addLinks(_ value: String, to feed: inout Feed) {
        for part in value.split(separator: ",").prefix(32) {
            guard let start = part.firstIndex(of: "<"),
                let end = part[start...].firstIndex(of: ">")
            else { continue }
            let target = String(part[part.index(after: start)..<end])
            let parameters = part[end...].lowercased().filter { $0 != "\"" && $0 != " " }
            guard let link = LinkResolution.resolve(target, base: base) else { continue }
            if parameters.contains("rel=hub"), feed.hubs.count < 16, !feed.hubs.contains(link) {
                feed.hubs.append(link)
            }
            if parameters.contains("rel=self"), feed.selfLink == nil { feed.selfLink = link }
        }
    }
}
