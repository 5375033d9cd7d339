import WinnowModel

/// Dates in the addresses of pages.
enum AddressDate {
    /// Parts of a path that are looked at.
    private static let most = 24

    /// The date in a path such as `/2019/10/16/title` or `/20191016/title`.
    static func date(in path: String) -> FeedDate? { path.withBytes(date) }

    private static func date(_ path: ByteText) -> FeedDate? {
        let parts = parts(of: path)
        for index in parts.indices.prefix(most) {
            let part = parts[index]
            if index + 2 < parts.count, part.count == 4,
                let found = date(part, parts[index + 1], parts[index + 2])
            {
                return found
            }
            // "A2026012914320005196": a letter, the date, a number.
            let start = part.firstIndex { !isLetter($0) } ?? part.count
            let digits = part.part(start..<part.count)
            guard digits.count == 8 || digits.count >= 12 && digits.count <= 20,
                digits.allSatisfy(isDigit)
            else { continue }
            if let found = date(digits.part(0..<4), digits.part(4..<6), digits.part(6..<8)) {
                return found
            }
        }
        return nil
    }

    /// What stands between slashes and other marks, two parts more than are
    /// looked at.
    private static func parts(of path: ByteText) -> [ByteText] {
        var parts: [ByteText] = []
        var start = 0
        for index in 0...path.count where index == path.count || isMark(path[index]) {
            if index > start { parts.append(path.part(start..<index)) }
            start = index + 1
            if parts.count == most + 2 { break }
        }
        return parts
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ".")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func date(_ year: ByteText, _ month: ByteText, _ day: ByteText) -> FeedDate? {
        guard let year = number(year), (1995..<2100).contains(year), month.count <= 2,
            let month = number(month), (1...12).contains(month), day.count <= 2,
            let day = number(day), (1...31).contains(day)
        else { return nil }
        let days = Timestamp.days(year: year, month: month, day: day)
        return FeedDate(
            timestamp: Timestamp(seconds: days * 86_400),
            precision: .day,
            hasZone: false
        )
    }

    /// The number that a few digits are.
    private static func number(_ digits: ByteText) -> Int? {
        guard digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
