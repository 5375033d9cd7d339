import WinnowModel

/// Reads dates out of the texts of pages.
///
/// All texts are UTF-8 in which white space is collapsed.
enum VisibleDates {
    private static let mostDates = 3

    /// A date in a line, with what the words around it say.
    struct Found {
        var date: WrittenDate
        var facts: Evidence<DateFact>

        init(_ date: WrittenDate, label: ByteText) {
            self.date = date
            facts = Evidence()
            DateNames.insertLabels(of: label, into: &facts)
            facts.insert(.isAlone, if: label.count <= 32)
            facts.insert(.shortYear, if: !DateShape.hasFullYear(label))
        }
    }

    /// A date that can be that of a page; nil for other texts.
    static func date(_ text: ByteText, _ language: DateLanguage) -> WrittenDate? {
        guard text.count >= 6, text.count <= 120 else { return nil }
        if let colon = colonBehindYear(text) {
            let bare = Array(text[..<colon]) + text[(colon + 1)...]
            return bare.withUnsafeBufferPointer { checkedDate($0, language) }
        }
        return checkedDate(text, language)
    }

    private static func checkedDate(_ text: ByteText, _ language: DateLanguage) -> WrittenDate? {
        guard text.count >= 6, text.count <= 120, DateShape.mayBeDate(text),
            let found = parse(text, language)
        else { return nil }
        let year = found.date.timestamp.civilDate.year
        return year >= 1993 && year < 2045 ? found : nil
    }

    /// "November 29, 2016: 3:42 PM": the colon ends the date.
    private static func colonBehindYear(_ text: ByteText) -> Int? {
        guard text.count < 80, let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 4,
            text.has(": ", at: colon), text[colon - 5] == 0x20,
            text[(colon - 4)..<colon].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        return colon
    }

    private static func parse(_ text: ByteText, _ language: DateLanguage) -> WrittenDate? {
        if var date = WrittenDate.parse(utf8: text, language: language),
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
        guard text.count > 10, isDay(text) else { return nil }
        return WrittenDate.parse(utf8: text.part(0..<10), language: language)
    }

    private static func isDay(_ text: ByteText) -> Bool {
        zip(text, "0000-00-00".utf8).allSatisfy { byte, form in
            form == UInt8(ascii: "-") ? byte == form : byte >= 0x30 && byte <= 0x39
        }
    }

    /// The dates in a line, each with the words around it.
    static func dates(in text: ByteText, _ language: DateLanguage) -> [Found] {
        guard text.count <= 800 else { return [] }
        if !isRange(text), let found = date(text, language) { return [Found(found, label: text)] }
        let result = datesInParts(text, language)
        return result.isEmpty ? windows(in: text, language) : result
    }

    /// The dates between bars, points, long dashes and brackets.
    private static func datesInParts(_ text: ByteText, _ language: DateLanguage) -> [Found] {
        var result: [Found] = []
        var start = 0
        var index = 0
        while index <= text.count, result.count < mostDates {
            let length = index == text.count ? 1 : separatorLength(text, index)
            guard length > 0 else {
                index += 1
                continue
            }
            // Without a separator the part is all, which is no date.
            if index > start, index - start < text.count {
                let part = text.part(start..<index)
                if let found = date(part.trimmed, language) {
                    result.append(Found(found, label: part))
                }
            }
            index += length
            start = index
        }
        return result
    }

    /// The bytes of the separator here; 0 for other characters.
    private static func separatorLength(_ text: ByteText, _ index: Int) -> Int {
        switch text[index] {
        case UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            1
        case 0xC2: text.has("·", at: index) ? 2 : 0
        case 0xE2: text.has("•", at: index) || text.has("—", at: index) ? 3 : 0
        default: 0
        }
    }

    /// "9-23 Feb 2017", "14. - 20. Januar 2022" are spans of time.
    private static func isRange(_ text: ByteText) -> Bool {
        text.count < 40 && text.firstIndex(of: " - ") != nil
            && text.lazy.filter { $0 >= 0x30 && $0 <= 0x39 }.count > 8
            && !text.contains(UInt8(ascii: ":"))
    }

    /// Runs of words that end or begin with a year.
    private static func windows(in text: ByteText, _ language: DateLanguage) -> [Found] {
        var result: [Found] = []
        // The beginnings of the words so far.
        var starts: [Int] = []
        var start = 0
        while start < text.count, result.count < mostDates {
            let end = text[start...].firstIndex(of: 0x20) ?? text.count
            starts.append(start)
            if DateShape.holdsYear(text.part(start..<end)),
                let (date, width) = date(in: text, starts, end: end, language)
            {
                let label = starts[max(0, starts.count - 3 - width)]
                // One word more behind it.
                let behind = end < text.count ? text[(end + 1)...].firstIndex(of: 0x20) : nil
                result.append(Found(date, label: text.part(label..<(behind ?? text.count))))
            }
            start = end + 1
        }
        return result
    }

    /// The date in the last words up to an end, and how many words it has.
    private static func date(
        in text: ByteText,
        _ starts: [Int],
        end: Int,
        _ language: DateLanguage
    ) -> (WrittenDate, width: Int)? {
        for width in [5, 4, 3, 2, 1] where starts.count >= width {
            let bare = withoutMarks(text.part(starts[starts.count - width]..<end))
            if let found = date(bare, language) { return (found, width) }
        }
        return nil
    }

    /// Without punctuation at the ends.
    private static func withoutMarks(_ text: ByteText) -> ByteText {
        var start = 0
        var end = text.count
        while start < end {
            switch text[start] {
            case UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
                0x20:
                start += 1
                continue
            default: break
            }
            break
        }
        while start < end {
            switch text[end - 1] {
            case UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
                UInt8(ascii: "."), 0x20:
                end -= 1
                continue
            default: break
            }
            break
        }
        return text.part(start..<end)
    }
}
