// Reads dates that no standard describes.
//
// The text becomes tokens. Each step below takes the tokens that have a role it
// knows: units of East Asian dates, the time, its zone, names of months. What
// numbers are left are year, month and day by their size and order. Words
// without a role are ignored, as there are bylines, weekdays and particles in
// every language, but a number without a role means that the text is no date.

/// Reads one date.
struct DateReader {
    let language: DateLanguage
    var tokens: [DateToken]
    /// The folded letters of the words.
    let letters: [UInt32]
    var fields = DateFields()
    /// The tokens of the time, once it is found.
    var timeRange: Range<Int>?
    var hasMonthName = false
    var hasPersianMonth = false
    /// What to add to a year of the era that the text names.
    var yearOffset = 0

    /// Texts with more words and signs are no dates.
    private static let mostTokens = 48

    init(_ bytes: UnsafeBufferPointer<UInt8>, language: DateLanguage) {
        self.language = language
        let text = DateTokenizer(bytes)
        tokens = text.tokens
        letters = text.letters
    }

    /// The fields of the date; nil if the text is none.
    mutating func read() -> DateFields? {
        guard tokens.count <= Self.mostTokens, tokens.contains(where: { $0.number != nil }) else {
            return nil
        }
        if let fields = readCompact() ?? readWeekDate() { return fields }
        readUnits()
        guard readTime() else { return nil }
        readZone()
        readPersianMonth()
        guard readMonthName(), readNumbers() else { return nil }
        convertCalendar()
        assumeKoreanZone()
        return fields
    }

    // MARK: Tokens

    /// Whether there is a token here that has no role yet.
    func isFree(_ index: Int) -> Bool { tokens.indices.contains(index) && !tokens[index].isUsed }

    func freeNumber(_ index: Int) -> Int? { isFree(index) ? tokens[index].number : nil }

    func isSign(_ index: Int, _ sign: Unicode.Scalar) -> Bool {
        tokens.indices.contains(index) && tokens[index].isSign(sign)
    }

    func word(_ index: Int) -> DateWord? {
        tokens.indices.contains(index) ? tokens[index].word : nil
    }

    /// The folded letters of a word; none for other tokens.
    func letters(_ index: Int) -> ArraySlice<UInt32> { letters[tokens[index].letters] }

    mutating func use(_ range: Range<Int>) {
        for index in range { tokens[index].isUsed = true }
    }

    /// The indexes of the numbers without a role.
    var freeNumbers: [Int] { tokens.indices.filter { freeNumber($0) != nil } }

    /// How many numbers have no role.
    var freeNumberCount: Int {
        tokens.reduce(0) { $1.kind == .number && !$1.isUsed ? $0 + 1 : $0 }
    }

    /// Whether a letter of a range occurs.
    private func hasLetter(_ range: ClosedRange<UInt32>) -> Bool {
        letters.contains { range.contains($0) }
    }

    // MARK: Steps

    private static let week: DateWord = "w"

    /// `2021-W22-2`.
    private func readWeekDate() -> DateFields? {
        guard let mark = tokens.firstIndex(where: { $0.word == Self.week }), mark > 0,
            tokens.count > mark + 1, let week = tokens[mark + 1].number
        else { return nil }
        let yearIndex = tokens[mark - 1].isSign("-") ? mark - 2 : mark - 1
        guard yearIndex == 0, tokens[0].digits == 4, let year = tokens[0].number else { return nil }
        var weekday = 1
        var number = week
        if tokens[mark + 1].digits == 3 {
            weekday = week % 10
            number = week / 10
        } else if tokens.count == mark + 4, tokens[mark + 2].isSign("-") {
            guard let written = tokens[mark + 3].number else { return nil }
            weekday = written
        } else if tokens.count != mark + 2 {
            return nil
        }
        guard (1...53).contains(number), (1...7).contains(weekday) else { return nil }
        return DateFields(isoYear: year, week: number, weekday: weekday)
    }

    /// The Thai, Persian, Japanese and Taiwanese calendars.
    private mutating func convertCalendar() {
        guard let year = fields.year else { return }
        if (1300...1450).contains(year),
            language.subtag == "fa" || hasLetter(0x600...0x6FF) || hasPersianMonth,
            let month = fields.month, let day = fields.day
        {
            fields.setPersian(year: year, month: month, day: day)
        } else if (2400...2700).contains(year), language.subtag == "th" || hasLetter(0xE01...0xE3A)
        {
            fields.year = year - 543
        } else {
            fields.year = year + yearOffset
        }
    }

    /// Korea has one zone, and its old feed services wrote none.
    private mutating func assumeKoreanZone() {
        guard language.subtag == nil, fields.second != nil, fields.zone == nil,
            hasLetter(0xAC00...0xD7A3)
        else { return }
        guard let date = fields.resolved() else { return }
        let seoul = Timestamp(seconds: date.timestamp.seconds - 9 * 3600)
        fields.set(utc: seoul)
    }
}
