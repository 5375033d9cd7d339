/// Writes `docs/CONFIGURATION.md` from the key tables.
public enum ConfigurationReference {
    /// The reference of both files as Markdown.
    public static func markdown() -> String {
        var lines = introduction
        lines += ["## The main file: winnow.yaml", ""]
        lines += overview(MainTable.table.descriptions)
        for key in MainTable.table.descriptions { lines += section(key) }
        lines += ["## Sources files: sources.d/*.yaml", ""] + sourcesIntroduction
        for key in SourceTable.source.descriptions { lines += section(key) }
        lines += afterword
        return lines.joined(separator: "\n") + "\n"
    }

    /// A list of all keys with a link to each.
    private static func overview(_ keys: [KeyDescription]) -> [String] {
        let rows = keys.map { "| [`\($0.name)`](#\($0.name)) | \(firstSentence($0.summary)) |" }
        return ["| Key | What it sets |", "| --- | --- |"] + rows + [""]
    }

    private static func firstSentence(_ text: String) -> String {
        text.range(ofSeparator: ". ").map { text[..<$0.lowerBound] + "." } ?? text
    }

    /// One key of the top level with the keys below it.
    private static func section(_ key: KeyDescription) -> [String] {
        var lines = ["### `\(key.name)`", "", wrapped(key.summary, indent: ""), ""]
        if key.children.isEmpty || key.typeName != "section" {
            lines += ["- " + facts(key), ""]
        }
        for child in key.children { lines += item(child) }
        if !key.children.isEmpty { lines.append("") }
        return lines + ["```yaml", key.example, "```", ""]
    }

    /// One key below another, as an item of a list.
    private static func item(_ key: KeyDescription) -> [String] {
        [
            "- **`\(key.name)`** (\(facts(key)))",
            wrapped(key.summary, indent: "  "),
            "  Example: `\(key.example)`",
        ]
    }

    /// Type, bounds and default in one line.
    private static func facts(_ key: KeyDescription) -> String {
        var parts = [key.typeName]
        if let bounds = key.bounds { parts.append(bounds) }
        if key.isRequired {
            parts.append("required")
        } else if let text = key.defaultText {
            parts.append("default: \(text)")
        }
        return parts.joined(separator: "; ")
    }

    /// `text` broken into lines of 100 characters.
    private static func wrapped(_ text: String, indent: String) -> String {
        var lines: [String] = []
        var line = indent
        for word in text.split(separator: " ") {
            if line.count + word.count > 99, line != indent {
                lines.append(line)
                line = indent
            }
            line += (line == indent ? "" : " ") + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
