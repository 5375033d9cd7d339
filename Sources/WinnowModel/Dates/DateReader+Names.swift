extension DateReader {
    /// Reads numbers with units: `2021年6月1日 9时30分`, `2004년 05월 28일`, `1 tháng
    /// 6 năm 2021`, and years of Japanese and Taiwanese eras.
    mutating func readUnits() {
        for index in tokens.indices {
            guard let number = tokens[index].number, !isUsed[index] else { continue }
            if let unit = word(index + 1)?.unicodeScalars.first, take(number, as: unit) {
                if unit == "年" || unit == "년", index > 0, let era = word(index - 1) {
                    yearOffset = Self.eras[era] ?? 0
                }
                isUsed[index] = true
                noteTime(unit, index..<(index + 2))
            } else if index > 0, let unit = word(index - 1) {
                takeVietnamese(number, at: index, unit: unit)
            }
        }
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

    private mutating func takeVietnamese(_ number: Int, at index: Int, unit: String) {
        switch unit {
        case "thang", "thg": fields.month = number
        case "ngay" where number <= 31: fields.day = number
        case "nam" where tokens[index].digits == 4: fields.year = number
        default: return
        }
        isUsed[index] = true
    }

    private static let eras = [
        "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911,
        "中華民國": 1911,
    ]

    // MARK: Month names

    /// A month of the Solar Hijri calendar, in either script.
    mutating func readPersianMonth() {
        // Some of the names are everyday words of other languages.
        guard fields.month == nil,
            freeNumbers.contains(where: { (1300...1450).contains(tokens[$0].number ?? 0) })
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

    private static let persianMonths: [String: Int] = {
        let names = """
            فروردین;farvardin|اردیبهشت;ordibehesht|خرداد;khordad|تیر;tir|مرداد;امرداد;mordad|شهریور;shahrivar|\
            مهر;mehr|آبان;aban|آذر;azar|دی;dey|بهمن;bahman|اسفند;esfand
            """
        var months: [String: Int] = [:]
        for (index, field) in names.split(separator: "|").enumerated() {
            for name in field.split(separator: ";") {
                months[DateLexicon.phrase(of: String(name))] = index + 1
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
        if candidates.isEmpty, freeNumbers.count <= 2 {
            candidates = monthCandidates(exactly: false)
        }
        if Set(candidates.map(\.month)).count > 1 {
            let certain = candidates.filter { !$0.isWeekdayToo }
            if !certain.isEmpty { candidates = certain }
        }
        if Set(candidates.map(\.month)).count > 1 {
            candidates = candidates.filter { isBesideNumber($0.range) }
        }
        guard let first = candidates.first else { return true }
        guard candidates.allSatisfy({ $0.month == first.month }) else { return false }
        fields.month = first.month
        hasMonthName = true
        for candidate in candidates { use(candidate.range) }
        return true
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
    private func exactMonth(at index: Int) -> MonthCandidate? {
        for length in stride(from: 3, through: 1, by: -1) {
            guard let phrase = phrase(at: index, words: length) else { continue }
            for spelling in spellings(of: phrase) {
                let (months, isWeekday) = meaning(of: spelling)
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

    private func phrase(at index: Int, words count: Int) -> String? {
        var words: [String] = []
        for position in index..<(index + count) {
            guard isFree(position), let word = word(position) else { return nil }
            words.append(word)
        }
        return words.joined(separator: " ")
    }

    /// The phrase, and without a particle that is written as a part of it:
    /// Hebrew prepositions, Thai "month of".
    private func spellings(of phrase: String) -> [String] {
        guard let first = phrase.unicodeScalars.first else { return [] }
        if "בלה".unicodeScalars.contains(first) {
            return [phrase, String(phrase.unicodeScalars.dropFirst())]
        }
        let thaiMonth = "เดือน"
        if phrase.hasPrefix(thaiMonth) {
            let rest = phrase.unicodeScalars.dropFirst(thaiMonth.unicodeScalars.count)
            return [phrase, String(rest)]
        }
        return [phrase]
    }

    /// The months that a phrase names in the strongest language that knows it.
    private func meaning(of phrase: String) -> (months: UInt16, isWeekday: Bool) {
        for lexicon in lexicons {
            if let months = lexicon.months[phrase] ?? lexicon.monthOfPhrase(phrase) {
                return (months, lexicon.weekdays.contains(phrase))
            }
            if lexicon.weekdays.contains(phrase) || lexicon.halves[phrase] != nil {
                return (0, true)
            }
        }
        // Two Latin letters are a particle in some language.
        let scalars = phrase.unicodeScalars
        if scalars.count < 3, scalars.allSatisfy({ $0.value < 0x250 }) { return (0, false) }
        return (DateLexicon.commonMonths[phrase] ?? 0, false)
    }

    private func similarMonth(at index: Int) -> MonthCandidate? {
        guard let text = word(index), isBesideNumber(index..<(index + 1)) || tokens.count < 8 else {
            return nil
        }
        for spelling in spellings(of: text) {
            var months: UInt16 = 0
            for lexicon in lexicons where months.nonzeroBitCount != 1 {
                if lexicon.weekdays.contains(spelling) { return nil }
                months = lexicon.monthLike(spelling)
            }
            if months == 0,
                language == nil || text.unicodeScalars.contains(where: { $0.value >= 0x250 })
            {
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
