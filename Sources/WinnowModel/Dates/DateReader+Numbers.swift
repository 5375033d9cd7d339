extension DateReader {
    /// Gives the remaining numbers their roles; false if one has none.
    mutating func readNumbers() -> Bool {
        let free = freeNumbers
        if hasMonthName || fields.month != nil {
            return readDayAndYear(free)
        }
        if fields.year != nil { return free.isEmpty && (fields.hour == nil || fields.day != nil) }
        switch free.count {
        case 3: return readThree(free)
        case 2: return readTwo(free)
        case 1: return readOne(free[0])
        default: return false
        }
    }

    /// The numbers beside a month: `14 mai 2023`, `May 14, 23`, `May 2023`.
    private mutating func readDayAndYear(_ free: [Int]) -> Bool {
        var numbers = free
        if fields.year == nil {
            let longest = numbers.firstIndex {
                tokens[$0].digits > 2 || (tokens[$0].number ?? 0) > 31
            }
            guard
                let place = longest
                    ?? (numbers.count == 2 || fields.day != nil ? numbers.indices.last : nil)
            else { return false }
            let index = numbers.remove(at: place)
            guard let value = tokens[index].number, tokens[index].digits <= 4,
                tokens[index].digits > 1
            else { return false }
            fields.year = DateFields.fullYear(value, digits: tokens[index].digits)
        }
        if fields.day == nil, let index = numbers.first {
            guard tokens[index].digits <= 2 else { return false }
            fields.day = tokens[index].number
            numbers.removeFirst()
        }
        return numbers.isEmpty && (fields.hour == nil || fields.day != nil)
    }

    /// `2021/6/1`, `1.6.2021`, `06-17-14`.
    private mutating func readThree(_ free: [Int]) -> Bool {
        let values = free.compactMap { tokens[$0].number }
        let digits = free.map { tokens[$0].digits }
        if digits[0] >= 3 {
            // `2003-012-31` has a zero too many.
            guard digits[0] == 4, digits[1] <= 3, digits[2] <= 2 else { return false }
            return values[1] > 12
                ? set(values[0], values[2], values[1]) : set(values[0], values[1], values[2])
        }
        guard digits[1] <= 2, digits[0] <= 2 else { return false }
        if digits[2] <= 2, digits[0] == 2, isYearFirst(free), values[1] <= 12,
            (1...31).contains(values[2])
        {
            return set(DateFields.fullYear(values[0], digits: 2), values[1], values[2])
        }
        guard digits[2] == 2 || digits[2] == 4 else { return false }
        let year = DateFields.fullYear(values[2], digits: digits[2])
        let isMonthFirst =
            values[1] > 12 || values[0] <= 12 && isMonthFirst(separator: free[0] + 1)
        return isMonthFirst ? set(year, values[0], values[1]) : set(year, values[1], values[0])
    }

    private mutating func set(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        fields.year = year
        fields.month = month
        fields.day = day
        return true
    }

    /// Whether three numbers of two digits begin with the year: in East Asia
    /// and Hungary, and with the hyphens of ISO 8601.
    private func isYearFirst(_ free: [Int]) -> Bool {
        language.isYearFirst ?? (isSign(free[0] + 1, "-") && isSign(free[1] + 1, "-"))
    }

    /// Whether 3/4 is in March: in the US, and where nothing is known; full
    /// stops are never used so.
    private func isMonthFirst(separator: Int) -> Bool {
        !isSign(separator, ".") && language.isMonthFirst
    }

    /// `2003-12`, `12/2003`, `2003-335`, `-03-12`.
    private mutating func readTwo(_ free: [Int]) -> Bool {
        guard free[1] == free[0] + 2, fields.hour == nil, tokens[free[0] + 1].kind == .sign,
            let first = tokens[free[0]].number, let second = tokens[free[1]].number
        else { return false }
        let digits = (tokens[free[0]].digits, tokens[free[1]].digits)
        switch digits {
        case (4, 1...2):
            fields.year = first
            fields.month = second
        case (4, 3):
            return setOrdinal(year: first, day: second)
        case (1...2, 4):
            fields.year = second
            fields.month = first
        case (2, 2) where free[0] == 1 && isSign(0, "-") && isSign(2, "-"):
            fields.year = DateFields.fullYear(first, digits: 2)
            fields.month = second
        default:
            return false
        }
        return true
    }

    private mutating func setOrdinal(year: Int, day: Int) -> Bool {
        let length = DateFields.days(in: 2, of: year) == 29 ? 366 : 365
        guard (1...length).contains(day), (1...9999).contains(year) else { return false }
        let first = Timestamp.days(year: year, month: 1, day: 1)
        let date = Timestamp(seconds: (first + Int64(day) - 1) * 86_400).civilDate
        return set(date.year, date.month, date.day)
    }

    /// One number: a year if it is all there is, or a date without separators.
    private mutating func readOne(_ index: Int) -> Bool {
        guard let value = tokens[index].number else { return false }
        let isAlone = tokens.count == 1
        switch tokens[index].digits {
        case 2 where tokens.count == 2 && isSign(0, "-"):
            fields.year = DateFields.fullYear(value, digits: 2)
        case 4 where tokens.count == 2 && isSign(0, "-"):
            fields.year = DateFields.fullYear(value / 100, digits: 2)
            fields.month = value % 100
        case 4 where isAlone:
            fields.year = value
        case 6:
            return set(
                DateFields.fullYear(value / 10_000, digits: 2),
                value / 100 % 100,
                value % 100
            )
        case 7:
            return setOrdinal(year: value / 1000, day: value % 1000)
        case 8:
            return set(value / 10_000, value / 100 % 100, value % 100)
        default:
            return false
        }
        return true
    }

    /// Times without separators: `20260821083000`, and seconds or milliseconds
    /// since 1970.
    func readCompact() -> DateFields? {
        guard tokens.count == 1, let value = tokens[0].number else { return nil }
        var fields = DateFields()
        switch tokens[0].digits {
        case 10:
            fields.set(utc: Timestamp(seconds: Int64(value)))
            fields.zone = 0
        case 13:
            fields.set(utc: Timestamp(milliseconds: Int64(value)))
            fields.zone = 0
        case 12, 14:
            let minutes = tokens[0].digits == 14 ? value / 100 : value
            fields.year = minutes / 100_000_000
            fields.month = minutes / 1_000_000 % 100
            fields.day = minutes / 10_000 % 100
            fields.hour = minutes / 100 % 100
            fields.minute = minutes % 100
            if tokens[0].digits == 14 { fields.second = value % 100 }
        default:
            return nil
        }
        return fields
    }
}
