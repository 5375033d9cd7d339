import Glibc

/// Joins paths the way the configuration means them.
enum FilePath {
    /// The folder that holds the file at `path`.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// `path`, which begins at `folder` if it is relative.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") { return path }
        if folder == "." { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }

    /// `path` as an absolute one. Dots in it are resolved by the system if the
    /// file exists; otherwise they stay, since a link may stand before them.
    static func absolute(_ path: String) -> String {
        let whole = join(workingDirectory, path)
        guard whole.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }),
            let resolved = realpath(whole, nil)
        else { return withoutTrailingSlash(whole) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func withoutTrailingSlash(_ path: String) -> String {
        var path = Substring(path)
        while path.utf8.count > 1, path.last == "/" { path = path.dropLast() }
        return String(path)
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
