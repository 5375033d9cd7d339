// Fuzzes what reads strangers' bytes in WinnowModel and WinnowEncoding. Each
// function takes any bytes and stops where a promise is broken; the first byte
// of an input selects the function.

import WinnowEncoding
import WinnowModel

/// libFuzzer's entry point.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let kind = bytes.first else { return 0 }
    let input = Array(bytes.dropFirst())
    switch kind % 6 {
    case 0: fuzzURL(input)
    case 1: fuzzDate(input)
    case 2: fuzzRobots(input)
    case 3: fuzzDecoder(input)
    case 4: fuzzSniffer(input)
    default: fuzzText(input)
    }
    return 0
}

/// A URL's serialisation parses to itself, against every base.
func fuzzURL(_ input: [UInt8]) {
    let bases = ["https://u:p@h:1/a/b?c#d", "file:///C:/a", "data:a", "x:/a//b", "x://h"]
    for base in [nil] + bases.map({ WebURL.parse($0) }) {
        let parsed = input.withUnsafeBufferPointer { WebURL.parse(utf8: $0, base: base) }
        guard let url = parsed else { continue }
        precondition(WebURL.parse(url.href)?.href == url.href, "not idempotent: \(url.href)")
        precondition(url.href.utf8.allSatisfy { $0 < 0x80 })
        _ = (url.origin, url.pathAndQuery, url.username, url.password, url.fragment)
        let identity = url.canonicalForIdentity
        precondition(
            identity.canonicalForIdentity.href == identity.href,
            "not canonical: \(url.href)"
        )
    }
}

/// A date prints as RFC 3339, which reads as the same date.
func fuzzDate(_ input: [UInt8]) {
    for language in [nil, "en", "th", "fa", "zh", "hr", "ko", "de-AT"] {
        let parsed = input.withUnsafeBufferPointer { FeedDate.parse(utf8: $0, language: language) }
        guard let date = parsed else { continue }
        let (year, _, _) = date.timestamp.civilDate
        precondition(year >= 0 && year <= 10_000)
        guard (1...9999).contains(year) else { continue }
        let again = FeedDate.parse(date.rfc3339)
        precondition(again?.rfc3339 == date.rfc3339, "\(date.rfc3339)")
    }
    _ = LanguageTag(String(decoding: input, as: UTF8.self))
}

/// Rules answer for any file, agent and path; the file is before the first NUL.
func fuzzRobots(_ input: [UInt8]) {
    let parts = input.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    let rules = RobotsRules(parsing: Array(parts[0]))
    let agent = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "winnow"
    let url = parts.count > 2 ? String(decoding: parts[2], as: UTF8.self) : "/a/b?c=d"
    let decision = rules.decision(agent: agent, url: url)
    precondition(decision.allowed || decision.rule != nil)
    _ = rules.crawlDelay(agent: agent)
}

/// Every decoder gives UTF-8, at most three times as long.
func fuzzDecoder(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let encoding = Encoding.allCases[Int(first) % Encoding.allCases.count]
    let bytes = Array(input.dropFirst())
    let output = encoding.decode(bytes)
    precondition(UTF8Scanner.isValid(output.span), encoding.name)
    precondition(output.count <= bytes.count * 3 + 3, encoding.name)
    precondition(
        String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(Encoding.utf8.decode(bytes))
    )
}

/// Sniffing decides on something, whose decoder takes the bytes.
func fuzzSniffer(_ input: [UInt8]) {
    input.withUnsafeBufferPointer { buffer in
        let decisions = [
            EncodingSniffer.html(buffer), EncodingSniffer.xml(buffer), EncodingSniffer.text(buffer),
        ]
        for decision in decisions {
            var output: [UInt8] = []
            decision.decode(buffer, into: &output)
            precondition(UTF8Scanner.isValid(output.span))
        }
    }
    let text = String(decoding: input, as: UTF8.self)
    _ = EncodingSniffer.charset(ofContentType: text).flatMap { Encoding(label: $0) }
}

/// Words are counted, at most one for each byte.
func fuzzText(_ input: [UInt8]) {
    let count = input.withUnsafeBufferPointer { WordCount.words(in: $0) }
    precondition(count <= input.count)
}
