// Reads dates that no standard describes.
//
// The text becomes tokens. Each step below takes the tokens that have a role it
// knows: units of East Asian dates, the time, its zone, names of months. What
// numbers are left are year, month and day by their size and order. Words
// without a role are ignored, as there are bylines, weekdays and particles in
// every language, but a number without a role means that the text is no date.

/// Reads one date.
struct DateReader {
    /// ISO 3166 code of the document's region, for the order of numbers.
    var region: String?

    let language: String?
    var tokens: [DateToken]
    var isUsed: [Bool]
    var fields = DateFields()
    /// The tokens of the time, once it is found.
    var timeRange: Range<Int>?
    var hasMonthName = false
    var hasPersianMonth = false
    /// Letters of the Arabic script occur.
    let hasArabicScript: Bool
    let hasKorean: Bool
    /// What to add to a year of the era that the text names.
    var yearOffset = 0

    /// Texts with more words and signs are no dates.
    private static let mostTokens = 48

    init(text: String, language: String?) {
        self.language = language.flatMap { $0.isEmpty ? nil : $0 }
        tokens = DateTokenizer.tokens(of: text)
        isUsed = tokens.map { _ in false }
        hasArabicScript = text.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }
        hasKorean = text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
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

    /// The index of the next token from one on that has no role yet.
    func isFree(_ index: Int) -> Bool { tokens.indices.contains(index) && !isUsed[index] }

    func freeNumber(_ index: Int) -> Int? { isFree(index) ? tokens[index].number : nil }

    func isSign(_ index: Int, _ sign: Unicode.Scalar) -> Bool {
        tokens.indices.contains(index) && tokens[index].isSign(sign)
    }

    func word(_ index: Int) -> String? {
        tokens.indices.contains(index) ? tokens[index].word : nil
    }

    mutating func use(_ range: Range<Int>) {
        for index in range { isUsed[index] = true }
    }

    /// The indexes of the numbers without a role.
    var freeNumbers: [Int] { tokens.indices.filter { freeNumber($0) != nil } }

    // MARK: Lexicons

    /// The lexicons that decide, strongest first.
    var lexicons: [DateLexicon] {
        var lexicons: [DateLexicon] = []
        if let language, let own = DateLexicon.lexicon(of: language) { lexicons.append(own) }
        if language != "en", let english = DateLexicon.english { lexicons.append(english) }
        return lexicons
    }

    // MARK: Steps

    /// `2021-W22-2`.
    private func readWeekDate() -> DateFields? {
        guard let mark = tokens.firstIndex(where: { $0.word == "w" }), mark > 0,
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
        if (1300...1450).contains(year), language == "fa" || hasArabicScript || hasPersianMonth,
            let month = fields.month, let day = fields.day
        {
            fields.setPersian(year: year, month: month, day: day)
        } else if (2400...2700).contains(year), language == "th" || hasThaiLetters {
            fields.year = year - 543
        } else {
            fields.year = year + yearOffset
        }
    }

    private var hasThaiLetters: Bool {
        tokens.contains { token in
            token.word?.unicodeScalars.contains { (0xE01...0xE3A).contains($0.value) } == true
        }
    }

    /// Korea has one zone, and its old feed services wrote none.
    private mutating func assumeKoreanZone() {
        guard language == nil, hasKorean, fields.second != nil, fields.zone == nil else { return }
        guard let date = fields.resolved() else { return }
        let seoul = Timestamp(seconds: date.timestamp.seconds - 9 * 3600)
        fields.set(utc: seoul)
    }
}
