extension ValueFormat where Value == Bool {
    /// `true` or `false`.
    static var bool: ValueFormat {
        ValueFormat(
            typeName: "true or false",
            schema: ["type": "boolean"],
            read: { node, checker in
                guard let scalar = checker.scalar(node, expecting: "true or false") else {
                    return nil
                }
                if scalar.isPlain, let value = Bool(scalar.text) { return value }
                // YAML 1.1 also had these, and operators remember them.
                let isYes = ["yes", "on", "y", "true", "1"].contains(scalar.text.lowercased())
                let isNo = ["no", "off", "n", "false", "0"].contains(scalar.text.lowercased())
                checker.reportType(
                    of: node,
                    expecting: "true or false",
                    suggestion: isYes ? "true" : isNo ? "false" : nil
                )
                return nil
            },
            write: { String($0) }
        )
    }
}

extension ValueFormat where Value == Int {
    /// A whole number in `range`.
    static func integer(_ range: ClosedRange<Int>) -> ValueFormat {
        ValueFormat(
            typeName: "whole number",
            bounds: "\(range.lowerBound) to \(range.upperBound)",
            schema: [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ],
            read: { node, checker in
                guard let scalar = checker.scalar(node, expecting: "a whole number") else {
                    return nil
                }
                guard scalar.isPlain, let value = Int(scalar.text) else {
                    checker.reportType(of: node, expecting: "a whole number")
                    return nil
                }
                return checker.bounded(value, range, at: node) { String($0) }
            },
            write: { String($0) }
        )
    }

    /// A share such as `10%`, in whole percent.
    static func percent(_ range: ClosedRange<Int>) -> ValueFormat {
        ValueFormat(
            typeName: "percentage",
            bounds: "\(range.lowerBound)% to \(range.upperBound)%",
            schema: ["type": "string", "pattern": "^[0-9]+%$"],
            read: { node, checker in
                let what = "a percentage such as `10%`"
                guard let scalar = checker.scalar(node, expecting: what) else { return nil }
                guard scalar.text.hasSuffix("%"), let value = Int(scalar.text.dropLast()) else {
                    let suggestion = Int(scalar.text).map { "\($0)%" }
                    checker.report(
                        suggestion == nil ? .wrongType : .missingUnit,
                        at: node.span,
                        "expected \(what), found \(node.kindInWords)",
                        suggestion: suggestion
                    )
                    return nil
                }
                return checker.bounded(value, range, at: node) { "\($0)%" }
            },
            write: { "\($0)%" }
        )
    }
}

extension ValueFormat
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of the words that `Value` has.
    static var choice: ValueFormat {
        let words = Value.allCases.map(\.rawValue)
        return ValueFormat(
            typeName: words.count == 1 ? "`\(words[0])`" : "one of " + words.inCode,
            schema: ["enum": .array(words.map { .string($0) })],
            read: { node, checker in
                let what = words.count == 1 ? words.inCode : "one of " + words.inCode
                guard let scalar = checker.scalar(node, expecting: what) else { return nil }
                if let value = Value(rawValue: scalar.text) { return value }
                checker.report(
                    .unknownValue,
                    at: node.span,
                    "expected \(what), found \(node.kindInWords)",
                    suggestion: Suggestion.nearest(to: scalar.text, in: words)
                )
                return nil
            },
            write: { $0.rawValue }
        )
    }
}

extension Checker {
    /// `value` if it lies in `range`; otherwise reports and returns nil.
    mutating func bounded<Value: Comparable>(
        _ value: Value,
        _ range: ClosedRange<Value>,
        at node: Node,
        text: (Value) -> String
    ) -> Value? {
        if range.contains(value) { return value }
        let isLow = value < range.lowerBound
        report(
            .outOfBounds,
            at: node.span,
            isLow
                ? "\(node.kindInWords) is too small: at least \(text(range.lowerBound))"
                : "\(node.kindInWords) is too large: at most \(text(range.upperBound))"
        )
        return nil
    }
}

extension Sequence<String> {
    /// The words in backquotes, with commas between.
    var inCode: String {
        map { "`\($0)`" }.joined(separator: ", ")
    }
}
