/// A route as the main file defines it: modules in the order they run.
public struct RouteSettings: Sendable, Equatable {
    /// Unique name.
    public var name: String
    /// Names of its modules, each once.
    public var modules: [String]

    /// Makes a route.
    public init(name: String, modules: [String]) {
        self.name = name
        self.modules = modules
    }
}

/// One module in a route with the options it is created with.
public struct ModuleUse: Sendable, Hashable {
    /// Name of the module.
    public var name: String
    /// A compact JSON object, `{}` where no option is set. Equal options have
    /// equal text, so this may key a cache of module instances.
    public var options: String

    /// Makes a use of the module `name`.
    public init(name: String, options: String = "{}") {
        self.name = name
        self.options = options
    }
}

/// A route with the options of each module worked out for one source.
public struct ResolvedRoute: Sendable, Hashable {
    /// Name of the route in the main file.
    public var name: String
    /// Its modules in the order they run.
    public var modules: [ModuleUse]

    /// Makes a route.
    public init(name: String, modules: [ModuleUse]) {
        self.name = name
        self.modules = modules
    }
}
