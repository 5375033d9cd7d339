import Foundation
import WinnowModel
import WinnowModuleHost

/// Runs the language module through its ABI, with the project's weights.
enum LanguageModuleRunner {
    static let dataDirectory = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("plugins/language/data").path

    static func instance(
        options: String = "{}",
        dataDirectory: String = dataDirectory
    ) throws -> ModuleInstance {
        let directory = URL(fileURLWithPath: "/proc/self/exe")
            .resolvingSymlinksInPath().deletingLastPathComponent().path
        let module = try LoadedModule.load(path: directory + "/libLanguageModule.so")
        return try module.makeInstance(options: options, dataDirectory: dataDirectory)
    }

    static func run(
        _ texts: [String],
        options: String = "{}",
        metadata: Metadata = Metadata(),
        dataDirectory: String = dataDirectory
    ) throws -> (outcome: RouteOutcome, document: Document) {
        let route = Route([try instance(options: options, dataDirectory: dataDirectory)])
        let document = HostDocument()
        let blocks = texts.enumerated().map {
            Block(id: UInt32($0.offset + 1), kind: .paragraph, text: $0.element)
        }
        document.begin(Document(metadata: metadata, blocks: blocks))
        return (route.run(document), document.snapshot())
    }

    static func language(
        of text: String,
        dataDirectory: String = dataDirectory
    ) throws -> String {
        try run([text], dataDirectory: dataDirectory).document.metadata[Metadata.Key.language] ?? ""
    }
}
