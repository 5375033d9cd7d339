/// What a text said of a date, before it is checked.
struct DateFields {
    var year: Int?
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?
    var second: Int?
    var milliseconds = 0
    /// Seconds east of UTC.
    var zone: Int?

    /// The date if it exists.
    ///
    /// 24:00 is the next day's beginning, and a leap second the next minute's.
    func resolved() -> FeedDate? {
        guard let year, (1...9999).contains(year) else { return nil }
        let month = self.month ?? 1
        let day = self.day ?? 1
        guard (1...12).contains(month), day >= 1, day <= DateFields.days(in: month, of: year)
        else { return nil }
        guard let clock = secondsOfDay() else { return nil }
        let days = Timestamp.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + Int64(clock) - Int64(zone ?? 0)
        return FeedDate(
            timestamp: Timestamp(milliseconds: seconds * 1000 + Int64(milliseconds)),
            precision: precision,
            hasZone: zone != nil
        )
    }

    private var precision: FeedDate.Precision {
        if hour != nil { return second == nil ? .minute : .second }
        return day != nil ? .day : month != nil ? .month : .year
    }

    private func secondsOfDay() -> Int? {
        let hour = self.hour ?? 0
        let minute = self.minute ?? 0
        let second = self.second ?? 0
        guard (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second) else {
            return nil
        }
        if hour == 24, minute != 0 || second != 0 { return nil }
        return hour * 3600 + minute * 60 + second
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The full year that two or three digits of RFC 822 mean, as POSIX has it.
    static func fullYear(_ year: Int, digits: Int) -> Int {
        if digits >= 4 { return year }
        if year < 70 { return year + 2000 }
        return year < 1000 ? year + 1900 : year
    }
}
