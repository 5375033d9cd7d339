import Glibc

/// Files of a module's data directory.
///
/// They can be counted on only while the module is made; a host may take its
/// workers' file access away afterwards.
public enum DataFile {
    /// The names in a folder that end with `suffix`, sorted by their bytes.
    ///
    /// - Throws: ``ModuleError`` of code `invalidData` if the folder cannot be
    ///   opened.
    public static func names(in folder: String, suffix: String) throws(ModuleError) -> [String] {
        guard let directory = opendir(folder) else { throw unreadable(folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(suffix) { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a file that has at least one and at most `limit` of them.
    ///
    /// - Throws: ``ModuleError`` of code `invalidData` that names the file if
    ///   it cannot be read, is empty or is longer.
    public static func read(
        _ path: String,
        limit: Int = 4 << 20
    ) throws(ModuleError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw unreadable(path) }
        defer { fclose(file) }
        // As much memory as the file takes, where it says how long it is.
        var status = stat()
        let isFile = fstat(fileno(file), &status) == 0 && status.st_size > 0
        let room = isFile ? min(Int(status.st_size), limit) : limit
        let bytes = [UInt8](unsafeUninitializedCapacity: room + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        guard ferror(file) == 0 else { throw unreadable(path) }
        guard (1...limit).contains(bytes.count) else {
            let found = bytes.isEmpty ? "none" : "more"
            throw ModuleError(
                .invalidData,
                subject: path,
                message: "expected 1 to \(limit) bytes, found \(found)"
            )
        }
        return bytes
    }

    private static func unreadable(_ path: String) -> ModuleError {
        let reason = String(cString: strerror(errno))
        return ModuleError(.invalidData, subject: path, message: "could not be read: \(reason)")
    }
}
