import FoundationEssentials

/// Case files beside the repository, which are not part of it.
enum SharedCases {
    /// The folder `shared/data` that is nearest above the repository, or below
    /// `WINNOW_SHARED`; nil where there is none, as in a release.
    static let directory: String? = {
        let files = FileManager.default
        if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
            return files.fileExists(atPath: path + "/data") ? path + "/data" : nil
        }
        var parts = #filePath.split(separator: "/").dropLast(3)
        while !parts.isEmpty {
            parts = parts.dropLast()
            let path = "/" + parts.joined(separator: "/") + "/shared/data"
            if files.fileExists(atPath: path) { return path }
        }
        return nil
    }()

    /// Whether there is a case file.
    static func exists(_ name: String) -> Bool {
        directory.map { FileManager.default.fileExists(atPath: $0 + "/" + name) } ?? false
    }

    /// The cases of a file of JSON lines.
    static func cases<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
        guard let directory,
            let data = FileManager.default.contents(atPath: directory + "/" + name)
        else { return [] }
        return try data.split(separator: 0x0A).map {
            try JSONDecoder().decode(Case.self, from: Data($0))
        }
    }
}
