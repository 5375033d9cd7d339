/// The string literals of scripts and JSON, searched for an article's text.
///
/// Neither the names nor the shape of the data are known, only that a text is
/// one long string, or many strings under one key: paragraphs, posts. So each
/// string between double quotes is read, wherever it stands, and a string that
/// holds data itself is searched too. Of all keys the one with the most
/// running text is taken. Bounded in strings, depth and bytes; linear time.
struct ScriptStrings {
    /// A string that stands under a key.
    private struct Entry {
        var key: Int32
        /// Bytes of running text, 0 for a string that is none.
        var prose: Int
        var text: [UInt8]
    }

    private static let maximumDepth = 3
    private static let maximumStrings = 200_000
    private static let maximumEntries = 20_000
    private static let maximumBytes = 16 << 20
    private static let shortestProse = 60
    private static let shortestBody = 500
    /// A string of this length counts fully, a shorter one less: forty
    /// teasers are no article.
    private static let fullLength = 600

    private var entries: [Entry] = []
    private var keys: [[UInt8]: Int32] = [:]
    private var seen: Set<Int> = []
    private var count = 0
    private var bytes = 0

    /// Reads the strings of a script.
    mutating func scan(_ script: [UInt8]) {
        scan(script, depth: 0)
    }

    private mutating func scan(_ script: [UInt8], depth: Int) {
        bytes += script.count
        var key: [UInt8] = []
        var index = 0
        while index < script.count, count < Self.maximumStrings, bytes < Self.maximumBytes {
            guard script[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            guard let end = Self.end(of: script, from: index + 1) else { return }
            let text = Self.withMarks(Self.unescaped(script[(index + 1)..<end]))
            index = end + 1
            count += 1
            if Self.isKey(script, behind: index) {
                key = text.count <= 64 ? text : []
            } else {
                take(text, key: key, depth: depth)
            }
        }
    }

    private mutating func take(_ text: [UInt8], key: [UInt8], depth: Int) {
        guard text.count > 1, entries.count < Self.maximumEntries else { return }
        let prose = Self.prose(text)
        if prose == 0 {
            if depth < Self.maximumDepth, text.count >= Self.shortestBody,
                text.contains(UInt8(ascii: "\"")), text.contains(UInt8(ascii: ":"))
            {
                scan(text, depth: depth + 1)
                return
            }
            // Only a heading between paragraphs is of interest.
            guard text.count <= 200, keys[key] != nil else { return }
        }
        guard seen.insert(text.hashValue).inserted else { return }
        var number = Int32(truncatingIfNeeded: keys.count)
        if let known = keys[key] { number = known } else { keys[key] = number }
        entries.append(Entry(key: number, prose: prose, text: text))
    }

    /// The text of the key with the most running text as HTML.
    func body() -> [UInt8]? {
        var sums = Array(repeating: 0, count: keys.count)
        for entry in entries {
            sums[Int(entry.key)] += entry.prose * min(entry.prose, Self.fullLength)
        }
        guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { return nil }
        let own = entries.filter { Int($0.key) == best }
        guard own.reduce(0, { $0 + $1.prose }) >= Self.shortestBody,
            let last = own.lastIndex(where: { $0.prose > 0 })
        else { return nil }
        var html: [UInt8] = []
        for entry in own[...last] { Self.append(entry.text, to: &html) }
        return html
    }

    private static func append(_ text: [UInt8], to html: inout [UInt8]) {
        if isMarkup(text) {
            html += Array("<div>".utf8) + text + Array("</div>".utf8)
            return
        }
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            html += Array("<p>".utf8)
            for byte in line {
                if byte == UInt8(ascii: "<") {
                    html += Array("&lt;".utf8)
                } else {
                    html.append(byte)
                }
            }
        }
    }

    // MARK: Strings

    /// The place of the quote that ends a string.
    private static func end(of script: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < script.count {
            if script[index] == UInt8(ascii: "\"") { return index }
            index += script[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private static func isKey(_ script: [UInt8], behind index: Int) -> Bool {
        var index = index
        while index < script.count, script[index] <= 0x20 { index += 1 }
        return index < script.count && script[index] == UInt8(ascii: ":")
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
        return JSONReader.unescaped(text)
    }

    /// Markup whose marks were written as references.
    private static func withMarks(_ text: [UInt8]) -> [UInt8] {
        let mark = Array("&lt;/".utf8)
        guard text.count >= shortestProse, text.contains(UInt8(ascii: "&")) else { return text }
        let isEscaped = text.indices.dropLast(mark.count).contains {
            text[$0...].starts(with: mark)
        }
        guard isEscaped else { return text }
        var plain = String(decoding: text, as: UTF8.self)
        for (reference, mark) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ] {
            plain = plain.replacing(reference, with: mark)
        }
        return Array(plain.utf8)
    }

    private static func isMarkup(_ text: [UInt8]) -> Bool {
        var index = 0
        while index + 2 < text.count {
            if text[index] == UInt8(ascii: "<") {
                let next = text[index + 1] | 0x20
                let behind = text[index + 2]
                // `</`, `<p>`, `<p class`, `<br`
                if text[index + 1] == UInt8(ascii: "/")
                    || (next == UInt8(ascii: "p") && (behind == 0x3E || behind == 0x20))
                    || (next == UInt8(ascii: "b") && behind | 0x20 == UInt8(ascii: "r"))
                {
                    return true
                }
            }
            index += 1
        }
        return false
    }

    /// Bytes of running text, 0 for a string that is code, data or short.
    private static func prose(_ text: [UInt8]) -> Int {
        guard text.count >= shortestProse else { return 0 }
        var letters = 0
        var spaces = 0
        var marks = 0
        var ends = 0
        var wide = 0
        var inTag = false
        for index in text.indices {
            let byte = text[index]
            if inTag {
                inTag = byte != UInt8(ascii: ">")
                continue
            }
            switch byte {
            case UInt8(ascii: "<"):
                let next = index + 1 < text.count ? text[index + 1] : 0
                let folded = next | 0x20
                inTag =
                    next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
                    || (folded >= 0x61 && folded <= 0x7A)
            case 0x41...0x5A, 0x61...0x7A: letters += 1
            case 0xE3...0xE9:
                letters += 1
                wide += 1
            case 0x80...0xFF: letters += 1
            case 0x00...0x20: spaces += 1
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"):
                ends += 1
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "\""), UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "_"):
                marks += 1
            default: break
            }
        }
        let total = letters + spaces + marks + ends
        let isSpaced = spaces * 12 >= letters || wide * 6 >= letters
        guard total >= shortestProse, isSpaced, spaces * 2 < total, marks * 40 <= total,
            ends > 0 || wide > 0, letters * 10 >= total * 7
        else { return 0 }
        return letters + spaces
    }
}
