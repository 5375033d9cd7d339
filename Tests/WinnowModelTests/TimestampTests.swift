import Testing
import WinnowModel

@Suite struct TimestampTests {
    @Test(
        "an instant prints as RFC 3339",
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_249_800_125, "2026-11-21T08:30:00.125Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
        ]
    )
    func rfc3339(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test("a civil date and its day number are each other's inverse")
    func inverse() {
        for day in stride(from: Int64(-800_000), through: 800_000, by: 977) {
            let (year, month, date) = Timestamp(seconds: day * 86_400).civilDate
            #expect(Timestamp.days(year: year, month: month, day: date) == day)
        }
    }
}
