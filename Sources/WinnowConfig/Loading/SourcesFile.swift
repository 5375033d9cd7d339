/// One file of the sources directory, read and checked value by value.
struct SourcesFile {
    let path: String
    let drafts: [SourceDraft]

    /// Reads all files of the sources directory of `main`, by name.
    static func readAll(of main: MainFile, checker: inout Checker) -> [SourcesFile] {
        let directory = main.sourcesDirectory
        do {
            let names = try FileReader.list(directory)
            reportOtherEndings(names, in: directory, checker: &checker)
            let files = names.filter { $0.hasSuffix(".yaml") }.map { name in
                read(FilePath.join(directory, name), checker: &checker)
            }
            if files.allSatisfy(\.drafts.isEmpty), !checker.hasErrors {
                checker.report(
                    .noSource,
                    file: directory,
                    "no source is listed; nothing will be polled",
                    severity: .warning
                )
            }
            return files
        } catch {
            checker.report(error.code, file: directory, "sources directory: \(error.message)")
            return []
        }
    }

    private static func read(_ path: String, checker: inout Checker) -> SourcesFile {
        guard let file = SourceFile.read(path, checker: &checker),
            let root = YAMLReader.read(file, checker: &checker), !root.isNull
        else { return SourcesFile(path: path, drafts: []) }
        var list = SourceTable.File()
        SourceTable.file.read(root, into: &list, expecting: "a sources file", checker: &checker)
        return SourcesFile(path: path, drafts: list.sources)
    }

    /// A file `news.yml` that is passed over in silence costs an hour.
    private static func reportOtherEndings(
        _ names: [String],
        in directory: String,
        checker: inout Checker
    ) {
        for name in names where name.hasSuffix(".yml") || name.hasSuffix(".YAML") {
            checker.report(
                .wrongFileKind,
                file: FilePath.join(directory, name),
                "not read, since only files `*.yaml` are",
                severity: .warning
            )
        }
    }
}
