import WinnowModuleKit

/// word-count: an example module in Swift. It writes the number of words of
/// the kept blocks to the metadata, and drops documents that are too short.
struct WordCount: Module {
    static let declaration = ModuleDeclaration(
        name: "word-count",
        version: "1.0.0",
        role: .processor,
        summary: "counts the words of a document (an example)",
        optionsSchema: """
            {"type": "object", "additionalProperties": false, "properties": {
              "minimum": {"type": "integer", "minimum": 0, "maximum": 1000000, "default": 0,
                "description": "Documents with fewer words are dropped."}}}
            """
    )

    private let minimum: Int

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        minimum = try Self.minimum(in: configuration.options, default: 0)
    }

    private static func minimum(
        in options: ModuleOptions,
        default fallback: Int
    ) throws(ModuleError) -> Int {
        try options.integer("minimum", in: 0...1_000_000, default: fallback)
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        // What the source says goes before what the route says.
        let minimum = try Self.minimum(in: document.options(), default: self.minimum)
        let words = document.blocks.reduce(0) { sum, block in
            block.isDropped ? sum : sum + wordCount(of: block.text.bytes)
        }
        document.setMetadata("word-count.words", to: String(words))
        return words < minimum ? .drop(reason: "\(words) words, fewer than \(minimum)") : .ok
    }

    /// Runs of bytes that are no ASCII space: enough for an example.
    private func wordCount(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var isInside = false
        for byte in text {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace, !isInside { count += 1 }
            isInside = !isSpace
        }
        return count
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: WordCount.self)
}
