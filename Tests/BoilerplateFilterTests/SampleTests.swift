import Foundation
import Testing
import WinnowModel
import WinnowModuleHost

/// Runs documents through a reader and the module, both through their ABI.
enum BoilerplateRunner {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func instance(
        _ name: String,
        data: String = "",
        options: String = "{}"
    ) throws -> ModuleInstance {
        let directory = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().path
        let module = try LoadedModule.load(path: directory + "/lib\(name)Module.so")
        let folder = data.isEmpty ? "" : root.appending(path: data).path
        return try module.makeInstance(options: options, dataDirectory: folder)
    }

    /// A route of the reader for a media type, and the module.
    static func route(_ reader: String, options: String = "{}") throws -> Route {
        Route([
            try instance(
                reader,
                data: reader == "HTML" ? "plugins/html/data" : ""
            ),
            try instance("Boilerplate", data: "plugins/boilerplate/data", options: options),
        ])
    }

    /// The blocks of a document, kept and dropped.
    static func run(_ text: String, mediaType: String, route: Route) throws -> Document {
        let document = HostDocument()
        var metadata = Metadata()
        metadata[Metadata.Key.origin] = "feed"
        try Array(text.utf8).withUnsafeBytes {
            document.begin(raw: $0, mediaType: mediaType, metadata: metadata, explain: true)
            try #require(route.run(document) == .completed)
        }
        return document.snapshot()
    }
}
