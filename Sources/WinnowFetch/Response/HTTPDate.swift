import WinnowModel

/// Dates in header fields (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads the three forms of the RFC: `Sun, 06 Nov 1994 08:49:37 GMT`,
    /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    ///
    /// One reader serves all three: it takes the words in any order and knows
    /// each by its look. Zones but GMT and UTC are refused, because a wrong
    /// instant is worse than none.
    static func parse(_ text: String) -> Timestamp? {
        guard text.utf8.count <= 64 else { return nil }
        var fields = Fields()
        for word in text.lowercased().split(whereSeparator: { " ,-".contains($0) }) {
            guard fields.take(String(word)) else { return nil }
        }
        return fields.timestamp
    }

    private struct Fields {
        var numbers: [Int] = []
        var month: Int?
        var secondOfDay: Int?

        mutating func take(_ word: String) -> Bool {
            if let number = Int(word), number >= 0, word.utf8.count <= 4 {
                numbers.append(number)
            } else if word.contains(":") {
                guard secondOfDay == nil, let time = HTTPDate.secondOfDay(word) else {
                    return false
                }
                secondOfDay = time
            } else if let index = months.firstIndex(of: word) {
                month = index + 1
            } else {
                return isWeekday(word) || word == "gmt" || word == "utc" || word == "z"
            }
            return true
        }

        private func isWeekday(_ word: String) -> Bool {
            ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].contains { word.hasPrefix($0) }
        }

        /// In every form the day stands before the year.
        var timestamp: Timestamp? {
            guard numbers.count == 2, let month, let secondOfDay, 1...31 ~= numbers[0] else {
                return nil
            }
            var year = numbers[1]
            // Two digits are of RFC 850's form, which died in the 1990s.
            if year < 100 { year += year < 70 ? 2000 : 1900 }
            let days = Timestamp.days(year: year, month: month, day: numbers[0])
            return Timestamp(seconds: days * 86_400 + Int64(secondOfDay))
        }
    }

    private static func secondOfDay(_ word: String) -> Int? {
        let parts = word.split(separator: ":").map { Int($0) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
