import WinnowModel

/// The hours and days that a feed asks to leave out (RSS 2.0 `skipHours`,
/// `skipDays`), in UTC.
struct SkippedTimes {
    private var hours: [Bool]
    private var days: [Bool]

    init(_ wishes: PollWishes) {
        hours = (0..<24).map { wishes.skipHours.contains(UInt8($0)) }
        // Some feeds write midnight as hour 24.
        if wishes.skipHours.contains(24) { hours[0] = true }
        days = (0..<7).map { wishes.skipDays.contains(UInt8($0)) }
    }

    /// The first instant from `time` on that is not left out: `time` itself or
    /// the begin of an hour. A feed that leaves out everything is not believed.
    func firstAllowed(from time: Timestamp) -> Timestamp {
        guard hours.contains(false), days.contains(false) else { return time }
        var candidate = time
        // A week and an hour holds every combination.
        for _ in 0...(7 * 24) {
            if isAllowed(candidate) { return candidate }
            candidate = nextHour(after: candidate)
        }
        return time
    }

    private func isAllowed(_ time: Timestamp) -> Bool {
        let hour = floorDivision(time.seconds, 3600)
        let day = floorDivision(hour, 24)
        // 1970-01-01 was a Thursday.
        let weekday = Int(((day + 4) % 7 + 7) % 7)
        return !hours[Int(hour - day * 24)] && !days[weekday]
    }

    private func nextHour(after time: Timestamp) -> Timestamp {
        Timestamp(seconds: (floorDivision(time.seconds, 3600) + 1) * 3600)
    }

    private func floorDivision(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }
}
