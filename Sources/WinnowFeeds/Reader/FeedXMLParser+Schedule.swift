import WinnowModel

// What publishers wish for the schedule.

extension FeedXMLParser {
    /// Handles an `hour` or `day` in its list.
    mutating func startSkipped(_ parent: Role) -> Role {
        guard let text = captureValue() else { return .captured }
        if parent == .skipHours {
            // Some count from 1 to 24.
            if let hour = positiveNumber(text), hour <= 24 {
                FeedSchedule.insert(UInt8(hour % 24), into: &feed.pollHints.skipHours)
            }
        } else if let day = FeedSchedule.day(text) {
            FeedSchedule.insert(day, into: &feed.pollHints.skipDays)
        }
        return .captured
    }

    /// Reads the syndication module of RSS 1.0.
    mutating func startSyndication() -> Role {
        switch current.name {
        case .updateperiod:
            updatePeriod = captureValue().flatMap(FeedSchedule.period) ?? updatePeriod
        case .updatefrequency:
            updateFrequency = captureValue().flatMap(positiveNumber) ?? updateFrequency
        default: return .ignored
        }
        return .captured
    }

    /// Seconds between updates that the syndication module asks for.
    var updateSeconds: Int? {
        guard updatePeriod != nil || updateFrequency != nil else { return nil }
        // The module's defaults are daily and once.
        return (updatePeriod ?? 86_400) / max(1, min(updateFrequency ?? 1, 86_400))
    }
}

/// Words of the schedule elements.
enum FeedSchedule {
    /// Adds a value that is not there yet.
    static func insert(_ value: UInt8, into values: inout [UInt8]) {
        if !values.contains(value) { values.append(value) }
    }

    /// Seconds of an `sy:updatePeriod`.
    static func period(_ text: String) -> Int? {
        switch text.lowercased() {
        case "hourly": 3_600
        case "daily": 86_400
        case "weekly": 604_800
        case "monthly": 2_592_000
        case "yearly": 31_536_000
        default: nil
        }
    }

    /// Number of a day of the week, Sunday being 0.
    static func day(_ text: String) -> UInt8? {
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        let start = text.lowercased().prefix(3)
        return days.firstIndex { $0 == start }.map(UInt8.init)
    }
}
