import Foundation
import LoopbackServer
import Synchronization

/// A web site on loopback whose answers a test changes while it runs.
public final class TestSite: Sendable {
    /// What a path answers.
    public enum Answer: Sendable {
        /// A body with its media type; with an ETag or a Last-Modified it is
        /// answered with 304 when the request has the same.
        case body(String, type: String, etag: String? = nil, lastModified: String? = nil)
        /// A status without a document.
        case status(Int)
        /// No answer at all.
        case silence
    }

    private final class Answers: Sendable {
        let table = Mutex<[String: Answer]>([:])
    }

    private let answers: Answers
    private let server: LoopbackServer

    /// Starts a site without pages.
    public init() throws {
        let answers = Answers()
        self.answers = answers
        server = try LoopbackServer { request, connection in
            try TestSite.reply(answers.table.withLock { $0[request.path] }, request, connection)
        }
    }

    deinit {
        server.stop()
    }

    /// The URL of a path.
    public func url(_ path: String) -> String { server.baseURL + path }

    /// Sets what a path answers from now on.
    public func set(_ path: String, _ answer: Answer) {
        answers.table.withLock { $0[path] = answer }
    }

    /// Publishes a page of HTML.
    public func setPage(_ path: String, _ html: String) {
        set(path, .body(html, type: "text/html; charset=utf-8"))
    }

    /// Publishes a feed of entries; their pages stand at the entries' paths.
    public func setFeed(_ path: String, _ entries: [TestEntry], etag: String? = nil) {
        let text = TestEntry.feed(entries, site: server.baseURL)
        set(path, .body(text, type: "application/rss+xml", etag: etag))
    }

    /// Publishes a feed and a page for each of its entries.
    public func publish(_ path: String, _ entries: [TestEntry]) {
        for entry in entries { setPage(entry.path, entry.page) }
        setFeed(path, entries)
    }

    /// The requests for a path so far.
    public func requests(_ path: String) -> [LoopbackRequest] {
        server.requests.filter { $0.path == path }
    }

    private static func reply(
        _ answer: Answer?,
        _ request: LoopbackRequest,
        _ connection: LoopbackConnection
    ) throws {
        switch answer {
        case .body(let text, let type, let etag, let lastModified):
            let etagMatches = etag != nil && request["if-none-match"] == etag
            let dateMatches = lastModified != nil && request["if-modified-since"] == lastModified
            let validators =
                [("ETag", etag), ("Last-Modified", lastModified)].compactMap { name, value in
                    value.map { (name, $0) }
                }
            try connection.respond(
                status: etagMatches || dateMatches ? 304 : 200,
                headers: [("Content-Type", type)] + validators,
                text: text
            )
        case .status(let status):
            try connection.respond(status: status, text: "status \(status)")
        case .silence:
            try connection.hold()
        case nil:
            try connection.respond(status: 404, text: "there is no such page")
        }
    }
}
