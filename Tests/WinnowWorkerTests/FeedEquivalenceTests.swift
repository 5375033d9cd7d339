import Foundation
import Testing
import WinnowFeeds
import WinnowModel
import WinnowWorker

/// The worker yields what the library yields: nothing of a feed is lost in the
/// frames.
@Suite(.enabled(if: TestTree.isThere, "needs the tree of make build"))
struct FeedEquivalenceTests {
    private static let fixtures = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("WinnowFeedsTests/Fixtures")

    private static func inputs() throws -> [URL] {
        let files = FileManager.default.enumerator(at: fixtures, includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { file in
            // Feeds in JSON stand beside the expected results, which are JSON.
            file.pathExtension == "xml"
                || file.pathExtension == "json" && !file.path.hasSuffix(".expected.json")
        }
    }

    @Test("every fixture comes out of a worker as the reader reads it here")
    func equivalence() async throws {
        let inputs = try Self.inputs()
        #expect(inputs.count > 5)
        let (pool, _) = try await TestTree.pool([], route: [])
        for input in inputs {
            let bytes = Array(try Data(contentsOf: input))
            let base = "https://port.example/feeds/"
            let here = Result { () throws(FeedError) in
                try FeedReader.read(bytes, contentType: "text/xml", baseURL: base)
            }
            let job = FeedJob(
                kind: .syndication,
                contentType: "text/xml",
                baseURL: base,
                body: bytes
            )
            let there = try? await pool.read(job)  // Nil where it is no feed.
            #expect((try? here.get()) == there, "\(input.lastPathComponent)")
        }
        await pool.stop()
    }
}
