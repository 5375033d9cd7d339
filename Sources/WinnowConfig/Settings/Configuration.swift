import Glibc

/// The checked configuration: what `winnow.yaml` and the files in its
/// sources directory say, with every default filled in.
///
/// Made by `ConfigurationLoader`; a value of this type holds no unknown
/// route, module or option.
public struct Configuration: Sendable, Equatable {
    /// Path of the main file; empty where none was read.
    public var mainFile = ""
    /// All files read, the main file first, the others by name.
    public var files: [String] = []
    /// What the fetcher says it is, with a contact.
    public var userAgent = ""
    /// Absolute path of the directory that holds state and output.
    public var stateDirectory = "/var/lib/winnow"
    /// Directories searched for modules after the installed one, absolute.
    public var moduleDirectories: [String] = []
    /// All routes, in the order of the file.
    public var routes: [RouteSettings] = [
        RouteSettings(name: "default", modules: ["html", "text", "boilerplate", "language"])
    ]
    /// Options that modules have everywhere, by module name: compact JSON
    /// objects. Modules without options are absent.
    public var moduleOptions: [String: String] = [:]
    /// Section `output`.
    public var output = OutputSettings()
    /// Section `fetch`.
    public var fetch = FetchSettings()
    /// Section `workers`.
    public var workers = WorkerSettings()
    /// Section `schedule`.
    public var schedule = ScheduleSettings()
    /// Section `control`.
    public var control = ControlSettings()
    /// Section `log`.
    public var log = LogSettings()
    /// All sources, disabled ones included, in the order of the files.
    public var sources: [SourceSettings] = []

    /// Makes a configuration that has defaults alone and no source.
    public init() {}

    /// The route `name` with the options its modules have everywhere, for
    /// documents that belong to no source; nil where there is no such route.
    public func route(named name: String = "default") -> ResolvedRoute? {
        guard let route = routes.first(where: { $0.name == name }) else { return nil }
        return ResolvedRoute(
            name: name,
            modules: route.modules.map {
                ModuleUse(name: $0, options: moduleOptions[$0] ?? "{}")
            }
        )
    }

    /// Absolute path of the control socket.
    public var controlSocketPath: String {
        control.socket.hasPrefix("/") ? control.socket : stateDirectory + "/" + control.socket
    }

    /// Number of workers to run: as set, else one for each processor.
    public var workerCount: Int {
        workers.count ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
