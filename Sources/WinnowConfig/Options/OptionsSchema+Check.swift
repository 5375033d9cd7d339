extension OptionsSchema {
    /// Checks `node` and returns it as JSON; reports faults with their places
    /// and returns nil.
    ///
    /// `path` names the node in messages, as in `boilerplate.rules`.
    /// `ignoresRequired` is for options that another place completes.
    func value(
        of node: Node,
        path: String,
        ignoresRequired: Bool = false,
        checker: inout Checker
    ) -> JSONValue? {
        guard let value = typedValue(of: node, path: path, ignoresRequired, &checker) else {
            return nil
        }
        if let choices, !choices.contains(where: { $0.isEqual(to: value) }) {
            reportChoice(choices, node, path: path, checker: &checker)
            return nil
        }
        return isBounded(value, node, path: path, checker: &checker) ? value : nil
    }

    private func typedValue(
        of node: Node,
        path: String,
        _ ignoresRequired: Bool,
        _ checker: inout Checker
    ) -> JSONValue? {
        switch node.content {
        case .invalid: return nil
        case .scalar(let scalar):
            if let value = scalarValue(scalar) { return value }
            reportType(node, path: path, checker: &checker)
            return nil
        case .sequence(let nodes):
            guard allows(.array) else {
                reportType(node, path: path, checker: &checker)
                return nil
            }
            return list(nodes, path: path, checker: &checker)
        case .mapping(let pairs):
            guard allows(.object) else {
                reportType(node, path: path, checker: &checker)
                return nil
            }
            return mapping(pairs, of: node, path: path, ignoresRequired, &checker)
        }
    }

    private func allows(_ type: ValueType) -> Bool {
        types.isEmpty || types.contains(type)
    }

    /// Reads a scalar by YAML 1.2's core schema. Plain text that looks like a
    /// number becomes text where only text is allowed: `version: 2` is not a
    /// mistake worth a quarrel.
    private func scalarValue(_ scalar: Node.Scalar) -> JSONValue? {
        let candidates = scalar.isPlain ? Self.plainValues(scalar.text) : []
        for (type, value) in candidates where allows(type) { return value }
        let isText = candidates.isEmpty || candidates.contains { $0.type == .number }
        return isText && allows(.string) ? .string(scalar.text) : nil
    }

    private static func plainValues(_ text: String) -> [(type: ValueType, value: JSONValue)] {
        switch text {
        case "", "~", "null", "Null", "NULL": return [(.null, .null)]
        case "true", "True", "TRUE": return [(.boolean, true)]
        case "false", "False", "FALSE": return [(.boolean, false)]
        default: break
        }
        guard NumberSyntax.isJSONNumber(text), let number = Double(text), number.isFinite else {
            return []
        }
        if let whole = Int64(text) {
            return [(.integer, .integer(whole)), (.number, .integer(whole))]
        }
        return [(.number, .number(number))]
    }

    private func list(_ nodes: [Node], path: String, checker: inout Checker) -> JSONValue? {
        let schema = items.first
        let values = nodes.enumerated().map { index, node in
            (schema ?? Self.anything).value(
                of: node,
                path: "\(path)[\(index)]",
                checker: &checker
            )
        }
        return values.contains { $0 == nil } ? nil : .array(values.compactMap(\.self))
    }

    private func mapping(
        _ pairs: [Node.Pair],
        of node: Node,
        path: String,
        _ ignoresRequired: Bool,
        _ checker: inout Checker
    ) -> JSONValue? {
        var members: [JSONValue.Member] = []
        var isSound = true
        for pair in pairs {
            guard let schema = schema(for: pair, path: path, checker: &checker),
                let value = schema.value(
                    of: pair.value,
                    path: "\(path).\(pair.key.shortened(to: 40))",
                    checker: &checker
                )
            else {
                isSound = false
                continue
            }
            members.append(JSONValue.Member(name: pair.key, value: value))
        }
        let given = Set(pairs.map(\.key))
        let missing = ignoresRequired ? [] : required.filter { !given.contains($0) }
        if !missing.isEmpty {
            checker.report(
                .missingOption,
                at: Span(pointAt: node.span),
                "`\(path)` needs \(missing.inCode)"
            )
        }
        return isSound && missing.isEmpty ? .object(members) : nil
    }

    private func schema(
        for pair: Node.Pair,
        path: String,
        checker: inout Checker
    ) -> OptionsSchema? {
        if let property = properties.first(where: { $0.name == pair.key }) {
            return property.schema
        }
        switch additional {
        case .any: return Self.anything
        case .matching(let schema): return schema
        case .none:
            checker.report(
                .unknownOption,
                at: pair.keySpan,
                "`\(path)` has no option `\(pair.key.shortened(to: 40))`",
                suggestion: Suggestion.nearest(to: pair.key, in: properties.map(\.name))
            )
            return nil
        }
    }

    private func isBounded(
        _ value: JSONValue,
        _ node: Node,
        path: String,
        checker: inout Checker
    ) -> Bool {
        let complaint =
            switch value {
            case .integer(let number): numberComplaint(Double(number))
            case .number(let number): numberComplaint(number)
            case .string(let text):
                complaint(text.unicodeScalars.count, lengths, unit: "characters")
            case .array(let items): complaint(items.count, counts, unit: "items")
            default: nil as String?
            }
        guard let complaint else { return true }
        checker.report(.invalidOption, at: node.span, "`\(path)` \(complaint)")
        return false
    }

    private func numberComplaint(_ number: Double) -> String? {
        if let minimum, number < minimum { return "is too small: at least \(minimum.shortText)" }
        if let maximum, number > maximum { return "is too large: at most \(maximum.shortText)" }
        return nil
    }

    private func complaint(_ count: Int, _ bounds: Bounds, unit: String) -> String? {
        if count < bounds.least { return "must have at least \(bounds.least) \(unit)" }
        if count > bounds.most { return "may have at most \(bounds.most) \(unit)" }
        return nil
    }

    private func reportType(_ node: Node, path: String, checker: inout Checker) {
        let what = types.map(\.inWords).joined(separator: " or ")
        checker.report(
            .invalidOption,
            at: node.span,
            "`\(path)` must be \(what), found \(node.kindInWords)",
            suggestion: quoted(node)
        )
    }

    /// A word that YAML reads as something else is meant as text where text is
    /// wanted.
    private func quoted(_ node: Node) -> String? {
        guard types == [.string], case .scalar(let scalar) = node.content, !node.isNull else {
            return nil
        }
        return JSONValue.string(scalar.text).compactText
    }

    private func reportChoice(
        _ choices: [JSONValue],
        _ node: Node,
        path: String,
        checker: inout Checker
    ) {
        let words = choices.compactMap { choice -> String? in
            if case .string(let word) = choice { return word }
            return nil
        }
        var suggestion: String?
        if case .scalar(let scalar) = node.content {
            suggestion = Suggestion.nearest(to: scalar.text, in: words)
        }
        let list = choices.map(\.compactText).joined(separator: ", ")
        checker.report(
            .invalidOption,
            at: node.span,
            choices.isEmpty
                ? "`\(path)` must not be set"
                : "`\(path)` must be one of \(list), found \(node.kindInWords)",
            suggestion: suggestion
        )
    }
}

extension JSONValue {
    /// The number that this is, nil for anything else.
    fileprivate var asNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Equality as JSON Schema has it: 1 equals 1.0, members have no order.
    fileprivate func isEqual(to other: JSONValue) -> Bool {
        if let mine = asNumber, let theirs = other.asNumber { return mine == theirs }
        return sorted == other.sorted
    }
}

extension Double {
    /// Without a fraction of zero.
    fileprivate var shortText: String {
        Int64(exactly: self).map(String.init) ?? description
    }
}
