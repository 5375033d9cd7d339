import WinnowModel

/// What a generation of workers is started with.
public struct WorkerConfiguration: Sendable, Equatable {
    /// The modules that a document passes, in order.
    public typealias Route = [Instance]

    /// A module made with one set of options.
    public struct Instance: Sendable, Hashable {
        public var module: String
        /// A JSON object, compact.
        public var options: String

        public init(module: String, options: String) {
            self.module = module
            self.options = options
        }
    }

    /// Folders whose modules are loaded.
    public var moduleDirectories: [String]
    /// Folder that holds one folder of data files for each module.
    public var dataDirectory: String
    /// Each distinct module and options pair that some route uses.
    public private(set) var instances: [Instance] = []
    /// Each route as a list of indices into `instances`.
    public private(set) var routes: [[Int]] = []
    /// Bytes of address space a worker may have; 0 for no limit.
    public var memoryLimit: UInt64
    /// Processor seconds that one job may take.
    public var cpuSecondsPerJob: UInt32

    public init(
        moduleDirectories: [String],
        dataDirectory: String,
        memoryLimit: UInt64 = 0,
        cpuSecondsPerJob: UInt32 = 60
    ) {
        self.moduleDirectories = moduleDirectories
        self.dataDirectory = dataDirectory
        self.memoryLimit = memoryLimit
        self.cpuSecondsPerJob = cpuSecondsPerJob
    }

    /// Adds a route, sharing instances with the routes before it. A route that
    /// is there already is not added again.
    public mutating func addRoute(_ route: Route) {
        guard routeIndex(of: route) == nil else { return }
        routes.append(
            route.map { stage in
                if let known = instances.firstIndex(of: stage) { return known }
                instances.append(stage)
                return instances.count - 1
            }
        )
    }

    /// The index of a route that was added.
    func routeIndex(of route: Route) -> Int? {
        routes.firstIndex { indices in
            indices.count == route.count
                && zip(indices, route).allSatisfy { instances[$0] == $1 }
        }
    }

    /// The name of the module at a place of a route; nil where there is none.
    func module(at place: Int, ofRoute route: Int) -> String? {
        guard routes.indices.contains(route), routes[route].indices.contains(place) else {
            return nil
        }
        return instances[routes[route][place]].module
    }

    init(
        moduleDirectories: [String],
        dataDirectory: String,
        instances: [Instance],
        routes: [[Int]],
        memoryLimit: UInt64,
        cpuSecondsPerJob: UInt32
    ) {
        self.moduleDirectories = moduleDirectories
        self.dataDirectory = dataDirectory
        self.instances = instances
        self.routes = routes
        self.memoryLimit = memoryLimit
        self.cpuSecondsPerJob = cpuSecondsPerJob
    }
}

/// What a worker found when it was configured.
public struct WorkerReport: Sendable, Equatable {
    /// Something that keeps a module or an instance from being used.
    public struct Fault: Sendable, Equatable {
        /// The shared object's path, or the module's name.
        public var subject: String
        public var message: String
        /// Whether a route needs what is missing; otherwise the worker runs
        /// without it.
        public var isFatal: Bool

        public init(subject: String, message: String, isFatal: Bool) {
            self.subject = subject
            self.message = message
            self.isFatal = isFatal
        }
    }

    /// The modules that were found and can be used, by name.
    public var modules: [ModuleDescription]
    public var faults: [Fault]

    public init(modules: [ModuleDescription], faults: [Fault]) {
        self.modules = modules
        self.faults = faults
    }
}
