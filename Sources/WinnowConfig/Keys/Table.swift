/// The keys of one mapping.
struct Table<Owner>: Sendable {
    let fields: [Field<Owner>]
    /// What to tell about keys that belong elsewhere, by key.
    var elsewhere: [String: String] = [:]

    /// What the reference says of the keys.
    var descriptions: [KeyDescription] {
        fields.map(\.description)
    }

    /// JSON Schema of the mapping.
    var schema: JSONValue {
        KeyDescription.schema(of: descriptions)
    }

    /// Reads `node` into `owner`, key by key, and reports every fault.
    ///
    /// Returns false where the node is no mapping or a required key is
    /// missing; other faults leave the owner's value as it was.
    @discardableResult
    func read(
        _ node: Node,
        into owner: inout Owner,
        expecting what: String,
        checker: inout Checker
    ) -> Bool {
        guard case .mapping(let pairs) = node.content else {
            reportType(of: node, what, checker: &checker)
            return false
        }
        for pair in pairs {
            guard let field = fields.first(where: { $0.description.name == pair.key }) else {
                reportUnknown(pair, in: what, checker: &checker)
                continue
            }
            read(pair, as: field, into: &owner, checker: &checker)
        }
        return checkRequired(pairs, of: node, expecting: what, checker: &checker)
    }

    private func read(
        _ pair: Node.Pair,
        as field: Field<Owner>,
        into owner: inout Owner,
        checker: inout Checker
    ) {
        if pair.value.isNull {
            // An empty value has no place of its own, so the key is shown.
            guard !field.acceptsNull else { return }
            checker.report(
                .wrongType,
                at: pair.keySpan,
                "`\(pair.key)` has no value; its type is \(field.description.typeName)"
            )
            return
        }
        field.read(pair.value, &checker, &owner)
    }

    private func reportType(of node: Node, _ what: String, checker: inout Checker) {
        if case .invalid = node.content { return }
        checker.report(
            .wrongType,
            at: node.span,
            "\(what) must be a mapping, found \(node.kindInWords)",
            suggestion: spaced(node)
        )
    }

    /// A key without a space after its colon is one word to YAML.
    private func spaced(_ node: Node) -> String? {
        guard case .scalar(let scalar) = node.content,
            let colon = scalar.text.firstIndex(of: ":"),
            descriptions.contains(where: { $0.name == scalar.text[..<colon] })
        else { return nil }
        return "\(scalar.text[..<colon]): \(scalar.text[scalar.text.index(after: colon)...])"
    }

    private func reportUnknown(
        _ pair: Node.Pair,
        in what: String,
        checker: inout Checker
    ) {
        let shown = "unknown key `\(pair.key.shortened(to: 40))` in \(what)"
        if let hint = elsewhere[pair.key] {
            checker.report(.unknownKey, at: pair.keySpan, "\(shown); \(hint)")
            return
        }
        checker.report(
            .unknownKey,
            at: pair.keySpan,
            shown,
            suggestion: Suggestion.nearest(to: pair.key, in: descriptions.map(\.name))
        )
    }

    private func checkRequired(
        _ pairs: [Node.Pair],
        of node: Node,
        expecting what: String,
        checker: inout Checker
    ) -> Bool {
        let given = Set(pairs.map(\.key))
        let missing = descriptions.filter { $0.isRequired && !given.contains($0.name) }
        guard !missing.isEmpty else { return true }
        checker.report(
            .missingKey,
            at: Span(pointAt: node.span),
            "\(what) needs \(missing.map(\.name).inCode)"
        )
        return false
    }
}

extension Span {
    /// The first character of `span` alone: a caret below it, no line.
    init(pointAt span: Span) {
        guard let start = span.start else {
            self.init(wholeFile: span.file)
            return
        }
        self.init(file: span.file, start: start, end: start)
    }
}

extension KeyDescription {
    /// JSON Schema of a mapping that has these keys.
    static func schema(of keys: [KeyDescription]) -> JSONValue {
        let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        var members = [
            JSONValue.Member(name: "type", value: "object"),
            JSONValue.Member(name: "additionalProperties", value: false),
            JSONValue.Member(
                name: "properties",
                value: .object(keys.map { .init(name: $0.name, value: $0.describedSchema) })
            ),
        ]
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        return .object(members)
    }

    /// The schema of the value with the summary as description.
    private var describedSchema: JSONValue {
        guard case .object(let members) = schema else { return schema }
        let note = defaultText.map { " Default: \($0.filter { $0 != "`" })." } ?? ""
        return .object([.init(name: "description", value: .string(summary + note))] + members)
    }
}

extension ValueFormat {
    /// A mapping with the keys of `table`, on top of `initial`.
    static func section<Owner: Sendable>(
        _ table: Table<Owner>,
        _ initial: Owner,
        expecting what: String,
        acceptsNull: Bool = true
    ) -> ValueFormat<Owner> {
        ValueFormat<Owner>(
            typeName: "section",
            schema: table.schema,
            children: table.descriptions,
            acceptsNull: acceptsNull,
            read: { node, checker in
                var owner = initial
                let isWhole = table.read(node, into: &owner, expecting: what, checker: &checker)
                return isWhole ? owner : nil
            },
            write: { _ in "" }
        )
    }
}
