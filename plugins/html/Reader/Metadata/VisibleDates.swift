import WinnowModel

/// Reads dates out of the texts of pages.
enum VisibleDates {
    private static let mostDates = 3

    /// A date that can be that of a page; nil for other texts.
    static func date(_ text: String, language: String?) -> WrittenDate? {
        let text = withoutColon(TextCleaner.collapsed(text))
        guard text.utf8.count >= 6, text.utf8.count <= 120 else { return nil }
        guard let found = parse(text, language: language) else { return nil }
        let year = found.date.timestamp.civilDate.year
        return year >= 1993 && year < 2045 ? found : nil
    }

    /// "November 29, 2016: 3:42 PM": the colon ends the date.
    private static func withoutColon(_ text: String) -> String {
        guard text.utf8.count < 80, let colon = text.firstIndex(of: ":"),
            text[colon...].hasPrefix(": ")
        else { return text }
        let before = text[..<colon]
        let year = before.utf8.suffix(5)
        guard year.count == 5, year.first == 0x20,
            year.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return text }
        return String(before + text[text.index(after: colon)...])
    }

    private static func parse(_ text: String, language: String?) -> WrittenDate? {
        if var date = WrittenDate.parse(text, language: language),
            date.date.precision.rawValue >= FeedDate.Precision.day.rawValue
        {
            if let offset = date.offset, offset % 900 != 0 || abs(offset) > 14 * 3600 {
                date.date.timestamp.milliseconds += Int64(offset) * 1000
                date.offset = nil
            }
            return date
        }
        // "2022-01-10T22:06:08:684Z", "2020-08-25|00h23", "2018-11-28CET11:59":
        // the day is beyond doubt.
        guard text.utf8.count > 10, isDay(text.utf8.prefix(10)) else { return nil }
        return WrittenDate.parse(String(text.prefix(10)), language: language)
    }

    private static func isDay(_ bytes: Substring.UTF8View) -> Bool {
        zip(bytes, "0000-00-00".utf8).allSatisfy { byte, form in
            form == UInt8(ascii: "-") ? byte == form : byte >= 0x30 && byte <= 0x39
        }
    }

    /// The dates in a line, each with the words around it.
    static func dates(in text: String, language: String?) -> [(WrittenDate, String)] {
        guard text.utf8.count <= 800 else { return [] }
        if !isRange(text), let found = date(text, language: language) { return [(found, text)] }
        var result: [(WrittenDate, String)] = []
        for part in text.split(whereSeparator: { "|•·—()[]".contains($0) }) {
            guard result.count < mostDates, part.utf8.count != text.utf8.count else { break }
            if let found = date(String(part), language: language) {
                result.append((found, String(part)))
            }
        }
        return result.isEmpty ? windows(in: text, language: language) : result
    }

    /// "9-23 Feb 2017", "14. - 20. Januar 2022" are spans of time.
    private static func isRange(_ text: String) -> Bool {
        text.contains("- ") && text.utf8.count < 40 && text.contains(" - ")
            && text.filter(\.isNumber).count > 8
            && !text.contains(":")
    }

    /// Runs of words that end or begin with a year.
    private static func windows(in text: String, language: String?) -> [(WrittenDate, String)] {
        let words = text.split(whereSeparator: \.isWhitespace)
        var result: [(WrittenDate, String)] = []
        for index in words.indices where result.count < mostDates && holdsYear(words[index]) {
            for width in [5, 4, 3, 2, 1] where index + 1 >= width {
                let run = words[(index + 1 - width)...index].joined(separator: " ")
                let bare = String(
                    run.drop { "(,;:".contains($0) }.reversed()
                        .drop { "),;:.".contains($0) }.reversed()
                )
                if let found = date(bare, language: language) {
                    let start = max(0, index - width - 2)
                    let end = min(words.count, index + 2)
                    result.append((found, words[start..<end].joined(separator: " ")))
                    break
                }
            }
        }
        return result
    }

    /// Whether a year stands in the text with all its digits, or in a script
    /// whose dates cannot be told so.
    static func hasFullYear(_ text: String) -> Bool {
        var digits = 0
        for scalar in text.unicodeScalars {
            guard scalar.properties.numericType == .decimal else {
                if digits == 4 { return true }
                digits = 0
                continue
            }
            digits += 1
        }
        return digits == 4 || digits == 8
    }

    private static func holdsYear(_ word: Substring) -> Bool {
        var digits = 0
        var longest = 0
        var marks = 0
        for scalar in word.unicodeScalars {
            if scalar.properties.numericType == .decimal {
                digits += 1
                longest = max(longest, digits)
            } else {
                if scalar == "." || scalar == "/" || scalar == "-" { marks += 1 }
                digits = 0
            }
        }
        return longest == 4 || marks >= 2 && longest >= 2
    }
}

/// Dates in the addresses of pages.
enum AddressDate {
    /// The date in a path such as `/2019/10/16/title` or `/20191016/title`.
    static func date(in path: some StringProtocol) -> FeedDate? {
        let parts = path.split(whereSeparator: { "/-_.".contains($0) })
        for index in parts.indices.prefix(24) {
            if index + 2 < parts.endIndex, parts[index].utf8.count == 4,
                let found = date(parts[index], parts[index + 1], parts[index + 2])
            {
                return found
            }
            // "A2026012914320005196": a letter, the date, a number.
            let digits = parts[index].drop { $0.isLetter }
            guard digits.utf8.count >= 8,
                digits.utf8.prefix(8).allSatisfy({ $0 >= 0x30 && $0 < 0x3A }),
                digits.utf8.count == 8
                    || digits.utf8.count > 8 && digits.utf8.count <= 20
                        && digits.utf8.allSatisfy({ $0 >= 0x30 && $0 < 0x3A })
                        && digits.utf8.count >= 12
            else { continue }
            let bytes = Array(digits.utf8)
            let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
            if let found = date(text(0..<4)[...], text(4..<6)[...], text(6..<8)[...]) {
                return found
            }
        }
        return nil
    }

    private static func date(
        _ year: some StringProtocol,
        _ month: some StringProtocol,
        _ day: some StringProtocol
    ) -> FeedDate? {
        guard let year = Int(year), (1995..<2100).contains(year), month.utf8.count <= 2,
            let month = Int(month), (1...12).contains(month), day.utf8.count <= 2,
            let day = Int(day), (1...31).contains(day)
        else { return nil }
        let days = Timestamp.days(year: year, month: month, day: day)
        return FeedDate(
            timestamp: Timestamp(seconds: days * 86_400),
            precision: .day,
            hasZone: false
        )
    }
}
