extension ValueFormat where Value == [MainDraft.Route] {
    /// Routes by name.
    static var routes: ValueFormat {
        ValueFormat(
            typeName: "names with lists of modules",
            schema: [
                "type": "object", "propertyNames": ["pattern": .string(NameSyntax.pattern)],
                "required": ["default"],
                "additionalProperties": [
                    "type": "array", "minItems": 1, "uniqueItems": true,
                    "items": ["type": "string"],
                ],
            ],
            read: { node, checker in
                guard case .mapping(let pairs) = node.content else {
                    checker.reportType(of: node, expecting: "routes by name")
                    return nil
                }
                guard !pairs.isEmpty else {
                    checker.report(.emptyList, at: node.span, "there must be one route at least")
                    return nil
                }
                if !pairs.contains(where: { $0.key == "default" }) {
                    checker.report(
                        .missingKey,
                        at: Span(pointAt: node.span),
                        "there must be a route `default`, for sources that name none"
                    )
                }
                return pairs.compactMap { checker.route($0) }
            },
            write: { routes in
                let texts = routes.map { route in
                    "\(route.name.value): [\(route.modules.map(\.value).joined(separator: ", "))]"
                }
                return "{" + texts.joined(separator: ", ") + "}"
            }
        )
    }
}

extension Checker {
    /// The route that a key of `routes` defines; without modules where they
    /// are faulty, so that sources may still name it.
    fileprivate mutating func route(_ pair: Node.Pair) -> MainDraft.Route? {
        let key = Node(.scalar(.init(text: pair.key, isPlain: false)), span: pair.keySpan)
        let list = ValueFormat<[Marked<String>]>.list(of: .marked(.moduleName), allowsEmpty: false)
        guard !pair.value.isNull else {
            report(.emptyList, at: pair.keySpan, "route `\(pair.key.shortened(to: 40))` is empty")
            return MainDraft.Route(name: Marked(value: pair.key, span: pair.keySpan), modules: [])
        }
        let name = ValueFormat<Marked<String>>.marked(.name).read(key, &self)
        let modules = list.read(pair.value, &self) ?? []
        return name.map { MainDraft.Route(name: $0, modules: withoutRepeats(modules)) }
    }

    private mutating func withoutRepeats(_ modules: [Marked<String>]) -> [Marked<String>] {
        var seen: Set<String> = []
        return modules.filter { module in
            if seen.insert(module.value).inserted { return true }
            report(
                .duplicateValue,
                at: module.span,
                "module `\(module.value.shortened(to: 40))` stands in the route twice"
            )
            return false
        }
    }
}

extension ValueFormat where Value == String {
    /// The name of a module; whether it is installed is checked later.
    static var moduleName: ValueFormat {
        checked(typeName: "module", expecting: "the name of a module", schema: ["type": "string"]) {
            text,
            _,
            _ in text
        }
    }
}

extension ValueFormat where Value == [ModuleOptions] {
    /// Options of modules by module name.
    static var moduleOptions: ValueFormat {
        ValueFormat(
            typeName: "modules with their options",
            schema: ["type": "object", "additionalProperties": ["type": "object"]],
            acceptsNull: true,
            read: { node, checker in
                guard case .mapping(let pairs) = node.content else {
                    checker.reportType(of: node, expecting: "options by module name")
                    return nil
                }
                return pairs.filter { !$0.value.isNull }.map { pair in
                    ModuleOptions(
                        module: Marked(value: pair.key, span: pair.keySpan),
                        node: pair.value
                    )
                }
            },
            write: { _ in "{}" }
        )
    }
}

extension ValueFormat where Value == SourceDraft.RouteUse {
    /// A route by name, or a mapping that changes it for one source.
    static var routeUse: ValueFormat {
        let table = SourceTable.route
        return ValueFormat(
            typeName: "name or mapping",
            schema: ["oneOf": [ValueFormat<String>.name.schema, table.schema]],
            children: table.descriptions,
            read: { node, checker in
                var use = SourceDraft.RouteUse(span: node.span)
                if case .scalar = node.content {
                    use.name = ValueFormat<Marked<String>>.marked(.name).read(node, &checker)
                    return use.name == nil ? nil : use
                }
                guard case .mapping = node.content else {
                    checker.reportType(
                        of: node,
                        expecting: "the name of a route or a mapping"
                    )
                    return nil
                }
                table.read(
                    node,
                    into: &use,
                    expecting: "`route`",
                    checker: &checker
                )
                return use
            },
            write: { $0.name?.value ?? "default" }
        )
    }
}
