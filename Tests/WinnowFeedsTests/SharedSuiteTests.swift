import Foundation
import Testing
import WinnowFeeds
import WinnowModel

/// The folder of shared measurements, where it is at hand: the nearest
/// `shared/data` above the repository, or what `WINNOW_SHARED` names.
private let sharedData: URL? = {
    if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] {
        let folder = URL(filePath: path).appending(path: "data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
        folder.deleteLastPathComponent()
        let data = folder.appending(path: "shared/data/feeds")
        if FileManager.default.fileExists(atPath: data.path) {
            return folder.appending(path: "shared/data")
        }
    }
    return nil
}()

/// One case of the shared suite, as far as these floors need it.
private struct SuiteCase {
    let object: [String: Any]

    static func all(_ data: URL) throws -> [SuiteCase] {
        let text = try String(
            contentsOf: data.appending(path: "feeds/cases.jsonl"),
            encoding: .utf8
        )
        return try text.split(separator: "\n").compactMap { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return (object as? [String: Any]).map(SuiteCase.init)
        }
    }

    var tags: [String] { object["tags"] as? [String] ?? [] }
    var expectations: [String: Any] { object["expect"] as? [String: Any] ?? [:] }
    var expectsError: Bool { object["expect_error"] as? Bool ?? false }

    func read(_ data: URL) throws -> Feed {
        let file = object["file"] as? String ?? ""
        let bytes = [UInt8](
            try Data(contentsOf: data.appending(path: "feeds").appending(path: file))
        )
        let headers = (object["headers"] as? [String: String] ?? [:]).map { ($0.key, $0.value) }
        return try FeedReader.read(
            bytes,
            contentType: object["content_type"] as? String,
            baseURL: object["base_url"] as? String,
            headers: headers
        )
    }
}

// Skipped where the shared data is absent: it belongs to others and is no part
// of the repository.
@Suite(.enabled(if: sharedData != nil, "needs the shared data sets"))
struct SharedSuiteTests {
    /// Counts, ids, languages and times to live need no judgement to compare;
    /// the whole suite is scored by a tool of its own.
    @Test func `plain values of the suite are as expected in 99 of 100 cases`() throws {
        let data = try #require(sharedData)
        var asserted = 0
        var failed: [String] = []
        for test in try SuiteCase.all(data) where !test.tags.contains("policy") {
            guard let feed = try? test.read(data) else {
                if !test.expectsError { failed.append("\(test.object["n"] ?? "")") }
                continue
            }
            for (path, want) in test.expectations {
                guard let isMet = compare(path, want, feed) else { continue }
                asserted += 1
                if !isMet { failed.append("\(test.object["n"] ?? "") \(path)") }
            }
        }
        #expect(asserted > 200)
        #expect(failed.count * 100 <= asserted, "\(failed)")
    }

    @Test func `every real feed has entries`() throws {
        let data = try #require(sharedData)
        let files = try FileManager.default.contentsOfDirectory(
            at: data.appending(path: "feeds/corpus"),
            includingPropertiesForKeys: nil
        )
        var entries = 0
        for file in files {
            let feed = try FeedReader.read([UInt8](try Data(contentsOf: file)))
            entries += feed.entries.count
            #expect(feed.title != nil, "\(file.lastPathComponent)")
        }
        #expect(entries >= 2_700)
    }

    /// Nil where a path is none of the plain ones.
    private func compare(_ path: String, _ want: Any, _ feed: Feed) -> Bool? {
        let text = want as? String
        switch path {
        case "entries.length": return feed.entries.count == want as? Int
        case "feed.ttl": return feed.timeToLive.map { "\($0)" } == "\(want)"
        case "feed.language":
            return (feed.language ?? "").lowercased().replacing("_", with: "-")
                == text?.lowercased().replacing("_", with: "-")
        case "entries[0].id":
            return (feed.entries.first?.id ?? feed.entries.first?.link) == text
        case "entries[0].enclosures.length":
            return feed.entries.first?.enclosures.count == want as? Int
        default: return nil
        }
    }
}
