extension ValueFormat where Value == [SourceDraft] {
    /// The list of sources. A faulty source is reported and left out, so that
    /// the others are still checked against each other.
    static var sources: ValueFormat {
        let table = SourceTable.source
        return ValueFormat(
            typeName: "list of sources",
            schema: [
                "type": "array",
                "items": table.schema.requiringOne(of: SourceTable.placeNames),
            ],
            children: table.descriptions,
            acceptsNull: true,
            read: { node, checker in
                guard case .sequence(let items) = node.content else {
                    checker.reportType(of: node, expecting: "a list of sources")
                    return nil
                }
                return items.compactMap { item in
                    var draft = SourceDraft(span: item.span, keys: item.keys)
                    let isWhole = table.read(
                        item,
                        into: &draft,
                        expecting: "a source",
                        checker: &checker
                    )
                    return isWhole || draft.name != nil ? draft : nil
                }
            },
            write: { _ in "[]" }
        )
    }
}

extension JSONValue {
    /// This object schema with the rule that exactly one of `names` is there.
    fileprivate func requiringOne(of names: [String]) -> JSONValue {
        guard case .object(let members) = self else { return self }
        let choices = names.map { name -> JSONValue in ["required": [.string(name)]] }
        return .object(members + [Member(name: "oneOf", value: .array(choices))])
    }
}

extension ValueFormat where Value == SourceDraft.Pages {
    /// A page with links, and which of them are followed.
    static var pages: ValueFormat {
        .section(
            SourceTable.pages,
            SourceDraft.Pages(),
            expecting: "`pages`",
            acceptsNull: false
        )
    }
}

extension ValueFormat where Value == LinkRule {
    /// A rule for links; whether it can be used is checked where it is read.
    static var linkRule: ValueFormat {
        ValueFormat(
            typeName: "rule",
            schema: ["type": "string", "minLength": 1],
            read: { node, checker in
                ValueFormat<String>.text(limit: 1000).read(node, &checker).map { LinkRule($0) }
            },
            write: { YAMLText.scalar($0.text) }
        )
    }
}

extension ValueFormat where Value == String {
    /// What the fetcher calls itself.
    static var userAgent: ValueFormat {
        checked(
            typeName: "text",
            expecting: "text with a contact",
            schema: ["type": "string", "maxLength": 300, "pattern": "^[ -~]*(@|://)[ -~]*$"]
        ) { text, span, checker in
            guard text.utf8.count <= 300, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
            else {
                checker.report(
                    .invalidValue,
                    at: span,
                    "a user agent has at most 300 characters, all of them printable ASCII"
                )
                return nil
            }
            guard text.contains("@") || text.range(ofSeparator: "://") != nil else {
                checker.report(
                    .invalidValue,
                    at: span,
                    "the user agent names no contact, a web or mail address for publishers",
                    suggestion: "\(text) (+https://your-site.example/contact)"
                )
                return nil
            }
            return text
        }
    }

    /// A path of output files with placeholders.
    static var pathTemplate: ValueFormat {
        checked(
            typeName: "path",
            expecting: "a path with placeholders",
            schema: ["type": "string", "pattern": "[.]jsonl$"]
        ) { text, span, checker in
            let fault = PathTemplateSyntax.fault(in: text)
            guard let fault else { return text }
            checker.report(.invalidPath, at: span, fault.message, suggestion: fault.suggestion)
            return nil
        }
    }
}

/// The form of `output.path`.
enum PathTemplateSyntax {
    /// What may stand between braces.
    static let placeholders = ["source", "date", "hour"]

    /// What is wrong with `text`, nil if nothing is.
    static func fault(in text: String) -> (message: String, suggestion: String?)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("..") { return ("the path must not lead upwards with `..`", nil) }
        let names = text.hasPrefix("/") ? parts.dropFirst() : parts[...]
        if text.isEmpty || names.contains("") || names.contains(".") {
            return ("the path has an empty part", nil)
        }
        guard text.unicodeScalars.allSatisfy(\.isPrintable), text.utf8.count <= 1024 else {
            return ("the path is too long or has control characters", nil)
        }
        if !text.hasSuffix(".jsonl") { return ("the path must end in `.jsonl`", text + ".jsonl") }
        return placeholderFault(in: text)
    }

    private static func placeholderFault(
        in text: String
    ) -> (message: String, suggestion: String?)? {
        var rest = Substring(text)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                return ("a brace has no partner", nil)
            }
            let name = String(rest[rest.index(after: open)..<close])
            guard placeholders.contains(name) else {
                return (
                    "unknown placeholder `{\(name.shortened(to: 20))}`",
                    Suggestion.nearest(to: name, in: placeholders).map { "{\($0)}" }
                )
            }
            rest = rest[rest.index(after: close)...]
        }
        return nil
    }
}

extension SourceTable {
    /// The keys of which a source has exactly one.
    static let placeNames = ["feed", "sitemap", "page", "pages", "directory"]
}
