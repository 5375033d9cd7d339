extension DateFields {
    /// A week date of ISO 8601.
    init(isoYear: Int, week: Int, weekday: Int) {
        guard (1...9999).contains(isoYear) else { return }
        // Week 1 holds January 4.
        let fourth = Timestamp.days(year: isoYear, month: 1, day: 4)
        // 1970-01-01 was a Thursday.
        let weekdayOfFourth = (fourth % 7 + 10) % 7
        let monday = fourth - weekdayOfFourth
        let days = monday + Int64((week - 1) * 7 + weekday - 1)
        let date = Timestamp(seconds: days * 86_400).civilDate
        year = date.year
        month = date.month
        day = date.day
    }

    /// Sets date and time of day to those of an instant in UTC.
    mutating func set(utc: Timestamp) {
        let date = utc.civilDate
        year = date.year
        month = date.month
        day = date.day
        let start = Timestamp.days(year: date.year, month: date.month, day: date.day) * 86_400
        let clock = Int(utc.seconds - start)
        hour = clock / 3600
        minute = clock / 60 % 60
        second = clock % 60
        milliseconds = Int(utc.milliseconds - utc.seconds * 1000)
    }

    /// Sets the date to one of the Solar Hijri calendar, by its 33-year cycle,
    /// which is exact from 1799 to 2256.
    mutating func setPersian(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else {
            self.month = 0
            return
        }
        let shifted = year + 1595
        let leapDays = shifted / 33 * 8 + (shifted % 33 + 3) / 4
        let monthDays = month < 7 ? (month - 1) * 31 : (month - 7) * 30 + 186
        let days = -355_668 + 365 * shifted + leapDays + monthDays + day
        // Day 0 of this count is the last day of year -1.
        let date = Timestamp(seconds: Int64(days - 719_528) * 86_400).civilDate
        self.year = date.year
        self.month = date.month
        self.day = date.day
    }
}
