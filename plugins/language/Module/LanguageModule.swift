import LanguageTagging
import WinnowModuleKit

/// The language module: tags each block and the document.
struct LanguageModule: Module {
    static let declaration = ModuleDeclaration(
        name: "language",
        version: "1.0.0",
        role: .processor,
        summary: "tags blocks and documents with their language",
        optionsSchema: """
            {"type": "object", "additionalProperties": false, "properties": {
              "keep": {"type": "array", "items": {"type": "string", "minLength": 2},
                "description": "Languages to keep, as BCP 47 tags. Documents in others are dropped. Empty: all are kept."}}}
            """
    )

    private let keep: [String]
    private var tagger = LanguageTagger()

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        keep = try configuration.options.strings("keep")
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        let keep = try document.options().strings("keep", default: self.keep)
        var summary = LanguageSummary()
        let hint = LanguageHint(document).primary
        for block in document.blocks where !block.isDropped {
            let tagged = tagger.tag(block.text.bytes, hint: hint)
            document.setLanguage(tagged.tag, confidence: tagged.confidence, of: block.id)
            summary.add(tagged, letters: letterCount(of: block.text.bytes))
        }
        summary.write(to: document)
        let language = summary.language
        guard keep.isEmpty || keep.contains(where: { language.tag.matches(range: $0) }) else {
            return .drop(reason: "language \(language.tag) is not one to keep")
        }
        return .ok
    }

    mutating func selfTest() throws(ModuleError) {
        guard CLD2.version == "V2.0 - 20140204" else {
            throw ModuleError(
                .selfTestFailed,
                subject: "libcld2",
                message: "expected the full tables V2.0 - 20140204, found \(CLD2.version)"
            )
        }
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: LanguageModule.self)
}
