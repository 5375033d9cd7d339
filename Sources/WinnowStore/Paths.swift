import Glibc

/// Operations on names in the file system.
enum Paths {
    /// Creates a directory and what is missing above it.
    ///
    /// Each new name is synced in its parent: a segment whose directory was
    /// lost with the power would be lost with it.
    static func createDirectory(_ path: String) throws(StoreError) {
        if isDirectory(path) { return }
        let parent = directory(of: path)
        if parent != path { try createDirectory(parent) }
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw StoreError(errno: errno, path: path, attempt: "cannot create")
        }
        guard isDirectory(path) else {
            throw StoreError(errno: ENOTDIR, path: path, attempt: "cannot use as a directory")
        }
        try syncDirectory(parent)
    }

    /// Whether a directory stands at the path.
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether anything stands at the path, a dangling link included.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Bytes of the file at the path; nil if there is none.
    static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Makes new, renamed and removed names of a directory durable.
    static func syncDirectory(_ path: String) throws(StoreError) {
        let file = try File(path, flags: O_RDONLY | O_DIRECTORY)
        while fsync(file.descriptor) != 0 {
            if errno == EINTR { continue }
            // Some file systems have nothing to sync here and say so.
            if errno == EINVAL || errno == ENOTSUP { return }
            throw StoreError(errno: errno, path: path, attempt: "cannot sync")
        }
    }

    /// Gives a file another name, replacing what has it.
    static func rename(_ old: String, to new: String) throws(StoreError) {
        guard Glibc.rename(old, new) == 0 else {
            throw StoreError(errno: errno, path: old, attempt: "cannot rename")
        }
    }

    /// Copies a file's bytes to a new name and waits until they are durable.
    static func copy(_ old: String, to new: String) throws(StoreError) {
        let source = try File(old, flags: O_RDONLY)
        let copy = try File(new, flags: O_WRONLY | O_CREAT | O_TRUNC)
        var offset: Int64 = 0
        while true {
            let bytes = try source.bytes(at: offset, count: 1 << 20)
            if bytes.isEmpty { break }
            try copy.write(bytes, at: offset)
            offset += Int64(bytes.count)
        }
        try copy.sync()
        try syncDirectory(directory(of: new))
    }

    /// Removes a file; one that is not there is removed already.
    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw StoreError(errno: errno, path: path, attempt: "cannot remove")
        }
    }

    /// Names in a directory, without `.` and `..`, in byte order.
    static func names(in path: String) throws(StoreError) -> [String] {
        guard let stream = opendir(path) else {
            throw StoreError(errno: errno, path: path, attempt: "cannot list")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Every file below a directory, in order. A missing directory holds none.
    /// Links are not followed.
    static func files(below path: String) throws(StoreError) -> [String] {
        guard exists(path) else { return [] }
        var found: [String] = []
        for name in try names(in: path) {
            let child = join(path, name)
            var status = stat()
            guard lstat(child, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found += try files(below: child)
            case S_IFREG: found.append(child)
            default: break
            }
        }
        return found
    }

    /// The path without its last component.
    static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let parent = path[..<slash]
        return parent.isEmpty ? "/" : String(parent)
    }

    /// A path below another; an absolute one stays as it is.
    static func join(_ base: String, _ path: String) -> String {
        if path.hasPrefix("/") { return path }
        return base.hasSuffix("/") ? base + path : base + "/" + path
    }
}
