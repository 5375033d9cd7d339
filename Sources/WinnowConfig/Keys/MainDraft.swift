/// The main file after each value was checked by itself, before the rules
/// that look at several values.
struct MainDraft: Sendable {
    /// A route with the places of its parts.
    struct Route: Sendable {
        var name: Marked<String>
        var modules: [Marked<String>]
    }

    var userAgent: String?
    var stateDirectory = Configuration().stateDirectory
    /// With a place, since the daemon's socket must fit below it.
    var sourcesDirectory = "sources.d"
    var moduleDirectories: [String] = []
    var routes: [Route]
    var modules: [ModuleOptions] = []
    var output = OutputSettings()
    var fetch = FetchSettings()
    var workers = WorkerSettings()
    var schedule = ScheduleSettings()
    var control = ControlSettings()
    var log = LogSettings()

    /// Makes a draft with the default of every key, as if `file` said so.
    init(file: SourceFile) {
        let span = Span(wholeFile: file)
        routes = Configuration().routes.map { route in
            Route(
                name: Marked(value: route.name, span: span),
                modules: route.modules.map { Marked(value: $0, span: span) }
            )
        }
    }

    /// The draft of no file, whose values are the defaults.
    static let defaults = MainDraft(file: SourceFile(path: "", bytes: []))
}

/// The options that one place gives to one module, not yet compared with the
/// module's schema.
struct ModuleOptions: Sendable {
    var module: Marked<String>
    var node: Node
}
