import HTMLReader
import WinnowModel
import WinnowModuleKit

/// The html module: reads HTML pages and fragments into blocks and metadata.
struct HTMLModule: Module {
    static let declaration = ModuleDeclaration(
        name: "html",
        version: "1.0.0",
        role: .reader,
        mediaTypes: ["text/html", "application/xhtml+xml"],
        summary: "reads HTML pages: main content in blocks, and metadata"
    )

    private let host: ModuleHost
    private let reader: PageReader

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        self.host = host
        let folder = configuration.dataDirectory
        let first = try DataFile.read(folder + "/content-first.trees")
        let second = try DataFile.read(folder + "/content-second.trees")
        do throws(ReaderError) {
            reader = PageReader(scorer: try ContentScorer(first: first, second: second))
        } catch {
            throw ModuleError(.invalidData, subject: error.subject, message: error.message)
        }
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        var request = PageReader.Request()
        request.transportEncoding = document.metadata(MetadataKey.transportEncoding)
        request.url =
            document.metadata(MetadataKey.baseURL) ?? document.metadata(MetadataKey.effectiveURL)
        request.isExplained = document.isExplained
        request.isFragment = document.metadata(MetadataKey.origin) == "feed"
        let page = reader.read(document.rawBytes.bytes, request)
        if host.isDeadlineExceeded { return .retry("time is up") }
        try DocumentTransfer(document: document).add(page)
        return .ok
    }

    mutating func selfTest() throws(ModuleError) {
        let words = String(
            repeating: "Plain words make a long sentence, and then some more. ",
            count: 8
        )
        let text = "<article><h1>Title</h1><p>\(words)</p><p>\(words)</p></article>"
        let found = Array(text.utf8).withUnsafeBufferPointer {
            reader.read($0, PageReader.Request()).keptBlocks.contains { $0.text.hasPrefix("Plain") }
        }
        guard found else {
            throw ModuleError(
                .selfTestFailed,
                subject: "html",
                message: "the paragraphs of the built-in page were not found"
            )
        }
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: HTMLModule.self)
}
