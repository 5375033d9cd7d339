import WinnowModel

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
