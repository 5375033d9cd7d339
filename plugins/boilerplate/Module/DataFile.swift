import Glibc
import WinnowModuleKit

/// Reads the module's data files, which is possible only while it is made.
enum DataFile {
    private static let longest = 1 << 20

    /// The names in a folder that end with `suffix`, sorted.
    static func names(in folder: String, suffix: String) throws(ModuleError) -> [String] {
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

    /// The text of a file.
    static func read(_ path: String) throws(ModuleError) -> String {
        guard let file = fopen(path, "rb") else { throw unreadable(path) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        guard count > 0, count < longest, ferror(file) == 0 else {
            throw ModuleError(
                .invalidData,
                subject: path,
                message: "expected 1 to \(longest - 1) bytes, found \(count)"
            )
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static func unreadable(_ path: String) -> ModuleError {
        ModuleError(
            .invalidData,
            subject: path,
            message: "could not be opened: " + String(cString: strerror(errno))
        )
    }
}
