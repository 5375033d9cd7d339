extension DateReader {
    /// Reads numbers with units: `2021年6月1日 9时30分`, `2004년 05월 28일`, `1 tháng
    /// 6 năm 2021`, and years of Japanese and Taiwanese eras.
    mutating func readUnits() {
        for index in tokens.indices {
            guard let number = freeNumber(index) else { continue }
            if let unit = firstLetter(index + 1), take(number, as: unit) {
                if unit == "年" || unit == "년", index > 0, let era = word(index - 1) {
                    yearOffset = Self.eras[era] ?? 0
                }
                tokens[index].isUsed = true
                noteTime(unit, index..<(index + 2))
            } else if index > 0, let unit = word(index - 1) {
                takeVietnamese(number, at: index, unit: unit)
            }
        }
    }

    private func firstLetter(_ index: Int) -> Unicode.Scalar? {
        guard tokens.indices.contains(index) else { return nil }
        return letters(index).first.flatMap(Unicode.Scalar.init)
    }

    /// Gives a number the role of the unit behind it.
    private mutating func take(_ number: Int, as unit: Unicode.Scalar) -> Bool {
        switch unit {
        case "年", "년":
            return set(number, to: \.year)
        case "月", "월":
            return set(number, to: \.month)
        case "日", "일", "号", "號":
            return set(number, to: \.day)
        case "時", "时", "点", "點", "시":
            guard set(number, to: \.hour) else { return false }
            fields.minute = fields.minute ?? 0
            return true
        case "分", "분":
            guard fields.hour != nil else { return false }
            fields.minute = number
            return true
        case "秒", "초":
            return fields.hour != nil && set(number, to: \.second)
        default:
            return false
        }
    }

    private mutating func set(_ number: Int, to field: WritableKeyPath<DateFields, Int?>) -> Bool {
        guard fields[keyPath: field] == nil else { return false }
        fields[keyPath: field] = number
        return true
    }

    private mutating func noteTime(_ unit: Unicode.Scalar, _ range: Range<Int>) {
        if "時时点點시".unicodeScalars.contains(unit) {
            timeRange = range.lowerBound..<min(range.upperBound, tokens.count)
        }
    }

    private mutating func takeVietnamese(_ number: Int, at index: Int, unit: DateWord) {
        if Self.vietnameseMonths.contains(unit) {
            fields.month = number
        } else if unit == Self.vietnameseDay, number <= 31 {
            fields.day = number
        } else if unit == Self.vietnameseYear, tokens[index].digits == 4 {
            fields.year = number
        } else {
            return
        }
        tokens[index].isUsed = true
    }

    private static let vietnameseMonths: Set<DateWord> = ["thang", "thg"]
    private static let vietnameseDay: DateWord = "ngay"
    private static let vietnameseYear: DateWord = "nam"

    private static let eras: [DateWord: Int] = [
        "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911,
        "中華民國": 1911,
    ]

    // MARK: Month names

    /// A month of the Solar Hijri calendar, in either script.
    mutating func readPersianMonth() {
        // Some of the names are everyday words of other languages.
        guard fields.month == nil,
            tokens.indices.contains(where: { (1300...1450).contains(freeNumber($0) ?? 0) })
        else { return }
        for index in tokens.indices where isFree(index) {
            guard let name = word(index), let month = Self.persianMonths[name] else { continue }
            fields.month = month
            hasMonthName = true
            hasPersianMonth = true
            use(index..<(index + 1))
            return
        }
    }

    private static let persianMonths: [DateWord: Int] = {
        let names = """
            فروردین;farvardin|اردیبهشت;ordibehesht|خرداد;khordad|تیر;tir|مرداد;امرداد;mordad|شهریور;shahrivar|\
            مهر;mehr|آبان;aban|آذر;azar|دی;dey|بهمن;bahman|اسفند;esfand
            """
        var months: [DateWord: Int] = [:]
        for (index, field) in names.split(separator: "|").enumerated() {
            for name in field.split(separator: ";") {
                months[DateWord(DateLexicon.phrase(of: String(name)))] = index + 1
            }
        }
        return months
    }()

    /// A name of a month and where it stands.
    private struct MonthCandidate {
        var range: Range<Int>
        var months: UInt16
        var isWeekdayToo: Bool

        var month: Int { months.trailingZeroBitCount }
    }

    /// Finds the month's name; false where two names disagree.
    mutating func readMonthName() -> Bool {
        guard fields.month == nil else { return true }
        var candidates = monthCandidates(exactly: true)
        if candidates.isEmpty, freeNumberCount <= 2 {
            candidates = monthCandidates(exactly: false)
        }
        if disagree(candidates) {
            let certain = candidates.filter { !$0.isWeekdayToo }
            if !certain.isEmpty { candidates = certain }
        }
        if disagree(candidates) {
            candidates = candidates.filter { isBesideNumber($0.range) }
        }
        guard let first = candidates.first else { return true }
        guard !disagree(candidates) else { return false }
        fields.month = first.month
        hasMonthName = true
        for candidate in candidates { use(candidate.range) }
        return true
    }

    private func disagree(_ candidates: [MonthCandidate]) -> Bool {
        candidates.contains { $0.months != candidates[0].months }
    }

    private func isBesideNumber(_ range: Range<Int>) -> Bool {
        freeNumber(range.lowerBound - 1) != nil || freeNumber(range.upperBound) != nil
    }

    private func monthCandidates(exactly: Bool) -> [MonthCandidate] {
        var candidates: [MonthCandidate] = []
        var index = 0
        while index < tokens.count {
            guard isFree(index), tokens[index].word != nil else {
                index += 1
                continue
            }
            if let candidate = exactly ? exactMonth(at: index) : similarMonth(at: index) {
                candidates.append(candidate)
                index = candidate.range.upperBound
            } else {
                index += 1
            }
        }
        return candidates
    }

    /// The longest phrase here that names one month.
    ///
    /// A phrase is also tried without a particle that is written as a part of
    /// it.
    private func exactMonth(at index: Int) -> MonthCandidate? {
        let particle = particleLength(index)
        for length in stride(from: mostWords(at: index, particle), through: 1, by: -1) {
            guard let phrase = phrase(at: index, words: length) else { continue }
            for start in particle == 0 ? 0..<1 : 0..<2 {
                let letters = phrase.dropFirst(start * particle)
                let (months, isWeekday) = meaning(of: letters, isSeveral: length > 1)
                if months.nonzeroBitCount == 1 {
                    return MonthCandidate(
                        range: index..<(index + length),
                        months: months,
                        isWeekdayToo: isWeekday
                    )
                }
            }
        }
        return nil
    }

    /// The words of the longest phrase that may be a name.
    private func mostWords(at index: Int, _ particle: Int) -> Int {
        guard let word = word(index), isFree(index + 1), tokens[index + 1].kind == .word else {
            return 1
        }
        if DateLexicon.openings.contains(word) { return 3 }
        let rest = DateWord(letters(index).dropFirst(particle))
        return particle > 0 && DateLexicon.openings.contains(rest) ? 3 : 1
    }

    private func phrase(at index: Int, words count: Int) -> ArraySlice<UInt32>? {
        if count == 1 { return letters(index) }
        var phrase: [UInt32] = []
        for position in index..<(index + count) {
            guard isFree(position), tokens[position].kind == .word else { return nil }
            if !phrase.isEmpty { phrase.append(0x20) }
            phrase += letters(position)
        }
        return phrase[...]
    }

    /// The letters of Hebrew prepositions and Thai "month of" in front of a
    /// word.
    private func particleLength(_ index: Int) -> Int {
        let letters = letters(index)
        guard let first = letters.first, first >= 0x5D0 else { return 0 }
        if first == 0x5D1 || first == 0x5DC || first == 0x5D4 { return 1 }
        return letters.starts(with: Self.thaiMonth) ? Self.thaiMonth.count : 0
    }

    private static let thaiMonth = "เดือน".unicodeScalars.map(\.value)

    /// The months that a phrase names in the strongest language that knows it.
    private func meaning(
        of phrase: ArraySlice<UInt32>,
        isSeveral: Bool
    ) -> (months: UInt16, isWeekday: Bool) {
        let word = DateWord(phrase)
        for index in language.lexicons.indices {
            let meaning = language.lexicons[index].meanings[word]
            if let meaning, meaning.months != 0 { return (meaning.months, meaning.isWeekday) }
            if isSeveral, let months = language.lexicons[index].monthOfPhrase(Array(phrase)) {
                return (months, meaning?.isWeekday ?? false)
            }
            if let meaning, meaning.isWeekday || meaning.half != nil { return (0, true) }
        }
        // Two Latin letters are a particle in some language.
        if phrase.count < 3, phrase.allSatisfy({ $0 < 0x250 }) { return (0, false) }
        return (DateLexicon.commonMonths[word] ?? 0, false)
    }

    private func similarMonth(at index: Int) -> MonthCandidate? {
        guard isBesideNumber(index..<(index + 1)) || tokens.count < 8 else { return nil }
        let text = letters(index)
        let particle = particleLength(index)
        for start in particle == 0 ? 0..<1 : 0..<2 {
            let spelling = text.dropFirst(start * particle)
            var months: UInt16 = 0
            for lexicon in language.lexicons where months.nonzeroBitCount != 1 {
                if lexicon.meanings[DateWord(spelling)]?.isWeekday == true { return nil }
                months = lexicon.monthLike(spelling)
            }
            if months == 0, language.subtag == nil || text.contains(where: { $0 >= 0x250 }) {
                months = DateLexicon.commonMonthLike(spelling)
            }
            if months.nonzeroBitCount == 1 {
                return MonthCandidate(
                    range: index..<(index + 1),
                    months: months,
                    isWeekdayToo: false
                )
            }
        }
        return nil
    }
}
