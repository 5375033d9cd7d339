import Foundation

/// The built programs under test: what `make build` leaves in `build/`.
public struct InstallTree: Sendable {
    /// The tree's directory.
    public let root: String

    /// The tree that `WINNOW_TREE` names, else the one of this repository; nil
    /// where it was not built.
    public static let built: InstallTree? = {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["WINNOW_TREE"]
        let root = named ?? repository.appendingPathComponent("build").path
        let program = root + "/bin/winnowd"
        return FileManager.default.isExecutableFile(atPath: program) ? InstallTree(root: root) : nil
    }()

    /// Whether there is a tree to test.
    public static var isBuilt: Bool { built != nil }

    /// The tree at a path.
    public init(root: String) {
        self.root = root
    }

    /// The service's program.
    public var daemon: String { root + "/bin/winnowd" }
    /// The operator's command.
    public var command: String { root + "/bin/winnow" }
}

/// What the build leaves beside the running test program.
public enum BuildProducts {
    private static let directory = URL(fileURLWithPath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().path

    /// A module that misbehaves when a document asks for it; `WINNOW_TEST_MODULES`
    /// names another directory to take it from.
    public static var troubleModule: String {
        let named = ProcessInfo.processInfo.environment["WINNOW_TEST_MODULES"]
        return (named ?? directory) + "/libTrouble.so"
    }

    /// A program of this package.
    public static func program(_ name: String) -> String { directory + "/" + name }
}
