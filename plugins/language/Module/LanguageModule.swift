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
    private var tagger: LanguageTagger

    init(configuration: ModuleConfiguration, host: ModuleHost) throws(ModuleError) {
        keep = try configuration.options.strings("keep")
        let path = configuration.dataDirectory + "/ngrams.bin"
        do throws(ModelError) {
            tagger = LanguageTagger(
                model: try NgramModel(path: path),
                words: Self.nearWords(in: configuration.dataDirectory, host)
            )
        } catch  where error.isMissing {
            // libcld2 alone still tags, a little worse on short texts.
            host.log(.warning, "language weights are missing", ["file.path": path])
            tagger = LanguageTagger()
        } catch {
            throw ModuleError(.invalidData, subject: error.path, message: error.message)
        }
    }

    /// The list of words for near languages; without it n-grams tell them
    /// apart, not as well.
    private static func nearWords(in directory: String, _ host: ModuleHost) -> NearWords? {
        let path = directory + "/near-words.txt"
        do throws(ModelError) {
            return try NearWords(path: path)
        } catch {
            host.log(.warning, "words of near languages are missing", ["file.path": path])
            return nil
        }
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        let keep = try document.options().strings("keep", default: self.keep)
        let summary = tagBlocks(of: document)
        summary.write(to: document)
        let language = summary.language
        guard keep.isEmpty || keep.contains(where: { language.tag.matches(range: $0) }) else {
            return .drop(reason: "language \(language.tag) is not one to keep")
        }
        return .ok
    }

    /// A block with fewer letters, or a weaker tag, takes the document's.
    private static let fewestLetters = 12
    private static let weakest: Float = 0.4
    /// So does one that is in a language near the document's with less trust:
    /// few documents are in Croatian and Bosnian by turns.
    private static let weakestOfNear: Float = 0.8

    /// Tags the kept blocks and returns what the document is made of.
    ///
    /// The longest ones are judged first, since they say most. Once they have
    /// settled the document's language, the others are checked against it.
    private mutating func tagBlocks(of document: DocumentHandle) -> LanguageSummary {
        let hint = LanguageHint(document).primary
        var summary = LanguageSummary()
        var weak: [(id: BlockID, tagging: Tagging)] = []
        var judged: [(id: BlockID, tagging: Tagging)] = []
        for (id, text) in Self.blocksBySize(document) {
            let expected = summary.settled.flatMap { tagger.tag(text, expecting: $0) }
            let tagging = expected ?? tagger.tag(text, hint: hint)
            if tagging.letters < Self.fewestLetters
                || tagging.language.confidence < Self.weakest
            {
                weak.append((id, tagging))
            } else {
                judged.append((id, tagging))
                summary.add(tagging)
            }
        }
        let language = summary.language
        summary = LanguageSummary()
        for block in judged {
            var tagging = block.tagging
            if tagging.language.tag != language.tag,
                tagging.language.confidence < Self.weakestOfNear,
                areNear(tagging.language.tag, language.tag)
            {
                tagging.language = Tagged(tag: language.tag, confidence: Self.weakest)
            }
            write(tagging, to: block.id, of: document)
            summary.add(tagging)
        }
        for block in weak {
            var tagging = block.tagging
            let isShort = tagging.letters > 0 && tagging.letters < Self.fewestLetters
            // What is und at length is code or noise and stays so.
            if language.tag != "und", isShort || tagging.language.tag != "und" {
                tagging.language = Tagged(tag: language.tag, confidence: Self.weakest)
            }
            write(tagging, to: block.id, of: document)
            summary.add(tagging)
        }
        return summary
    }

    /// The kept blocks, longest first, equal ones in the order of the document.
    private static func blocksBySize(
        _ document: DocumentHandle
    ) -> [(id: BlockID, text: UnsafeBufferPointer<UInt8>)] {
        var blocks: [(id: BlockID, text: UnsafeBufferPointer<UInt8>)] = []
        // Size and place as one number, which sorts fast.
        var order: [UInt64] = []
        for block in document.blocks where !block.isDropped {
            let text = block.text.bytes
            let place = ~UInt32(truncatingIfNeeded: blocks.count)
            order.append(UInt64(UInt32(clamping: text.count)) << 32 | UInt64(place))
            blocks.append((block.id, text))
        }
        order.sort(by: >)
        return order.map { blocks[Int(~UInt32(truncatingIfNeeded: $0))] }
    }

    private func write(_ tagging: Tagging, to id: BlockID, of document: DocumentHandle) {
        document.setLanguage(
            tagging.language.tag,
            confidence: tagging.language.confidence,
            of: id
        )
        for other in tagging.others {
            document.addSpan(
                BlockSpan(
                    start: other.range.lowerBound,
                    end: other.range.upperBound,
                    kind: .language,
                    value: other.language.tag
                ),
                to: id
            )
        }
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
