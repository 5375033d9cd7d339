import Foundation
import Testing
import WinnowFeeds
import WinnowModel

/// A document beside what the reader should make of it.
///
/// `NAME.xml` or `NAME.json` is the document, `NAME.expected.json` what
/// `winnow feed` prints for it, and `NAME.response`, where there is one, what
/// the response said: lines of `content-type: T`, `base-url: U` and
/// `header: Name: value`.
struct FeedFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let document: URL

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")

    static let all: [FeedFixture] = {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return (files ?? []).compactMap { file in
            let name = file.deletingPathExtension().lastPathComponent
            let isDocument =
                (file.pathExtension == "xml" || file.pathExtension == "json")
                && !file.lastPathComponent.hasSuffix(".expected.json")
            return isDocument ? FeedFixture(name: name, document: file) : nil
        }.sorted { $0.name < $1.name }
    }()

    func read() throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: document))
        var contentType: String?
        var baseURL: String?
        var headers: [(name: String, value: String)] = []
        let response = FeedFixture.folder.appending(path: name + ".response")
        if let lines = try? String(contentsOf: response, encoding: .utf8) {
            for line in lines.split(separator: "\n") {
                let parts = line.split(separator: ": ", maxSplits: 2).map(String.init)
                switch parts[0] {
                case "content-type": contentType = String(line.dropFirst(14))
                case "base-url": baseURL = String(line.dropFirst(10))
                default: headers.append((parts[1], parts.count > 2 ? parts[2] : ""))
                }
            }
        }
        var json = JSONWriter()
        do throws(FeedError) {
            let feed = try FeedReader.read(
                bytes,
                contentType: contentType,
                baseURL: baseURL,
                headers: headers
            )
            FeedJSON.write(feed, to: &json)
        } catch {
            FeedJSON.write(error, to: &json)
        }
        return json.bytes
    }
}

@Suite struct FixtureTests {
    @Test func `the fixtures are found`() {
        #expect(FeedFixture.all.count >= 20)
    }

    @Test(arguments: FeedFixture.all)
    func `a document is read as its expectation says`(fixture: FeedFixture) throws {
        let expected = FeedFixture.folder.appending(path: fixture.name + ".expected.json")
        let want = try JSONSerialization.jsonObject(with: Data(contentsOf: expected))
        let got = try JSONSerialization.jsonObject(with: Data(try fixture.read()))
        let wanted = try #require(want as? NSDictionary)
        let found = try #require(got as? NSDictionary)
        #expect(found == wanted)
    }
}
