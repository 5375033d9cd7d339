import Glibc

/// Where the parts of the installation are, found from the running program.
///
/// `make build` leaves the same tree in `build/` that `make install` makes
/// below the prefix, so a program finds its parts in either.
public struct InstallTree: Sendable, Equatable {
    /// The folder that holds `bin`, `libexec`, `lib` and `share`.
    public let prefix: String

    public init(prefix: String) {
        self.prefix = prefix
    }

    /// The tree of the running program: the folder above its own; nil if the
    /// system does not tell the program's path.
    public static func ofRunningProgram() -> InstallTree? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
        }
        guard count > 0 else { return nil }
        let parts = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "/")
        guard parts.count >= 2 else { return nil }
        // Programs are in bin/ or in libexec/winnow/.
        let depth = parts.dropLast().suffix(2).elementsEqual(["libexec", "winnow"]) ? 3 : 2
        return InstallTree(prefix: "/" + parts.dropLast(depth).joined(separator: "/"))
    }

    /// The worker's program.
    public var workerPath: String { prefix + "/libexec/winnow/winnow-worker" }
    /// The modules that come with Winnow.
    public var moduleDirectory: String { prefix + "/lib/winnow/modules" }
    /// One folder of data files for each module.
    public var dataDirectory: String { prefix + "/share/winnow" }

    /// Where the configuration is: `/etc/winnow` for an installation in the
    /// system's own prefixes, `etc/winnow` below any other one.
    public var configurationFile: String {
        let isSystem = prefix == "/usr" || prefix == "/usr/local" || prefix.isEmpty
        return (isSystem ? "" : prefix) + "/etc/winnow/winnow.yaml"
    }
}
