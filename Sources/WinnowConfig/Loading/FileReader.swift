import Glibc

/// Why a file was not read.
struct FileFault: Error {
    let code: DiagnosticCode
    let message: String
}

/// Reads configuration files whole, up to a limit, and lists directories.
enum FileReader {
    /// Largest configuration file; 16 MiB hold about 100,000 sources.
    static let sizeLimit = 16 << 20
    /// Most files in a sources directory.
    static let countLimit = 10_000

    /// The bytes of the regular file at `path`.
    static func read(_ path: String) throws(FileFault) -> [UInt8] {
        // Non-blocking, since opening a FIFO would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw fault(errno, "read") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault(errno, "read") }
        try checkKind(status)
        guard status.st_size <= sizeLimit else { throw tooLarge }
        return try readAll(descriptor, expecting: Int(status.st_size))
    }

    /// Names of the entries of the directory at `path`, sorted by bytes.
    static func list(_ path: String) throws(FileFault) -> [String] {
        guard let directory = opendir(path) else { throw fault(errno, "list") }
        defer { closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
            guard names.count <= countLimit else {
                throw FileFault(code: .fileTooLarge, message: "more than \(countLimit) files")
            }
        }
        guard errno == 0 else { throw fault(errno, "list") }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether `path` is a directory; nil where nothing is there.
    static func isDirectory(_ path: String) -> Bool? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    private static func checkKind(_ status: stat) throws(FileFault) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR:
            throw FileFault(code: .wrongFileKind, message: "is a directory, not a file")
        default:
            throw FileFault(code: .wrongFileKind, message: "is not a regular file")
        }
    }

    private static func readAll(
        _ descriptor: Int32,
        expecting size: Int
    ) throws(FileFault) -> [UInt8] {
        // One byte more than expected, so that the end is seen in one go.
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var used = 0
        while true {
            if used == bytes.count { bytes.append(contentsOf: repeatElement(0, count: 1 << 16)) }
            // A file may grow while it is read.
            guard used <= sizeLimit else { throw tooLarge }
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: used), buffer.count - used)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault(errno, "read") }
            if count == 0 { return Array(bytes.prefix(used)) }
            used += count
        }
    }

    private static let tooLarge = FileFault(
        code: .fileTooLarge,
        message: "is larger than \(sizeLimit >> 20) MiB; this is no configuration file"
    )

    private static func fault(_ number: Int32, _ verb: String) -> FileFault {
        let isMissing = number == ENOENT || number == ENOTDIR
        return FileFault(
            code: isMissing ? .fileMissing : .fileUnreadable,
            message: "cannot \(verb) it: \(String(cString: strerror(number)))"
        )
    }
}
