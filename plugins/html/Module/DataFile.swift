import Glibc
import WinnowModuleKit

/// Reads the module's data files, which is possible only while it is made.
enum DataFile {
    private static let longest = 4 << 20

    /// The bytes of a file in a directory.
    static func read(_ name: String, in directory: String) throws(ModuleError) -> [UInt8] {
        let path = directory + "/" + name
        guard let file = fopen(path, "rb") else {
            throw ModuleError(
                .invalidData,
                subject: path,
                message: "could not be opened: " + String(cString: strerror(errno))
            )
        }
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
        return Array(bytes.prefix(count))
    }
}
