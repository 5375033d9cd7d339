extension JSONValue {
    /// The value as JSON without white space.
    var compactText: String {
        var output = ""
        write(to: &output, indent: nil)
        return output
    }

    /// The value as JSON with two spaces for each level.
    var indentedText: String {
        var output = ""
        write(to: &output, indent: 0)
        return output
    }

    private func write(to output: inout String, indent: Int?) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .number(let value): output += value.isFinite ? value.description : "null"
        case .string(let text): Self.write(text, to: &output)
        case .array(let items):
            Self.write(items, between: "[]", to: &output, indent: indent) { item, output, indent in
                item.write(to: &output, indent: indent)
            }
        case .object(let members):
            Self.write(members, between: "{}", to: &output, indent: indent) {
                member,
                output,
                indent in
                Self.write(member.name, to: &output)
                output += indent == nil ? ":" : ": "
                member.value.write(to: &output, indent: indent)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item],
        between brackets: String,
        to output: inout String,
        indent: Int?,
        item write: (Item, inout String, Int?) -> Void
    ) {
        output += brackets.prefix(1)
        for (index, item) in items.enumerated() {
            if index > 0 { output += "," }
            if let indent { output += "\n" + String(repeating: "  ", count: indent + 1) }
            write(item, &output, indent.map { $0 + 1 })
        }
        if let indent, !items.isEmpty { output += "\n" + String(repeating: "  ", count: indent) }
        output += brackets.suffix(1)
    }

    private static func write(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
