import WinnowModel

/// The installed modules with their schemas read.
struct ModuleCatalog {
    private let modules: [String: ModuleDescription]
    private let schemas: [String: OptionsSchema]
    /// All names, sorted.
    let names: [String]

    /// Reads the schemas; a faulty one is reported at the module's file.
    init(_ descriptions: [ModuleDescription], checker: inout Checker) {
        var schemas: [String: OptionsSchema] = [:]
        for module in descriptions {
            schemas[module.name] = Self.schema(of: module, checker: &checker)
        }
        self.schemas = schemas
        modules = Dictionary(descriptions.map { ($0.name, $0) }) { first, _ in first }
        names = modules.keys.sorted()
    }

    /// The module `name`, nil if it is not installed.
    func module(_ name: String) -> ModuleDescription? {
        modules[name]
    }

    /// The schema of the module `name`; nil if it is not installed or its
    /// schema is faulty, which was reported.
    func schema(of name: String) -> OptionsSchema? {
        schemas[name]
    }

    private static func schema(
        of module: ModuleDescription,
        checker: inout Checker
    ) -> OptionsSchema? {
        do {
            let schema = try OptionsSchema.parse(module.optionsSchema)
            let ignored = Set(schema.ignoredKeywords).sorted()
            if !ignored.isEmpty {
                checker.report(
                    .invalidSchema,
                    file: module.path,
                    "option schema of module `\(module.name)`: \(ignored.inCode) is not checked",
                    severity: .warning
                )
            }
            return schema
        } catch {
            checker.report(
                .invalidSchema,
                file: module.path,
                "option schema of module `\(module.name)`: \(error.message) at byte \(error.offset)"
            )
            return nil
        }
    }
}
