import WinnowModel

#if canImport(Glibc)
    import Glibc
#endif

/// Finds modules in directories.
public enum ModuleDirectory {
    /// What a scan found.
    public struct Result {
        /// Modules that are ready to make instances.
        public var modules: [LoadedModule]
        /// Files that were refused, and directories that cannot be read.
        public var errors: [ModuleError]
    }

    /// Loads every `*.so` in the directories, in the order of names. A path
    /// that is itself a `*.so` file is loaded too. The first module of a name
    /// wins; a second one is refused.
    public static func scan(_ paths: [String]) -> Result {
        var result = Result(modules: [], errors: [])
        for path in paths {
            for file in moduleFiles(at: path, errors: &result.errors) {
                add(file, to: &result)
            }
        }
        return result
    }

    private static func add(_ file: String, to result: inout Result) {
        do throws(ModuleError) {
            let module = try LoadedModule.load(path: file)
            let name = module.description.name
            if let first = result.modules.first(where: { $0.description.name == name }) {
                throw ModuleError(
                    .duplicateName,
                    subject: file,
                    message: "name is \(name), which \(first.description.path) has already"
                )
            }
            result.modules.append(module)
        } catch {
            result.errors.append(error)
        }
    }

    private static func moduleFiles(at path: String, errors: inout [ModuleError]) -> [String] {
        if path.hasSuffix(".so") { return [path] }
        guard let directory = opendir(path) else {
            let reason = String(cString: strerror(errno))
            errors.append(
                ModuleError(
                    .unreadableDirectory,
                    subject: path,
                    message: "cannot read the directory: \(reason)"
                )
            )
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".so"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().map { path + "/" + $0 }
    }
}
