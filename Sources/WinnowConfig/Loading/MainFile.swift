/// The main file, read and checked value by value.
struct MainFile {
    /// Path as it was given.
    let path: String
    let draft: MainDraft

    /// Reads the file at `path`; nil where it cannot be read as YAML.
    static func read(_ path: String, checker: inout Checker) -> MainFile? {
        guard let file = SourceFile.read(path, checker: &checker) else { return nil }
        let faults = checker.diagnostics.count
        guard let root = YAMLReader.read(file, checker: &checker), !root.isNull else {
            if checker.diagnostics.count == faults {
                checker.report(.fileEmpty, file: path, "the file is empty; it needs `user_agent`")
            }
            return nil
        }
        var draft = MainDraft(file: file)
        MainTable.table.read(root, into: &draft, expecting: "the main file", checker: &checker)
        return MainFile(path: path, draft: draft)
    }

    /// The settings that depend on this file alone.
    func configuration(stateDirectory: String?) -> Configuration {
        var configuration = Configuration()
        let folder = FilePath.folder(of: path)
        configuration.mainFile = path
        configuration.userAgent = draft.userAgent ?? ""
        configuration.stateDirectory = FilePath.absolute(
            stateDirectory ?? FilePath.join(folder, draft.stateDirectory)
        )
        configuration.moduleDirectories = draft.moduleDirectories.map {
            FilePath.absolute(FilePath.join(folder, $0))
        }
        configuration.output = draft.output
        configuration.fetch = draft.fetch
        configuration.workers = draft.workers
        configuration.schedule = draft.schedule
        configuration.control = draft.control
        configuration.log = draft.log
        return configuration
    }

    /// Path of the directory that lists the sources.
    var sourcesDirectory: String {
        FilePath.join(FilePath.folder(of: path), draft.sourcesDirectory)
    }
}

extension SourceFile {
    /// Reads the file at `path`; nil and a report where that fails.
    static func read(_ path: String, checker: inout Checker) -> SourceFile? {
        do {
            return SourceFile(path: path, bytes: try FileReader.read(path))
        } catch {
            checker.report(error.code, file: path, error.message)
            return nil
        }
    }
}
