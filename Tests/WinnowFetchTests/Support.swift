import Glibc
import LoopbackServer
import WinnowFetch

/// Runs `body` with a server and a fetcher of its own.
func withFetcher(
    settings change: (inout FetchSettings) -> Void = { _ in },
    handler: @escaping LoopbackServer.Handler,
    body: (LoopbackServer, Fetcher) async throws -> Void
) async throws {
    let server = try LoopbackServer(handler: handler)
    defer { server.stop() }
    var settings = testSettings()
    change(&settings)
    let fetcher = try Fetcher(settings: settings)
    do {
        try await body(server, fetcher)
    } catch {
        await fetcher.shutdown()
        throw error
    }
    await fetcher.shutdown()
}

/// Settings without delays, with limits that end a stuck test.
func testSettings() -> FetchSettings {
    var settings = FetchSettings(
        userAgent: "winnow-tests/1.0 (+https://ops.example/contact)",
        spoolDirectory: "/tmp"
    )
    settings.hostDelay = .zero
    settings.maximumPerHost = 64
    settings.maximumConcurrent = 64
    settings.totalTimeout = .seconds(60)
    return settings
}

/// The error that a fetch ends with, or nil.
func failure(of fetcher: Fetcher, _ request: FetchRequest) async -> FetchError? {
    do {
        _ = try await fetcher.fetch(request)
        return nil
    } catch {
        return error
    }
}

extension LoopbackServer {
    /// A request for one of its pages.
    func page(_ path: String, limit: Int = 16 * 1024 * 1024) -> FetchRequest {
        FetchRequest(url: baseURL + path, accept: .page, maximumBodyBytes: limit)
    }
}

/// A file of the fixture folder.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Fixtures/\(name)"
    guard let file = fopen(path, "rb") else { throw MissingFixture(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer[..<count]
    }
    return bytes
}

struct MissingFixture: Error {
    var path: String
}
