import BoilerplateFilter
import WinnowModuleKit

/// The boilerplate module: drops blocks that readers of any kind let through.
struct BoilerplateModule: Module {
    static let declaration = ModuleDeclaration(
        name: "boilerplate",
        version: "1.0.0",
        role: .processor,
        summary: "drops share bars, related links, newsletter and cookie notices, and the like",
        optionsSchema: """
            {"type": "object", "additionalProperties": false, "properties": {
              "lines": {"type": "array", "items": {"type": "string", "minLength": 2},
                "description": "Lines that are dropped where they stand alone, in any case; numbers do not matter."},
              "headings": {"type": "array", "items": {"type": "string", "minLength": 2},
                "description": "Headings that are dropped together with the list of links behind them."},
              "disable": {"type": "array", "items": {"type": "string", "minLength": 2},
                "description": "Names of rules that drop nothing, as records of removed blocks show them."}}}
            """
    )

    private let table: PhraseTable
    private let disabled: Set<String>

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        let path = configuration.dataDirectory + "/phrases.txt"
        var table = PhraseTable()
        if let line = table.add(file: try DataFile.read(path)) {
            throw ModuleError(
                .invalidData,
                subject: path,
                message: "line \(line): expected '[rule match]' or a phrase in a section"
            )
        }
        self.table = try Self.extended(table, by: configuration.options)
        disabled = Set(try configuration.options.strings("disable"))
    }

    private static func extended(
        _ table: PhraseTable,
        by options: ModuleOptions
    ) throws(ModuleError) -> PhraseTable {
        var table = table
        for phrase in try options.strings("lines") {
            table.add(phrase, rule: "operator", match: .line)
        }
        for phrase in try options.strings("headings") {
            table.add(phrase, rule: "operator", match: .heading)
        }
        return table
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        let options = try document.options()
        let filter = BoilerplateFilter(
            table: try Self.extended(table, by: options),
            disabled: disabled.union(try options.strings("disable"))
        )
        var ids: [BlockID] = []
        var lines: [BoilerplateFilter.Line] = []
        for block in document.blocks where !block.isDropped {
            ids.append(block.id)
            lines.append(Self.line(block))
        }
        var dropped = false
        for (id, rule) in zip(ids, filter.rules(for: lines)) {
            guard let rule else { continue }
            document.drop(id, rule: rule)
            dropped = true
        }
        return dropped ? .ok : .pass
    }

    private static func line(_ block: BlockView) -> BoilerplateFilter.Line {
        BoilerplateFilter.Line(
            words: LineWords(block.text.bytes),
            isHeading: block.kind == .heading,
            isItem: block.kind == .listItem,
            isText: block.kind != .code && block.kind != .table,
            linkDensity: block.linkDensity
        )
    }

    mutating func selfTest() throws(ModuleError) {
        var text = "Share this article"
        let line = text.withUTF8 { BoilerplateFilter.Line(words: LineWords($0)) }
        guard BoilerplateFilter(table: table).rules(for: [line]) == ["share"] else {
            throw ModuleError(
                .selfTestFailed,
                subject: "phrases.txt",
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
