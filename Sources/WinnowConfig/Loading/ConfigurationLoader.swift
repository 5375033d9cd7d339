import WinnowModel

/// Reads and checks the configuration; `winnow check`, the start of the
/// daemon and each reload all run this code.
public enum ConfigurationLoader {
    /// Reads `mainFile` and the files in its sources directory.
    ///
    /// - Parameters:
    ///   - mainFile: path of the main file.
    ///   - modules: the catalog of modules that are installed.
    ///   - stateDirectory: replaces the main file's `state_directory`.
    /// - Returns: the configuration, nil if there is any error; and every
    ///   finding, in the order of files and lines. Warnings alone leave the
    ///   configuration usable.
    public static func load(
        mainFile: String,
        modules: [ModuleDescription],
        stateDirectory: String? = nil
    ) -> (configuration: Configuration?, diagnostics: [Diagnostic]) {
        var checker = Checker()
        let catalog = ModuleCatalog(modules, checker: &checker)
        guard let main = MainFile.read(mainFile, checker: &checker) else {
            return (nil, checker.diagnostics)
        }
        var routes = RouteTable(main.draft, catalog: catalog, checker: &checker)
        let lists = SourcesFile.readAll(of: main, checker: &checker)
        var configuration = main.configuration(stateDirectory: stateDirectory)
        configuration.files = [mainFile] + lists.map(\.path)
        configuration.routes = routes.settings
        configuration.moduleOptions = routes.globalOptions
        configuration.sources = SourceRules.sources(
            of: lists,
            every: main.draft.schedule.every,
            routes: &routes,
            checker: &checker
        )
        checkSocket(configuration, checker: &checker)
        let found = inOrder(checker.diagnostics, of: configuration.files)
        return (checker.hasErrors ? nil : configuration, found)
    }

    /// A Unix socket's path has 107 bytes at most (`sun_path` with its NUL).
    private static func checkSocket(_ configuration: Configuration, checker: inout Checker) {
        let path = configuration.controlSocketPath
        guard path.utf8.count > 107 else { return }
        checker.report(
            .invalidPath,
            file: configuration.mainFile,
            "path of the control socket has \(path.utf8.count) bytes, at most 107 are possible:"
                + " \(path); set `socket` in `control`"
        )
    }

    /// The findings by file and place. Rules across files run last but belong
    /// with the others of their line.
    private static func inOrder(_ found: [Diagnostic], of files: [String]) -> [Diagnostic] {
        let ranks = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
        func key(_ item: (offset: Int, element: Diagnostic)) -> (Int, Int, Int, Int) {
            if item.element.code == .tooManyFaults { return (.max, 0, 0, 0) }
            let place = item.element.position
            let rank = ranks[item.element.file] ?? files.count
            return (rank, place?.line ?? 0, place?.column ?? 0, item.offset)
        }
        let sorted = found.enumerated().sorted { key($0) < key($1) }.map(\.element)
        // A fault below an anchor is found again at each alias of it.
        return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
    }
}
