/// What the reference and the JSON Schema say of one key.
struct KeyDescription: Sendable {
    let name: String
    let typeName: String
    let bounds: String?
    /// The default in Markdown: a value in backquotes or a phrase; nil where
    /// the key is required or its absence means something of its own.
    let defaultText: String?
    let isRequired: Bool
    /// What it does, in whole sentences.
    let summary: String
    /// The key with a good value, as YAML.
    let example: String
    let schema: JSONValue
    /// Keys below this one.
    let children: [KeyDescription]
}

/// One row of a key table: a key, what is known about it, and where its value
/// goes in `Owner`.
///
/// The default is the value that a new `Owner` has there, so that it stands
/// in one place.
struct Field<Owner>: Sendable {
    let description: KeyDescription
    let read: @Sendable (Node, inout Checker, inout Owner) -> Void
    let acceptsNull: Bool

    /// Makes the row of a key with a default.
    init<Value: Sendable>(
        _ name: String,
        _ path: WritableKeyPath<Owner, Value> & Sendable,
        _ format: ValueFormat<Value>,
        default initial: Owner,
        defaultText: String? = nil,
        example: String,
        _ summary: String
    ) {
        self.init(
            name,
            format,
            defaultText: "`\(defaultText ?? format.write(initial[keyPath: path]))`",
            isRequired: false,
            example: example,
            summary
        ) { $1[keyPath: path] = $0 }
    }

    /// Makes the row of a key that may be absent, which `defaultText` explains
    /// or the summary does.
    init<Value: Sendable>(
        optional name: String,
        _ path: WritableKeyPath<Owner, Value?> & Sendable,
        _ format: ValueFormat<Value>,
        defaultText: String? = nil,
        isRequired: Bool = false,
        example: String,
        _ summary: String
    ) {
        self.init(
            name,
            format,
            defaultText: defaultText,
            isRequired: isRequired,
            example: example,
            summary
        ) { $1[keyPath: path] = $0 }
    }

    private init<Value: Sendable>(
        _ name: String,
        _ format: ValueFormat<Value>,
        defaultText: String?,
        isRequired: Bool,
        example: String,
        _ summary: String,
        store: @escaping @Sendable (Value, inout Owner) -> Void
    ) {
        description = KeyDescription(
            name: name,
            typeName: format.typeName,
            bounds: format.bounds,
            defaultText: format.children.isEmpty ? defaultText : nil,
            isRequired: isRequired,
            summary: summary,
            example: example,
            schema: format.schema,
            children: format.children
        )
        acceptsNull = format.acceptsNull
        read = { node, checker, owner in
            if let value = format.read(node, &checker) { store(value, &owner) }
        }
    }
}
