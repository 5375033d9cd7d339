/// A point in time with millisecond precision, in UTC, without leap seconds.
///
/// Foundation's `Date` would bring its formatters, which open files; a worker
/// that has locked itself in may not.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// Whole seconds since 1970, rounded towards the past.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp {
    /// The proleptic Gregorian date that holds the instant.
    ///
    /// Days to civil date after Howard Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms", `civil_from_days`.
    public var civilDate: (year: Int, month: Int, day: Int) {
        let days = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Days from 1970-01-01 to a proleptic Gregorian date (`days_from_civil`).
    public static func days(year: Int, month: Int, day: Int) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// `2026-11-21T08:30:00Z`; milliseconds are shown only where there are any.
    public var rfc3339: String {
        let (year, month, day) = civilDate
        let days = Timestamp.days(year: year, month: month, day: day)
        let second = Int(seconds - days * 86_400)
        let fraction = Int(milliseconds - seconds * 1000)
        var text = dateText
        text.append("T", second / 3600, 2)
        text.append(":", second / 60 % 60, 2)
        text.append(":", second % 60, 2)
        if fraction != 0 { text.append(".", fraction, 3) }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The date part of `rfc3339`.
    public var rfc3339Date: String { String(decoding: dateText, as: UTF8.self) }

    private var dateText: [UInt8] {
        let (year, month, day) = civilDate
        var text: [UInt8] = []
        text.reserveCapacity(24)
        text.append(padded: year, 4)
        text.append("-", month, 2)
        text.append("-", day, 2)
        return text
    }
}

extension [UInt8] {
    /// Appends a mark and a number.
    fileprivate mutating func append(_ mark: Unicode.Scalar, _ number: Int, _ width: Int) {
        append(UInt8(ascii: mark))
        append(padded: number, width)
    }

    /// Appends a number with zeros in front up to a width.
    fileprivate mutating func append(padded number: Int, _ width: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let digits = String(number.magnitude).utf8
        for _ in Swift.min(digits.count, width)..<width { append(UInt8(ascii: "0")) }
        append(contentsOf: digits)
    }
}
