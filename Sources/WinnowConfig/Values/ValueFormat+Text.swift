extension ValueFormat where Value == String {
    /// Text of 1 to `limit` characters without control characters.
    static func text(limit: Int) -> ValueFormat {
        checked(
            typeName: "text",
            expecting: "text",
            schema: [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(limit)),
            ]
        ) { text, span, checker in
            guard text.unicodeScalars.allSatisfy(\.isPrintable) else {
                checker.report(.invalidValue, at: span, "the text holds a control character")
                return nil
            }
            guard text.unicodeScalars.count <= limit, !text.isEmpty else {
                checker.report(
                    .outOfBounds,
                    at: span,
                    text.isEmpty
                        ? "the text is empty" : "the text is longer than \(limit) characters"
                )
                return nil
            }
            return text
        }
    }

    /// A name of sources and routes, which also is safe in a file name.
    static var name: ValueFormat {
        checked(
            typeName: "name",
            expecting: "a name",
            schema: ["type": "string", "pattern": .string(NameSyntax.pattern)]
        ) { text, span, checker in
            guard !NameSyntax.isName(text) else { return text }
            checker.report(
                .invalidName,
                at: span,
                "`\(text.shortened(to: 40))` is no name: small letters, digits, `-`, `_` and `.`,"
                    + " beginning with a letter or digit, at most \(NameSyntax.limit) characters",
                suggestion: NameSyntax.nearestName(to: text)
            )
            return nil
        }
    }

    /// A path on this machine.
    static var path: ValueFormat {
        checked(
            typeName: "path",
            expecting: "a path",
            schema: ["type": "string", "minLength": 1]
        ) { text, span, checker in
            let isClean = !text.isEmpty && text.unicodeScalars.allSatisfy(\.isPrintable)
            guard isClean, text.utf8.count < 4096 else {
                checker.report(
                    .invalidPath,
                    at: span,
                    text.isEmpty
                        ? "the path is empty" : "the path is too long or has control characters"
                )
                return nil
            }
            guard !text.hasPrefix("~") else {
                checker.report(
                    .invalidPath,
                    at: span,
                    "`~` is not expanded here; write the whole path"
                )
                return nil
            }
            return text
        }
    }

    /// A BCP 47 language tag, checked for its form.
    static var languageTag: ValueFormat {
        checked(
            typeName: "language tag",
            expecting: "a language tag such as `en` or `zh-Hant`",
            schema: ["type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"]
        ) { text, span, checker in
            guard !LanguageTagSyntax.isTag(text) else { return text }
            let hyphenated = String(text.map { $0 == "_" ? "-" : $0 })
            checker.report(
                .invalidLanguage,
                at: span,
                "`\(text.shortened(to: 40))` is no language tag such as `en` or `zh-Hant`",
                suggestion: LanguageTagSyntax.isTag(hyphenated)
                    ? hyphenated : LanguageTagSyntax.tag(forName: text)
            )
            return nil
        }
    }

    /// A format of text that `check` takes or refuses with a report.
    static func checked(
        typeName: String,
        expecting what: String,
        schema: JSONValue,
        check: @escaping @Sendable (String, Span, inout Checker) -> String?
    ) -> ValueFormat {
        ValueFormat(
            typeName: typeName,
            schema: schema,
            read: { node, checker in
                guard let scalar = checker.scalar(node, expecting: what) else { return nil }
                return check(scalar.text, node.span, &checker)
            },
            write: { YAMLText.scalar($0) }
        )
    }
}

extension ValueFormat {
    /// A list whose items have the format `item`; with no items only where
    /// `allowsEmpty`.
    static func list<Item: Sendable>(
        of item: ValueFormat<Item>,
        allowsEmpty: Bool = true
    ) -> ValueFormat<[Item]> {
        ValueFormat<[Item]>(
            typeName: "list of \(item.typeName)s",
            schema: allowsEmpty
                ? ["type": "array", "items": item.schema]
                : ["type": "array", "items": item.schema, "minItems": 1],
            children: item.children,
            acceptsNull: allowsEmpty,
            read: { node, checker in
                guard case .sequence(let items) = node.content else {
                    checker.reportType(of: node, expecting: "a list of \(item.typeName)s")
                    return nil
                }
                guard allowsEmpty || !items.isEmpty else {
                    checker.report(.emptyList, at: node.span, "the list is empty")
                    return nil
                }
                // Reads all items before it answers, so that all are checked.
                let values = items.map { item.read($0, &checker) }
                return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
            },
            write: { "[" + $0.map(item.write).joined(separator: ", ") + "]" }
        )
    }
}
