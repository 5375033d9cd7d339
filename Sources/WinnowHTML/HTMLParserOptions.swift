/// The element whose `innerHTML` a fragment is parsed as.
public struct HTMLFragmentContext: Hashable, Sendable {
    /// The namespace of the context element.
    public let namespace: HTMLNamespace
    /// Its local name, in the spelling of the namespace (`foreignObject`).
    public let name: String
    /// Its attributes, which matter for `annotation-xml` with an `encoding`.
    public let attributes: [String: String]

    /// Names a context element.
    public init(namespace: HTMLNamespace = .html, name: String, attributes: [String: String] = [:])
    {
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
    }

    /// Reads the form of the html5lib tests: `td`, `svg desc`, `math mi`.
    public init(parsing text: String) throws(HTMLError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        switch (parts.count, parts.first) {
        case (1, let name?): self.init(name: name)
        case (2, "svg"): self.init(namespace: .svg, name: parts[1])
        case (2, "math"): self.init(namespace: .mathML, name: parts[1])
        default:
            throw HTMLError(
                code: .invalidFragmentContext,
                subject: text,
                message: "expected an element name, 'svg NAME' or 'math NAME'"
            )
        }
    }
}

/// How a page is parsed.
public struct HTMLParserOptions: Sendable {
    /// The standard's scripting flag: with it, `noscript` holds text instead of elements.
    public var scripting: Bool
    /// The context element of a fragment; nil for a whole document.
    public var fragmentContext: HTMLFragmentContext?
    /// Whether `<?target data?>` becomes a processing instruction, as the standard says since June 2026, or a comment, as it said
    /// before and as the html5lib cases have it.
    public var processingInstructions: Bool

    /// Creates options.
    public init(
        scripting: Bool = false,
        fragmentContext: HTMLFragmentContext? = nil,
        processingInstructions: Bool = false
    ) {
        self.scripting = scripting
        self.fragmentContext = fragmentContext
        self.processingInstructions = processingInstructions
    }
}
