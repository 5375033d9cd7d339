import Foundation
import WinnowConfig
import WinnowModel

/// A folder for one test, which is removed with the value.
final class Scratch {
    /// Path of the folder, absolute and without links in it.
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        let folder = base.appendingPathComponent("winnow-config-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        // What is left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file below the folder, with the folders it needs.
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url)
    }

    /// Makes a folder below the folder.
    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: path + "/" + name,
            withIntermediateDirectories: true
        )
    }

    /// Loads `winnow.yaml` here with the modules of the catalog.
    func load(
        stateDirectory: String? = nil
    ) -> (configuration: Configuration?, diagnostics: [Diagnostic]) {
        ConfigurationLoader.load(
            mainFile: path + "/winnow.yaml",
            modules: Catalog.modules,
            stateDirectory: stateDirectory
        )
    }

    /// The findings as they are printed, with paths from this folder.
    func report(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { "\($0)\n" }.joined().replacingOccurrences(of: path + "/", with: "")
            .replacingOccurrences(of: path, with: ".")
    }
}

/// A minimal main file.
let minimalMain = "user_agent: \"winnow/1.0 (+https://ops.example/contact)\"\n"
