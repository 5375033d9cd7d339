/// The header fields of the final response, in the order they came.
///
/// Values are bytes, not text: each byte stands as the scalar of its number
/// (isomorphic decoding), so that a validator goes back byte for byte whatever
/// a server put into it. For the ASCII of nearly all fields this is the text
/// itself.
public struct ResponseHeaders: Sendable, Equatable {
    /// One line of the header.
    public struct Field: Sendable, Equatable {
        /// In lower case.
        public var name: String
        /// Without surrounding white space.
        public var value: String

        /// Makes a field of a name in lower case and a trimmed value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All lines, repeated names included.
    public var fields: [Field]

    /// Makes a header, for tests and for responses from elsewhere.
    public init(fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of a field; `name` in lower case.
    public subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// All values of a field; `name` in lower case.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// To be sent back unchanged as `If-None-Match`.
    public var etag: String? { nonEmpty("etag") }

    /// To be sent back unchanged as `If-Modified-Since`: a date in whatever form
    /// the server wrote it.
    public var lastModified: String? { nonEmpty("last-modified") }

    /// The media type in lower case, without parameters; nil where it is
    /// missing or malformed.
    public var mediaType: String? { ContentType(self["content-type"] ?? "")?.mediaType }

    /// The character encoding's label that the transport names, as written.
    public var transportEncoding: String? { ContentType(self["content-type"] ?? "")?.charset }

    /// `Content-Language` as written: one or more tags with commas.
    public var contentLanguage: String? { nonEmpty("content-language") }

    /// The `Link` fields, unparsed.
    public var links: [String] { values(of: "link") }

    private func nonEmpty(_ name: String) -> String? {
        guard let value = self[name], !value.isEmpty else { return nil }
        return value
    }
}
