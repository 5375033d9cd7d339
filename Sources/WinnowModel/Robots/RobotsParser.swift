/// Reads the lines of a robots.txt into groups.
struct RobotsParser {
    private(set) var groups: [RobotsGroup] = []
    private(set) var sitemaps: [String] = []
    /// Whether a rule came since the last `User-agent`, which then starts a new
    /// group. Other directives do not separate.
    private var sawRule = false

    /// Longer lines are cut: eight times what browsers took as a URL's limit.
    private static let longestLine = 2083 * 8 - 1

    mutating func parse(_ bytes: [UInt8]) {
        var text = bytes.prefix(RobotsRules.sizeLimit)
        if text.count < bytes.count, !isLineEnd(bytes[text.count]) {
            let end = text.lastIndex(where: isLineEnd) ?? text.startIndex
            text = text[..<end]
        }
        for mark: UInt8 in [0xEF, 0xBB, 0xBF] {
            guard text.first == mark else { break }
            text = text.dropFirst()
        }
        var line = 0
        while !text.isEmpty {
            line += 1
            let end = text.firstIndex(where: isLineEnd) ?? text.endIndex
            parse(line: text[..<end].prefix(Self.longestLine), number: line)
            var next = end + 1
            if end + 1 < text.endIndex, text[end] == 0x0D, text[end + 1] == 0x0A { next += 1 }
            text = next < text.endIndex ? text[next...] : []
        }
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func parse(line: ArraySlice<UInt8>, number: Int) {
        guard let (key, value) = keyAndValue(of: line) else { return }
        switch RobotsDirective(key) {
        case .userAgent:
            addAgent(value)
        case .allow:
            addRule(isAllow: true, value, line, number)
        case .disallow:
            addRule(isAllow: false, value, line, number)
        case .crawlDelay:
            guard !groups.isEmpty else { return }
            let seconds = Double(String(decoding: value, as: UTF8.self))
            if let seconds, seconds >= 0, seconds.isFinite {
                groups[groups.count - 1].crawlDelay = seconds
            }
        case .sitemap:
            sitemaps.append(String(decoding: value, as: UTF8.self))
        case nil:
            return
        }
    }

    /// Splits at the colon, or at space where a line has two words and no
    /// colon.
    private func keyAndValue(
        of line: ArraySlice<UInt8>
    ) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        let text = trimmed(line.prefix { $0 != 0x23 })
        if let colon = text.firstIndex(of: 0x3A) {
            let key = trimmed(text[..<colon])
            return key.isEmpty ? nil : (key, trimmed(text[(colon + 1)...]))
        }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let space = text.firstIndex(where: isBlank) else { return nil }
        let value = trimmed(text[space...])
        guard !value.contains(where: isBlank) else { return nil }
        return (text[..<space], value)
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 >= 0x09 && $0 <= 0x0D }
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
        return bytes
    }

    private mutating func addAgent(_ value: ArraySlice<UInt8>) {
        if groups.isEmpty || sawRule {
            groups.append(RobotsGroup())
            sawRule = false
        }
        let second = value.dropFirst().first
        if value.first == 0x2A, second.map({ $0 == 0x20 || $0 == 0x09 }) ?? true {
            groups[groups.count - 1].isGlobal = true
            return
        }
        let token = robotsAgentToken(value)
        if !token.isEmpty { groups[groups.count - 1].agents.insert(token) }
    }

    private mutating func addRule(
        isAllow: Bool,
        _ value: ArraySlice<UInt8>,
        _ line: ArraySlice<UInt8>,
        _ number: Int
    ) {
        guard !groups.isEmpty else { return }
        sawRule = true
        let text = String(decoding: trimmed(line), as: UTF8.self)
        let rule = RobotsRule(
            isAllow: isAllow,
            pattern: robotsEscaped(value),
            text: text,
            line: number
        )
        groups[groups.count - 1].rules.append(rule)
    }
}

/// What a line's key means. A key counts by its beginning, and frequent
/// misspellings count.
private enum RobotsDirective {
    case userAgent, allow, disallow, sitemap, crawlDelay

    init?(_ key: ArraySlice<UInt8>) {
        let key = key.map(asciiLowercased)
        let found = Self.spellings.first { key.starts(with: $0.text.utf8) }
        guard let found else { return nil }
        self = found.directive
    }

    private static let spellings: [(text: String, directive: RobotsDirective)] = [
        ("user-agent", .userAgent), ("useragent", .userAgent), ("user agent", .userAgent),
        ("allow", .allow),
        ("disallow", .disallow), ("dissallow", .disallow), ("dissalow", .disallow),
        ("disalow", .disallow), ("diasllow", .disallow), ("disallaw", .disallow),
        ("sitemap", .sitemap), ("site-map", .sitemap),
        ("crawl-delay", .crawlDelay), ("crawldelay", .crawlDelay),
    ]
}
