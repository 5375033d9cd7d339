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
    /// and with the rule that dropped them, and a count at the end.
    private func explain(_ document: ProcessedDocument, path: String) -> String {
        var text = styled("== \(path)", .heading) + "\n"
        for field in document.metadata.fields {
            let values = field.values.joined(separator: " | ")
            text += "   " + styled("\(field.key):", .name) + " \(values)\n"
        }
        let outcome = styled("outcome:", .name)
        text += "   \(outcome) \(describe(document.outcome)), \(document.wordCount) words\n\n"
        for block in document.blocks { text += explain(block) }
        return text + summary(document.blocks) + "\n\n"
    }

    private func explain(_ block: Block) -> String {
        let lines = block.text.split(separator: "\n", omittingEmptySubsequences: false)
        let language = block.language.map { " " + $0.tag } ?? ""
        let isDropped = block.dropped != nil
        let mark = styled(isDropped ? "-" : "+", isDropped ? .dropped : .kept)
        let title =
            block.dropped.map { "[\($0.module): \($0.rule)]" } ?? "[\(block.kind.name)\(language)]"
        var text = "\(mark) \(styled(title, isDropped ? .dropped : .kept))\n"
        for line in lines {
            let isTitle = !isDropped && block.kind == .heading
            let style: Style = isDropped ? .faint : isTitle ? .heading : .plain
            text += "\(mark)   \(styled(String(line), style))\n"
        }
        return text
    }

    /// How many blocks went, by module and rule.
    private func summary(_ blocks: [Block]) -> String {
        var counts: [String: Int] = [:]
        for block in blocks {
            if let drop = block.dropped { counts["\(drop.module): \(drop.rule)", default: 0] += 1 }
        }
        let dropped = counts.values.reduce(0, +)
        let rules = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let kept = styled("\(blocks.count - dropped) kept", .kept)
        guard dropped > 0 else { return "   \(kept)" }
        return "   \(kept), " + styled("\(dropped) dropped", .dropped) + " (\(rules))"
    }

    private func describe(_ outcome: ProcessedDocument.Outcome) -> String {
        switch outcome {
        case .stored: "stored"
        case .empty(let reason): "empty (\(reason))"
        case .dropped(let module, let rule): "dropped by \(module) (\(rule))"
        case .failed(let module, let message): "failed in \(module) (\(message))"
        }
    }

    /// What a text is, shown by SGR codes.
    private enum Style: String {
        case plain = ""
        case heading = "1"
        case name = "36"
        case kept = "32"
        case dropped = "31"
        case faint = "2"
    }

    private func styled(_ text: String, _ style: Style) -> String {
        hasColour && style != .plain && !text.isEmpty
            ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
