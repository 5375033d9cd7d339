import Glibc
import Testing
import WinnowDaemon

/// The control socket with real clients, each test in a folder of its own.
@Suite struct ControlSocketTests {
    /// Serves in a fresh folder while `body` runs on the socket's path.
    private func withServer(
        _ handler: @escaping ControlServer.Handler,
        body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let path = folder.path + "/control.sock"
        let server = try ControlServer(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run(handler) }
            try await body(path)
            group.cancelAll()
        }
        // The name goes with the server.
        #expect(access(path, F_OK) != 0)
    }

    /// Asks on a thread of its own: the client blocks.
    private func ask(_ path: String, _ words: [String]) async -> Result<String, ControlError> {
        await onOwnThread {
            do throws(ControlError) {
                let answer = try ControlClient(path: path).request(words, patience: 20)
                return .success(String(decoding: answer, as: UTF8.self))
            } catch {
                return .failure(error)
            }
        }
    }

    private func code(_ result: Result<String, ControlError>) -> ControlError.Code? {
        if case .failure(let error) = result { return error.code }
        return nil
    }

    @Test("a request is answered")
    func roundTrip() async throws {
        try await withServer { words in
            Array("{\"words\":\(words.count),\"first\":\"\(words[0])\"}".utf8)
        } body: { path in
            let answer = try await ask(path, ["sources", "news"]).get()
            #expect(answer == "{\"words\":2,\"first\":\"sources\"}")
        }
    }

    @Test("many clients are answered, each with its own answer")
    func manyClients() async throws {
        try await withServer { words in
            Array(words.joined(separator: "-").utf8)
        } body: { path in
            await withTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        (try? await ask(path, ["a", "\(number)"]).get()) == "a-\(number)"
                    }
                }
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("an answer of megabytes arrives whole")
    func largeAnswer() async throws {
        try await withServer { _ in
            [UInt8](repeating: 120, count: 5_000_000)
        } body: { path in
            let answer = try await ask(path, ["status"]).get()
            #expect(answer.utf8.count == 5_000_000)
        }
    }

    @Test("clients that say nothing hold up nobody")
    func silentClients() async throws {
        try await withServer { _ in
            Array("{}".utf8)
        } body: { path in
            let silent = (0..<8).compactMap { _ in RawClient(path) }
            #expect(silent.count == 8)
            let answer = try await ask(path, ["status"]).get()
            #expect(answer == "{}")
            withExtendedLifetime(silent) {}
        }
    }

    @Test("a request that is too long gets no answer")
    func tooLong() async throws {
        try await withServer { _ in
            Array("{}".utf8)
        } body: { path in
            let words = [String](repeating: "word", count: 100_000)
            #expect(await code(ask(path, words)) == .io)
            let answer = try await ask(path, ["status"]).get()
            #expect(answer == "{}")
        }
    }

    @Test("the socket is for its owner alone")
    func mode() async throws {
        try await withServer { _ in
            []
        } body: { path in
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("a second server is refused while the first answers")
    func inUse() async throws {
        try await withServer { _ in
            Array("{}".utf8)
        } body: { path in
            #expect(throws: ControlError.self) { _ = try ControlServer(path: path) }
            let answer = try await ask(path, ["status"]).get()
            #expect(answer == "{}")
        }
    }

    @Test("a socket that nobody answers is replaced")
    func stale() async throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let path = folder.path + "/control.sock"
        // Dropped without `run`: the name stays, as after a crash.
        _ = try ControlServer(path: path)
        #expect(access(path, F_OK) == 0)
        #expect(await code(ask(path, ["status"])) == .noDaemon)
        let second = try ControlServer(path: path)
        #expect(second.path == path)
    }

    @Test("a file that is no socket is never removed")
    func notASocket() throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let path = folder.path + "/control.sock"
        close(creat(path, 0o600))
        #expect(throws: ControlError.self) { _ = try ControlServer(path: path) }
        #expect(access(path, F_OK) == 0)
    }

    @Test("without a daemon the client says so")
    func noDaemon() async throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let path = folder.path + "/control.sock"
        #expect(await code(ask(path, ["status"])) == .noDaemon)
    }

    @Test("a path that no socket can have is refused", arguments: [0, 108, 5000])
    func longPath(length: Int) async {
        let path = String(repeating: "x", count: length)
        #expect(throws: ControlError.self) { _ = try ControlServer(path: path) }
        #expect(await code(ask(path, ["status"])) == .path)
    }
}

/// A fresh folder for one socket.
private struct SocketFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/winnow-control-XXXXXX".utf8CString)
        let made = mkdtemp(&template).map { String(cString: $0) }
        path = try #require(made)
    }

    func remove() {
        unlink(path + "/control.sock")
        rmdir(path)
    }
}

/// A connection that is opened and says nothing.
private final class RawClient {
    private let descriptor: Int32

    init?(_ path: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
