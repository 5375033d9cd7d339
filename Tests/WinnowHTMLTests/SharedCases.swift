import Foundation

/// Finds the shared conformance data next to the repository: the nearest ancestor folder that has `shared/data`.
enum SharedCases {
    /// The folder `data/html5lib`, or nil where it is absent.
    static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
            return existing(URL(fileURLWithPath: path).appendingPathComponent("data/html5lib"))
        }
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            if let found = existing(directory.appendingPathComponent("shared/data/html5lib")) {
                return found
            }
            directory = directory.deletingLastPathComponent()
        }
        return nil
    }()

    private static func existing(_ url: URL) -> URL? {
        FileManager.default.fileExists(atPath: url.path) ? url : nil
    }

    /// The lines of a case file as JSON objects.
    static func objects(in file: String) throws -> [[String: Any]] {
        guard let folder else { return [] }
        let text = try Data(contentsOf: folder.appendingPathComponent(file))
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
        }
    }
}
