/// A date together with the zone that it was written in.
///
/// A publisher's day is the one on the page: an article of 00:30 in Madrid is
/// not of the day before, though in UTC it is.
public struct WrittenDate: Sendable, Hashable {
    /// The date as an instant.
    public var date: FeedDate
    /// Seconds east of UTC; nil where no zone was written.
    public var offset: Int?

    public init(date: FeedDate, offset: Int? = nil) {
        self.date = date
        self.offset = offset
    }

    /// Reads a date in any form that `FeedDate.parse` knows.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - language: What decides the meaning of names and the order of numbers.
    public static func parse(
        utf8 bytes: UnsafeBufferPointer<UInt8>,
        language: DateLanguage
    ) -> WrittenDate? {
        guard let fields = FeedDate.fields(utf8: bytes, language), let date = fields.resolved()
        else { return nil }
        return WrittenDate(date: date, offset: fields.zone)
    }

    /// The first second of the written day, as if the zone were UTC.
    public var localDay: Timestamp {
        let local = date.timestamp.seconds + Int64(offset ?? 0)
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return Timestamp(seconds: days * 86_400)
    }

    /// RFC 3339 with the zone as written; a day alone where no time was given.
    public var rfc3339: String {
        guard date.precision.rawValue > FeedDate.Precision.day.rawValue else {
            return localDay.rfc3339Date
        }
        guard let offset, offset != 0 else { return date.timestamp.rfc3339 }
        let local = Timestamp(
            milliseconds: date.timestamp.milliseconds + Int64(offset) * 1000
        )
        let minutes = abs(offset) / 60
        let hour = minutes / 60
        let minute = minutes % 60
        let zone = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        return local.rfc3339.dropLast() + (offset < 0 ? "-" : "+") + zone
    }
}
