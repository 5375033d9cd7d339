import Glibc
import WinnowModuleKit

/// Reads the module's data file, which is possible only while it is made.
enum DataFile {
    private static let longest = 2 << 20

    /// The text of a file.
    static func read(_ path: String) throws(ModuleError) -> String {
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
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
