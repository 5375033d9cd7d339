/// Renders kept blocks as Markdown (CommonMark with GitHub's tables).
public struct MarkdownRendering: Sendable {
    /// Whether links keep their targets; without it their text alone is kept.
    public var keepsLinks: Bool

    public init(keepsLinks: Bool = false) {
        self.keepsLinks = keepsLinks
    }

    /// Front matter in YAML, then the text, then a line feed.
    public func render(_ blocks: [Block], metadata: Metadata) -> String {
        var text = frontMatter(metadata)
        var previous: Block.Kind?
        for block in blocks where block.dropped == nil && !block.text.isEmpty {
            if let previous {
                text += previous == .listItem && block.kind == .listItem ? "\n" : "\n\n"
            }
            text += render(block)
            previous = block.kind
        }
        return text + "\n"
    }

    private func frontMatter(_ metadata: Metadata) -> String {
        let scalars = [
            ("title", Metadata.Key.title), ("url", Metadata.Key.effectiveURL),
            ("site", Metadata.Key.siteName), ("published", Metadata.Key.published),
            ("updated", Metadata.Key.updated), ("language", Metadata.Key.language),
        ]
        var lines: [String] = []
        for (name, key) in scalars {
            if let value = metadata[key], !value.isEmpty {
                lines.append("\(name): \(quoted(value))")
            }
        }
        let authors = metadata.values(of: Metadata.Key.authors)
        if !authors.isEmpty {
            lines.append("authors: [" + authors.map(quoted).joined(separator: ", ") + "]")
        }
        return lines.isEmpty ? "" : "---\n" + lines.joined(separator: "\n") + "\n---\n\n"
    }

    /// A double-quoted YAML scalar.
    private func quoted(_ value: String) -> String {
        var json = JSONWriter()
        json.string(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func render(_ block: Block) -> String {
        switch block.kind {
        case .paragraph: return inline(block)
        case .caption: return "*" + inline(block) + "*"
        case .heading:
            return String(repeating: "#", count: max(1, min(6, Int(block.level)))) + " "
                + inline(block)
        case .listItem:
            let indent = String(repeating: "  ", count: max(0, Int(block.level) - 1))
            let mark = block.listStyle == .numbered ? "1. " : "- "
            return indent + mark + continued(inline(block), by: indent + "  ")
        case .quote: return "> " + continued(inline(block), by: "> ")
        case .code: return fenced(block.text)
        case .table: return table(block.text)
        }
    }

    private func continued(_ text: String, by prefix: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\n" + prefix)
    }

    /// A fence longer than any run of backticks inside.
    private func fenced(_ code: String) -> String {
        var longest = 2
        var run = 0
        for byte in code.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return fence + "\n" + code + "\n" + fence
    }

    private func table(_ text: String) -> String {
        let rows = text.split(separator: "\n").map { row in
            row.split(separator: "\t", omittingEmptySubsequences: false).map { escaped($0) }
        }
        let width = rows.map(\.count).max() ?? 0
        var lines = rows.map { row in
            let padding = [String](repeating: "", count: width - row.count)
            return "| " + (row + padding).joined(separator: " | ") + " |"
        }
        let rule = "|" + String(repeating: " --- |", count: width)
        lines.insert(rule, at: min(1, lines.count))
        return lines.joined(separator: "\n")
    }

    /// The text with its links, if they are kept.
    private func inline(_ block: Block) -> String {
        guard keepsLinks else { return escaped(block.text) }
        let utf8 = Array(block.text.utf8)
        var result = ""
        var position = 0
        let links = block.spans.filter { $0.kind == .link }.sorted { $0.start < $1.start }
        for link in links {
            let (start, end) = (Int(link.start), Int(link.end))
            guard start >= position, start < end, end <= utf8.count else { continue }
            result += escaped(String(decoding: utf8[position..<start], as: UTF8.self))
            let label = escaped(String(decoding: utf8[start..<end], as: UTF8.self))
            result += "[\(label)](<\(link.value.filter { $0 != "<" && $0 != ">" && $0 != "\n" })>)"
            position = end
        }
        return result + escaped(String(decoding: utf8[position...], as: UTF8.self))
    }

    /// Escapes what Markdown would read as markup inside a line.
    private func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 8)
        for character in text {
            if "\\`*_[]<>|#".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
