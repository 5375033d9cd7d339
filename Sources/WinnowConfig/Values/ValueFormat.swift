/// One type of value: how it is read, checked, written and described.
///
/// The reference, the JSON Schema and the checks all come from here.
struct ValueFormat<Value: Sendable>: Sendable {
    /// Name of the type in the reference.
    var typeName: String
    /// Limits in words for the reference, nil if there are none.
    var bounds: String?
    /// JSON Schema of the value.
    var schema: JSONValue
    /// Keys of the value where it is a mapping with a table of its own.
    var children: [KeyDescription] = []
    /// Whether nothing at all stands for the default value, as in a section
    /// whose keys are all commented out.
    var acceptsNull = false
    /// Reads a node; nil after a fault, which is reported.
    var read: @Sendable (Node, inout Checker) -> Value?
    /// The value as YAML text.
    var write: @Sendable (Value) -> String
}

extension ValueFormat {
    /// The format `inner` for a value together with its place.
    static func marked<Inner: Sendable>(
        _ inner: ValueFormat<Inner>
    ) -> ValueFormat where Value == Marked<Inner> {
        ValueFormat(
            typeName: inner.typeName,
            bounds: inner.bounds,
            schema: inner.schema,
            children: inner.children,
            acceptsNull: inner.acceptsNull,
            read: { node, checker in
                inner.read(node, &checker).map { Marked(value: $0, span: node.span) }
            },
            write: { inner.write($0.value) }
        )
    }
}

extension Checker {
    /// The scalar that `node` is; nil and a report where it is something else.
    mutating func scalar(_ node: Node, expecting what: String) -> Node.Scalar? {
        if case .scalar(let scalar) = node.content, !node.isNull { return scalar }
        reportType(of: node, expecting: what)
        return nil
    }

    /// Reports that `node` is not of the type that `what` names.
    mutating func reportType(of node: Node, expecting what: String, suggestion: String? = nil) {
        if case .invalid = node.content { return }
        report(
            .wrongType,
            at: node.span,
            "expected \(what), found \(node.kindInWords)",
            suggestion: suggestion
        )
    }
}
