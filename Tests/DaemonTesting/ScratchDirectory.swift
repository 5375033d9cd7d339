import Foundation

/// A directory of a test's own, removed when the last reference goes.
public final class ScratchDirectory {
    /// Its path, short enough to hold a Unix socket.
    public let path: String
    /// Whether it stays, to be looked into.
    public var isKept = false

    /// Creates it.
    public init() throws {
        var template = Array((NSTemporaryDirectory() + "winnow-XXXXXX").utf8CString)
        guard let path = mkdtemp(&template) else {
            throw TestFailure("cannot make a directory: \(String(cString: strerror(errno)))")
        }
        self.path = String(cString: path)
    }

    deinit {
        guard !isKept else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            FileHandle.standardError.write(Data("\(path) stays: \(error)\n".utf8))
        }
    }

    /// Writes a file below the directory and gives its path.
    @discardableResult
    public func write(_ bytes: Data, to name: String) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try bytes.write(to: url)
        return url.path
    }

    /// Writes a text file below the directory and gives its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }
}
