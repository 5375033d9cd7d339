import Testing
import WinnowModel

@Suite struct FeedDateTests {
    @Test(
        "the forms of the standards are read",
        arguments: [
            ("2026-11-21T08:30:00Z", "2026-11-21T08:30:00Z"),
            ("2026-11-21T08:30:00.125+01:00", "2026-11-21T07:30:00.125Z"),
            ("2026-11-21 08:30:00 -0530", "2026-11-21T14:00:00Z"),
            ("2026-11-21T08:30", "2026-11-21T08:30:00Z"),
            ("2026-11-21", "2026-11-21"),
            ("2026-11", "2026-11-01"),
            ("2026", "2026-01-01"),
            ("20261121", "2026-11-21"),
            ("20261121T083000Z", "2026-11-21T08:30:00Z"),
            ("2026-325", "2026-11-21"),
            ("2026-W47-6", "2026-11-21"),
            ("2026W476", "2026-11-21"),
            ("Sat, 21 Nov 2026 08:30:00 +0000", "2026-11-21T08:30:00Z"),
            ("21 Nov 2026 08:30 GMT", "2026-11-21T08:30:00Z"),
            ("Sat Nov 21 08:30:00 2026", "2026-11-21T08:30:00Z"),
            ("2026-11-20T24:00:00Z", "2026-11-21T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
            ("1795249800", "2026-11-21T08:30:00Z"),
            ("1795249800125", "2026-11-21T08:30:00.125Z"),
        ]
    )
    func standards(text: String, expected: String) {
        #expect(FeedDate.parse(text)?.rfc3339 == expected)
    }

    @Test(
        "the abuses of RFC 822 are read",
        arguments: [
            ("Mon, 21 Nov 2026 08:30:00 +0000", "2026-11-21T08:30:00Z"),
            ("Saturday, 21 November, 2026 08:30:00 EST", "2026-11-21T13:30:00Z"),
            ("Sat, 21 Nov 26 8:30:00 PDT", "2026-11-21T15:30:00Z"),
            ("21 Nov 99 08:30:00 Z", "1999-11-21T08:30:00Z"),
            ("Nov 21, 2026, 8:30:15 p.m. CET", "2026-11-21T19:30:15Z"),
            ("Sat, 21 Nov 2026 08:30:00 GMT+0200 (EET)", "2026-11-21T06:30:00Z"),
            ("Sat Nov 21 08:30:00 EST 2026", "2026-11-21T13:30:00Z"),
            ("2026-nov-21T8:30-05:00", "2026-11-21T13:30:00Z"),
            ("Updated: November 21st, 2026 @ noon", "2026-11-21T12:00:00Z"),
            ("2026-11-2108:30", "2026-11-21T08:30:00Z"),
            ("261121", "2026-11-21"),
            ("-2611", "2026-11-01"),
        ]
    )
    func abuses(text: String, expected: String) {
        #expect(FeedDate.parse(text)?.rfc3339 == expected)
    }

    @Test(
        "localised dates are read",
        arguments: [
            ("Samstag, 21. November 2026, 8.30 Uhr", "de", "2026-11-21T08:30:00Z"),
            ("sáb., 21 de nov. de 2026", "es", "2026-11-21"),
            ("mar. 24 novembre 2026 à 8h30", "fr", "2026-11-24T08:30:00Z"),
            ("21 listopada 2026", "pl", "2026-11-21"),
            ("21. listopada 2026.", "hr", "2026-10-21"),
            ("суббота, 21 ноября 2026 г., 8:30", "ru", "2026-11-21T08:30:00Z"),
            ("2026. november 21., szombat", "hu", "2026-11-21"),
            ("Σάβ, 21 Νοε 2026 08:30:00 EET", "el", "2026-11-21T06:30:00Z"),
            ("21 ноя 2026", nil, "2026-11-21"),
            ("السبت ٢١ تشرين الثاني ٢٠٢٦", "ar", "2026-11-21"),
            ("שבת, 21 בנובמבר 2026", "iw", "2026-11-21"),
            ("२१ नवंबर २०२६", "hi", "2026-11-21"),
            ("21 พฤศจิกายน 2569", "th", "2026-11-21"),
            ("ngày 21 tháng 11 năm 2026", "vi", "2026-11-21"),
            ("2026年11月21日(土) 20時30分", "ja", "2026-11-21T20:30:00Z"),
            ("令和8年11月21日", "ja", "2026-11-21"),
            ("二〇二六年十一月二十一日", "zh", "2026-11-21"),
            ("2026年11月21日 晚上8:30", "zh-Hans", "2026-11-21T20:30:00Z"),
            ("2026년 11월 21일 오후 8시 30분", "ko", "2026-11-21T20:30:00Z"),
            ("۳۰ آبان ۱۴۰۵", "fa", "2026-11-21"),
        ] as [(String, String?, String)]
    )
    func localised(text: String, language: String?, expected: String) {
        #expect(FeedDate.parse(text, language: language)?.rfc3339 == expected)
    }

    @Test("a Korean feed's time without a zone is Korea's")
    func korea() {
        let date = FeedDate.parse("2026년 11월 21일  08:30:00")
        #expect(date?.rfc3339 == "2026-11-20T23:30:00Z")
        #expect(date?.hasZone == false)
    }

    @Test(
        "the language decides the order of numbers",
        arguments: [
            ("3/4/2026", "en-US", "2026-03-04"), ("3/4/2026", "en-GB", "2026-04-03"),
            ("3/4/2026", "fr", "2026-04-03"), ("3/4/2026", nil, "2026-03-04"),
            ("3.4.2026", nil, "2026-04-03"), ("13/4/2026", nil, "2026-04-13"),
            ("2026/4/3", nil, "2026-04-03"), ("26.4.3", "hu", "2026-04-03"),
            ("26-04-03", nil, "2026-04-03"),
        ] as [(String, String?, String)]
    )
    func order(text: String, language: String?, expected: String) {
        #expect(FeedDate.parse(text, language: language)?.rfc3339 == expected)
    }

    @Test("the precision and the zone are told")
    func precision() {
        #expect(FeedDate.parse("2026")?.precision == .year)
        #expect(FeedDate.parse("Nov 2026")?.precision == .month)
        #expect(FeedDate.parse("21 Nov 2026")?.precision == .day)
        #expect(FeedDate.parse("21 Nov 2026 08:30")?.precision == .minute)
        #expect(FeedDate.parse("21 Nov 2026 08:30:00 Z")?.precision == .second)
        #expect(FeedDate.parse("21 Nov 2026 08:30:00 Z")?.hasZone == true)
        #expect(FeedDate.parse("21 Nov 2026 08:30:00")?.hasZone == false)
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", " ", "yesterday", "3 days ago", "12", "013", "31 Feb 2026", "2026-13-01",
            "2026-11-21T25:00:00Z", "2026-11-21T08:61:00Z", "2026-11-21T08:30:61Z",
            "2026-xx-21", "21 Nov 2026 8:30:00:00", "21 Nov 2026 08:30:00 +xx:00",
            "21 Nov 2026 22 Nov 2026", "Top 10 of 2026", "12/09/18567", "0000-01-01",
            "99999999999999999999999999", "2026-11-21T08:30:00+99:99",
        ]
    )
    func refused(text: String) {
        #expect(FeedDate.parse(text) == nil)
    }

    @Test("very long and broken texts are refused, not feared")
    func hostile() {
        #expect(FeedDate.parse(String(repeating: "1 ", count: 100_000)) == nil)
        #expect(FeedDate.parse(String(repeating: ":", count: 256)) == nil)
        for length in 0..<200 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 73 ^ length) }
            _ = bytes.withUnsafeBufferPointer { FeedDate.parse(utf8: $0) }
        }
    }
}
