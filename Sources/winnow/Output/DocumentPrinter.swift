import ArgumentParser
import WinnowModel

/// The forms in which `clean` and `try` print a document.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, text, markdown
}

/// Prints processed documents.
struct DocumentPrinter {
    var format: OutputFormat
    /// Whether every block is shown with what became of it.
    var explains = false
    var keepsLinks = false
    var hasColour = false

    /// Whether the workers have to send the blocks.
    var needsBlocks: Bool { explains || format == .markdown }

    /// One document as bytes to be written.
    func render(_ document: ProcessedDocument, path: String, rawDigest: String?) -> [UInt8] {
        if explains { return Array(explain(document, path: path).utf8) }
        switch format {
        case .jsonl:
            var json = JSONWriter(reservingCapacity: document.text.utf8.count * 5 / 4 + 1024)
            RecordWriter().write(document, path: path, rawDigest: rawDigest, to: &json)
            json.separate(with: UInt8(ascii: "\n"))
            return json.bytes
        case .text:
            return Array((document.text + (document.text.isEmpty ? "" : "\n")).utf8)
        case .markdown:
            let markdown = MarkdownRendering(keepsLinks: keepsLinks)
            return Array(markdown.render(document.blocks, metadata: document.metadata).utf8)
        }
    }

    /// The whole page block by block: kept blocks plain, dropped ones marked
    /// and with the rule that dropped them.
    private func explain(_ document: ProcessedDocument, path: String) -> String {
        var text = styled("== \(path)", "1") + "\n"
        for field in document.metadata.fields {
            text += styled("   \(field.key): \(field.values.joined(separator: " | "))", "36") + "\n"
        }
        text += "   outcome: \(describe(document.outcome)), \(document.wordCount) words\n\n"
        for block in document.blocks {
            let lines = block.text.split(separator: "\n", omittingEmptySubsequences: false)
            let language = block.language.map { " " + $0.tag } ?? ""
            if let drop = block.dropped {
                text += styled("- [\(drop.module): \(drop.rule)]", "31") + "\n"
                for line in lines { text += styled("-   \(line)", "2") + "\n" }
            } else {
                text += styled("+ [\(block.kind.name)\(language)]", "32") + "\n"
                for line in lines { text += "+   \(line)\n" }
            }
        }
        return text + "\n"
    }

    private func describe(_ outcome: ProcessedDocument.Outcome) -> String {
        switch outcome {
        case .stored: "stored"
        case .empty(let reason): "empty (\(reason))"
        case .dropped(let module, let rule): "dropped by \(module) (\(rule))"
        case .failed(let module, let message): "failed in \(module) (\(message))"
        }
    }

    private func styled(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
