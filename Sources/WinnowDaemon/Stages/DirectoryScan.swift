import Glibc
import WinnowModel

/// One look at a folder: the files that a directory source consists of.
///
/// Symbolic links are not followed, hidden files and unfinished ones (names
/// that end in `~`, `.part` or `.tmp`) are left out, and depth and number are
/// bounded, since whoever drops files there may be careless.
struct DirectoryScan {
    /// One regular file.
    struct File: Equatable {
        /// Path below the folder; the entry's key.
        var relativePath: String
        var path: String
        var bytes: Int64
        /// Size and time of the last change: another value means other
        /// content.
        var stamp: [UInt8]
        var modified: Timestamp
    }

    static let maximumDepth = 16
    static let maximumFiles = 100_000

    private(set) var files: [File] = []
    /// Folders that could not be read, with the reason.
    private(set) var faults: [(path: String, message: String)] = []

    /// Looks at everything below `root`; sorted by path, so that a source's
    /// documents come in the same order each time.
    init(root: String) {
        visit(root, prefix: "", depth: 0)
        files.sort { $0.relativePath < $1.relativePath }
    }

    private mutating func visit(_ directory: String, prefix: String, depth: Int) {
        guard let stream = opendir(directory) else {
            faults.append((directory, String(cString: strerror(errno))))
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream), files.count < Self.maximumFiles {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !Self.isIgnored(name) else { continue }
            var status = stat()
            let path = directory + "/" + name
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR where depth < Self.maximumDepth:
                visit(path, prefix: prefix + name + "/", depth: depth + 1)
            case S_IFREG:
                files.append(Self.file(at: path, named: prefix + name, status))
            default: continue
            }
        }
    }

    private static func isIgnored(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix(".part")
            || name.hasSuffix(".tmp")
    }

    private static func file(at path: String, named name: String, _ status: stat) -> File {
        let seconds = Int64(status.st_mtim.tv_sec)
        let nanoseconds = Int64(status.st_mtim.tv_nsec)
        var stamp: [UInt8] = []
        for number in [Int64(status.st_size), seconds, nanoseconds] {
            withUnsafeBytes(of: number.littleEndian) { stamp.append(contentsOf: $0) }
        }
        return File(
            relativePath: name,
            path: path,
            bytes: Int64(status.st_size),
            stamp: stamp,
            modified: Timestamp(milliseconds: seconds * 1000 + nanoseconds / 1_000_000)
        )
    }
}
