import BoilerplateFilter
import WinnowModel
import WinnowModuleKit

/// The boilerplate module: drops blocks that readers of any kind let through.
struct BoilerplateModule: Module {
    static let declaration = ModuleDeclaration(
        name: "boilerplate",
        version: "1.0.0",
        role: .processor,
        summary: "drops share bars, related links, newsletter and cookie notices, and the like",
        optionsSchema: OperatorPhrases.optionsSchema
    )

    private let table: PhraseTable
    private let disabled: Set<String>
    private let filter: BoilerplateFilter
    /// The filter of the last document that had options of its own.
    private var special: (options: [UInt8], filter: BoilerplateFilter)?

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        let folder = configuration.dataDirectory + "/phrases"
        var table = PhraseTable()
        for name in try DataFile.names(in: folder, suffix: ".txt") {
            let text = try DataFile.read("\(folder)/\(name)")
            if let line = table.add(file: text) {
                throw ModuleError(
                    .invalidData,
                    subject: "\(folder)/\(name)",
                    message: "line \(line): expected '[rule match]' or a phrase in a section"
                )
            }
        }
        try OperatorPhrases.add(configuration.options, to: &table)
        self.table = table
        disabled = Set(try configuration.options.strings("disable"))
        filter = BoilerplateFilter(table: table, disabled: disabled)
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        let filter = try filter(for: document)
        var blocks: [BlockView] = []
        var lines: [BoilerplateFilter.Line] = []
        for block in document.blocks where !block.isDropped {
            blocks.append(block)
            lines.append(Self.line(block))
        }
        let language =
            document.metadata(MetadataKey.htmlLanguage)
            ?? document.metadata(MetadataKey.feedLanguage)
        let decisions = filter.decide(lines, language: language) { blocks[$0].text.string }
        var dropped = false
        for (block, rule) in zip(blocks, decisions.rules) {
            guard let rule else { continue }
            document.drop(block.id, rule: rule)
            dropped = true
        }
        state(decisions.head, in: document)
        return dropped ? .ok : .pass
    }

    /// What the text says of itself, where nothing else has said it.
    private func state(_ facts: LeadingFacts, in document: DocumentHandle) {
        if let date = facts.published, document.metadata(MetadataKey.published) == nil {
            document.setMetadata(MetadataKey.published, to: date.rfc3339)
        }
        if let date = facts.updated, document.metadata(MetadataKey.updated) == nil {
            document.setMetadata(MetadataKey.updated, to: date.rfc3339)
        }
        if !facts.authors.isEmpty, document.metadata(MetadataKey.authors) == nil {
            document.setMetadata(MetadataKey.authors, to: facts.authors)
        }
    }

    /// The filter with the options of the document's source, if it has any;
    /// mostly the same ones for many documents.
    private mutating func filter(
        for document: DocumentHandle
    ) throws(ModuleError) -> BoilerplateFilter {
        let json = document.optionsJSON.bytes
        let options = try ModuleOptions(json: json)
        guard !options.members.isEmpty else { return filter }
        if let special, special.options.elementsEqual(json) { return special.filter }
        var table = table
        try OperatorPhrases.add(options, to: &table)
        let filter = BoilerplateFilter(
            table: table,
            disabled: disabled.union(try options.strings("disable"))
        )
        special = (Array(json), filter)
        return filter
    }

    private static func line(_ block: BlockView) -> BoilerplateFilter.Line {
        BoilerplateFilter.Line(
            words: LineWords(block.text.bytes),
            isHeading: block.kind == .heading,
            isItem: block.kind == .listItem,
            isText: block.kind != .code && block.kind != .table,
            linkDensity: block.linkDensity,
            followsDirectly: block.tag == "br"
        )
    }

    mutating func selfTest() throws(ModuleError) {
        var text = "Share this article"
        let line = text.withUTF8 { BoilerplateFilter.Line(words: LineWords($0)) }
        guard filter.rules(for: [line]) == ["share"] else {
            throw ModuleError(
                .selfTestFailed,
                subject: "phrases",
                message: "'\(text)' is not dropped"
            )
        }
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: BoilerplateModule.self)
}
