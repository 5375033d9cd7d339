import Foundation
import WinnowModuleHost

/// Finds the shared objects that the build leaves beside the test executable.
enum Products {
    static let directory = URL(fileURLWithPath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().path

    static func path(_ product: String) -> String {
        directory + "/lib" + product + ".so"
    }

    static func load(_ product: String) throws -> LoadedModule {
        try LoadedModule.load(path: path(product))
    }

    static func instance(
        _ product: String,
        options: String = "{}",
        services: HostServices = HostServices()
    ) throws -> ModuleInstance {
        try load(product).makeInstance(options: options, dataDirectory: "", services: services)
    }
}
