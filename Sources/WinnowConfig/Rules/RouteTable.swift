/// The routes with the options of their modules, and the rules about both.
struct RouteTable {
    private let catalog: ModuleCatalog
    private let routes: [MainDraft.Route]
    /// Options that modules have everywhere, checked.
    private var global: [String: JSONValue] = [:]
    /// Routes without changes by a source, by name.
    private var resolved: [String: ResolvedRoute] = [:]

    /// Checks the routes and module options of the main file.
    init(_ draft: MainDraft, catalog: ModuleCatalog, checker: inout Checker) {
        self.catalog = catalog
        routes = draft.routes
        for options in draft.modules {
            global[options.module.value] = value(of: options, checker: &checker)
        }
        for route in routes { check(route, checker: &checker) }
    }

    /// All routes, in the order of the file.
    var settings: [RouteSettings] {
        routes.map { RouteSettings(name: $0.name.value, modules: $0.modules.map(\.value)) }
    }

    /// Options that modules have everywhere, as JSON text.
    var globalOptions: [String: String] {
        global.mapValues(\.sorted.compactText)
    }

    /// The route that a source uses, with its own options; nil and a report
    /// where there is no such route.
    mutating func resolve(
        _ use: SourceDraft.RouteUse,
        of source: Span,
        checker: inout Checker
    ) -> ResolvedRoute? {
        let name = use.name?.value ?? "default"
        guard let route = routes.first(where: { $0.name.value == name }) else {
            // That there must be a default route was said in the main file.
            guard name != "default" else { return nil }
            checker.report(
                .unknownRoute,
                at: use.name?.span ?? use.span ?? source,
                "unknown route `\(name)`",
                suggestion: Suggestion.nearest(to: name, in: routes.map(\.name.value))
            )
            return nil
        }
        let own = ownOptions(use, in: route, checker: &checker)
        if own.isEmpty { return unchanged(route) }
        return ResolvedRoute(
            name: name,
            modules: route.modules.map { module in
                moduleUse(module.value, own: own[module.value], use, checker: &checker)
            }
        )
    }

    private mutating func unchanged(_ route: MainDraft.Route) -> ResolvedRoute {
        if let known = resolved[route.name.value] { return known }
        let made = ResolvedRoute(
            name: route.name.value,
            modules: route.modules.map {
                ModuleUse(name: $0.value, options: global[$0.value]?.sorted.compactText ?? "{}")
            }
        )
        resolved[route.name.value] = made
        return made
    }

    private func moduleUse(
        _ name: String,
        own: JSONValue?,
        _ use: SourceDraft.RouteUse,
        checker: inout Checker
    ) -> ModuleUse {
        let options = (global[name] ?? .object([])).merged(with: own ?? .object([]))
        if own != nil, let span = use.span {
            checkRequired(options, of: name, at: span, checker: &checker)
        }
        return ModuleUse(name: name, options: options.compactText)
    }

    /// What the source itself sets, by module.
    private func ownOptions(
        _ use: SourceDraft.RouteUse,
        in route: MainDraft.Route,
        checker: inout Checker
    ) -> [String: JSONValue] {
        var own: [String: JSONValue] = [:]
        for options in use.options where isIn(route, options.module, checker: &checker) {
            own[options.module.value] = value(of: options, checker: &checker)
        }
        if let keep = keepOption(use, in: route, checker: &checker) {
            own["language"] = (own["language"] ?? .object([])).merged(with: keep)
        }
        return own
    }

    /// `languages` as the option of the module that acts on it.
    private func keepOption(
        _ use: SourceDraft.RouteUse,
        in route: MainDraft.Route,
        checker: inout Checker
    ) -> JSONValue? {
        guard let languages = use.languages else { return nil }
        let module = Marked(value: "language", span: languages.span)
        guard isIn(route, module, checker: &checker) else { return nil }
        let tags = languages.value.map { tag in
            Node(.scalar(.init(text: tag, isPlain: false)), span: languages.span)
        }
        let pair = Node.Pair(
            key: "keep",
            keySpan: languages.span,
            value: Node(.sequence(tags), span: languages.span)
        )
        let node = Node(.mapping([pair]), span: languages.span)
        return value(of: ModuleOptions(module: module, node: node), checker: &checker)
    }

    private func isIn(
        _ route: MainDraft.Route,
        _ module: Marked<String>,
        checker: inout Checker
    ) -> Bool {
        let names = route.modules.map(\.value)
        if names.contains(module.value) { return true }
        checker.report(
            .moduleNotInRoute,
            at: module.span,
            "module `\(module.value.shortened(to: 40))` is not in route `\(route.name.value)`",
            suggestion: Suggestion.nearest(to: module.value, in: names)
        )
        return false
    }

    /// Checks options against the module's schema. What the schema requires is
    /// checked later, when options of all places are together.
    private func value(of options: ModuleOptions, checker: inout Checker) -> JSONValue? {
        let name = options.module.value
        guard catalog.module(name) != nil else {
            reportUnknown(options.module, checker: &checker)
            return nil
        }
        guard case .mapping = options.node.content else {
            checker.reportType(of: options.node, expecting: "the options of module `\(name)`")
            return nil
        }
        return catalog.schema(of: name)?.value(
            of: options.node,
            path: name,
            ignoresRequired: true,
            checker: &checker
        )
    }

    private func reportUnknown(_ module: Marked<String>, checker: inout Checker) {
        checker.report(
            .unknownModule,
            at: module.span,
            "unknown module `\(module.value.shortened(to: 40))`",
            suggestion: Suggestion.nearest(to: module.value, in: catalog.names)
        )
    }

    // MARK: Rules about one route

    private func check(_ route: MainDraft.Route, checker: inout Checker) {
        let unknown = route.modules.filter { catalog.module($0.value) == nil }
        for module in unknown { reportUnknown(module, checker: &checker) }
        for module in route.modules {
            let options = global[module.value] ?? .object([])
            checkRequired(options, of: module.value, at: module.span, checker: &checker)
        }
        // Whether an unknown module reads is unknown too, and a route without
        // modules was reported.
        if unknown.isEmpty, !route.modules.isEmpty { checkReaders(route, checker: &checker) }
    }

    private func checkReaders(_ route: MainDraft.Route, checker: inout Checker) {
        let isReader = route.modules.map { catalog.module($0.value)?.role == .reader }
        guard let lastReader = isReader.lastIndex(of: true) else {
            checker.report(
                .routeWithoutReader,
                at: route.name.span,
                "route `\(route.name.value)` has no reader, so its documents would have no text"
            )
            return
        }
        guard let processor = isReader.firstIndex(of: false), processor < lastReader else { return }
        checker.report(
            .readerAfterProcessor,
            at: route.modules[lastReader].span,
            "reader `\(route.modules[lastReader].value)` stands after"
                + " `\(route.modules[processor].value)`, which would have nothing to work on"
        )
    }

    private func checkRequired(
        _ options: JSONValue,
        of module: String,
        at span: Span,
        checker: inout Checker
    ) {
        guard let schema = catalog.schema(of: module) else { return }
        let missing = schema.required.filter { options[$0] == nil }
        guard !missing.isEmpty else { return }
        checker.report(.missingOption, at: span, "module `\(module)` needs \(missing.inCode)")
    }
}
