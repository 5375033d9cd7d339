import WinnowEncoding
import WinnowHTML
import WinnowModel

/// Reads HTML pages: main content as blocks, and metadata.
///
/// One reader serves one thread; it keeps the parser's tree, whose memory the
/// next page uses again. Time is linear in the size of a page.
public struct PageReader {
    /// What is known of a page before it is read.
    public struct Request {
        /// The character encoding that the transport named.
        public var transportEncoding: String?
        /// Where the page was found; links are resolved against it.
        public var url: String?
        /// Whether blocks that are no main content are added too, each with
        /// the rule that dropped it.
        public var isExplained = false
        /// A part of a page, such as a feed's entry, of which all is content
        /// unless it is clearly not.
        public var isFragment = false

        /// Nothing is known.
        public init() {}
    }

    private let scorer: ContentScorer
    let tables = SegmenterTables()
    let values = MarkupValues()
    let tree = HTMLTree()
    /// The tree of a body that a page hides in a script or the like.
    private let spare = HTMLTree()
    private let languages = DateLanguageCache()

    /// Makes a reader with trained models.
    public init(scorer: ContentScorer) {
        self.scorer = scorer
    }

    /// Reads one page.
    public func read(_ bytes: UnsafeBufferPointer<UInt8>, _ request: Request) -> Document {
        var document = Document()
        let metadata = readContent(bytes, request, into: &document)
        metadata.read(into: &document)
        if !request.isFragment {
            LeadingLines.drop(from: &document, explained: request.isExplained)
        }
        return document
    }

    /// Reads a page's content; what is returned reads its metadata.
    func readContent(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ request: Request,
        into document: inout Document
    ) -> MetadataReader {
        let encoding = PageDecoder.parse(
            bytes,
            transport: request.transportEncoding,
            into: tree
        )
        values.forget()
        let head = PageHead(tree, values: values)
        let linked = LinkedObjects(head.linkedData)
        let base = baseURL(head, request)
        document.metadata[Metadata.Key.encoding] = encoding
        let outline = addContent(
            to: &document,
            head: head,
            linked: linked,
            base: base,
            request
        )
        return MetadataReader(
            tree: tree,
            head: head,
            linked: linked,
            base: base,
            outline: outline,
            languages: languages
        )
    }

    /// The blocks of the parsed page; nil where it has no body.
    func source(_ evidence: PageEvidence, explained: Bool) -> PageSource? {
        guard let body = tree.body else { return nil }
        return PageSource(
            tree,
            body: body,
            spare: spare,
            evidence: evidence,
            tables: tables,
            values: values,
            explained: explained
        )
    }

    private func baseURL(_ head: PageHead, _ request: Request) -> WebURL? {
        let page = request.url.flatMap { WebURL.parse($0) }
        guard let reference = head.baseReference else { return page }
        return WebURL.parse(reference, base: page) ?? page
    }

    private func addContent(
        to document: inout Document,
        head: PageHead,
        linked: LinkedObjects,
        base: WebURL?,
        _ request: Request
    ) -> PageOutline {
        let evidence = PageEvidence(head, linked: linked)
        guard let source = source(evidence, explained: request.isExplained) else {
            document.metadata[Metadata.Key.emptyReason] = "no body"
            return PageOutline()
        }
        let scores = scorer.scores(of: source.page, evidence: evidence)
        let kept =
            request.isFragment || source.isData
            ? scores.values.map { $0 > 0.03 }
            : ContentSelector.select(source.page, scores: scores.values)
        // The title is metadata; the text does not say it again.
        let title = request.isFragment ? nil : scores.title
        var builder = BlockBuilder(tree: source.tree, base: base, after: source.shell)
        let replacement = BodyReplacement.paragraphs(source.page, kept: kept, linked: linked)
        let continues = LineJoiner.continuations(source.page, kept: kept)
        for index in source.page.blocks.indices {
            let block = source.page.blocks[index]
            if kept[index], index == title {
                if request.isExplained {
                    builder.add(block, of: source.page, dropped: "title")
                }
            } else if kept[index], replacement.isEmpty, continues[index] {
                builder.addLine(block, of: source.page)
            } else if kept[index], replacement.isEmpty {
                builder.add(block, of: source.page, dropped: nil)
            } else if request.isExplained {
                let rule = kept[index] ? "replaced" : DropRule.name(for: block, in: source.page)
                builder.add(block, of: source.page, dropped: rule)
            }
        }
        for paragraph in replacement { builder.addParagraph(paragraph) }
        document.blocks = builder.take()
        if !document.blocks.contains(where: { $0.dropped == nil }) {
            document.metadata[Metadata.Key.emptyReason] =
                source.page.blocks.isEmpty ? "no visible text" : "no main content"
        }
        // Nodes of a hidden body are of another tree than the metadata's.
        guard source.tree === tree else { return PageOutline() }
        return PageOutline(source.page, kept: kept)
    }
}
