import Foundation
import Testing
import WinnowModel
import WinnowModuleHost

/// The project's modules as the worker has them: shared objects, by their ABI.
enum ModuleRoute {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// An instance of a module that stands beside the test program.
    static func instance(
        _ name: String,
        data: String = "",
        options: String = "{}"
    ) throws -> ModuleInstance {
        let directory = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().path
        let module = try LoadedModule.load(path: "\(directory)/lib\(name)Module.so")
        return try module.makeInstance(
            options: options,
            dataDirectory: data.isEmpty ? "" : root.appending(path: data).path
        )
    }

    /// The boilerplate module with its own phrases.
    static func boilerplate(options: String = "{}") throws -> ModuleInstance {
        try instance("Boilerplate", data: "plugins/boilerplate/data", options: options)
    }
}
