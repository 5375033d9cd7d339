extension DateReader {
    /// Finds the time, if there is one; false where it is impossible.
    mutating func readTime() -> Bool {
        splitGluedHour()
        if readBasicTime() { return true }
        for index in tokens.indices where freeNumber(index) != nil {
            if isSign(index + 1, ":"), freeNumber(index + 2) != nil {
                return readColonTime(at: index)
            }
        }
        if fields.hour == nil { _ = readHourWord() || readDottedTime() || readHalfAlone() }
        return readHalfWord()
    }

    private static let timeMark: DateWord = "t"

    /// `T083000` of ISO 8601's basic format.
    private mutating func readBasicTime() -> Bool {
        for index in tokens.indices
        where word(index) == Self.timeMark && freeNumber(index - 1) != nil {
            guard let value = freeNumber(index + 1), !isSign(index + 2, ":") else { continue }
            switch tokens[index + 1].digits {
            case 4:
                fields.hour = value / 100
            case 6:
                fields.hour = value / 10_000
                fields.second = value % 100
            default:
                continue
            }
            fields.minute = fields.second == nil ? value % 100 : value / 100 % 100
            use((index + 1)..<(index + 2))
            timeRange = (index + 1)..<(index + 2)
            return true
        }
        return false
    }

    /// `2911:30` is the day 29 and 11:30, `2016020417:10` a date and 17:10: some
    /// templates leave out the space.
    private mutating func splitGluedHour() {
        for index in tokens.indices {
            let digits = tokens[index].digits
            guard let value = tokens[index].number, digits == 4 || digits == 10,
                isSign(index + 1, ":")
            else { continue }
            var hour = DateToken(kind: .number, followsSpace: false)
            hour.value = value % 100
            hour.digits = 2
            tokens[index].value = value / 100
            tokens[index].digits = digits - 2
            tokens.insert(hour, at: index + 1)
            return
        }
    }

    /// `h:mm`, `h:mm:ss` and fractions.
    private mutating func readColonTime(at index: Int) -> Bool {
        guard let hour = freeNumber(index), let minute = freeNumber(index + 2), hour <= 24,
            minute < 60, tokens[index].digits <= 2, tokens[index + 2].digits <= 2
        else { return false }
        fields.hour = hour
        fields.minute = minute
        var end = index + 3
        if isSign(end, ":") {
            guard let second = freeNumber(end + 1), second <= 60 else { return false }
            fields.second = second
            end += 2
            if isSign(end, ".") || isSign(end, ","), let fraction = freeNumber(end + 1),
                !tokens[end + 1].followsSpace
            {
                fields.milliseconds = milliseconds(fraction, digits: tokens[end + 1].digits)
                end += 2
            }
        }
        guard !isSign(end, ":") else { return false }
        use(index..<end)
        timeRange = index..<end
        return readHalfWord()
    }

    private func milliseconds(_ value: Int, digits: Int) -> Int {
        var result = value
        for _ in stride(from: digits, to: 3, by: -1) { result /= 10 }
        for _ in stride(from: digits, to: 3, by: 1) { result *= 10 }
        return min(result, 999)
    }

    /// `10h11`, `7 гадзін 10 хвілін`, `16 Uhr`.
    private mutating func readHourWord() -> Bool {
        for index in tokens.indices {
            guard let hour = freeNumber(index), hour <= 24, tokens[index].digits <= 2,
                let unit = word(index + 1), Self.hourWords.contains(unit)
            else { continue }
            fields.hour = hour
            fields.minute = 0
            var end = index + 2
            if let minute = freeNumber(end), minute < 60, tokens[end].digits == 2,
                !isSign(end + 1, "."), !isSign(end + 1, "/")
            {
                fields.minute = minute
                end += 1
            }
            use(index..<end)
            timeRange = index..<end
            return true
        }
        return false
    }

    private static let hourWords: Set<DateWord> = [
        "h", "hs", "hrs", "uhr", "ч", "час", "часа", "часов", "год", "година", "годин", "гадз",
        "гадзін", "гадзіны", "ura", "hodin", "godz", "ora", "gio", "ωρα", "klockan",
    ]

    /// `5.45 ip.`, `klo 16.45`, `10.20 WIB`: two numbers with a full stop that
    /// a word says are a time, or that are left when the date is complete.
    private mutating func readDottedTime() -> Bool {
        for index in tokens.indices {
            guard let hour = freeNumber(index), hour < 24, isSign(index + 1, "."),
                let minute = freeNumber(index + 2), minute < 60, tokens[index + 2].digits == 2,
                !(isSign(index + 3, ".") && freeNumber(index + 4) != nil),
                !(index > 1 && isSign(index - 1, ".") && freeNumber(index - 2) != nil)
            else { continue }
            let before = word(index - 1) ?? (isSign(index - 1, ".") ? word(index - 2) : nil)
            let isMarked = before.map(Self.timePrepositions.contains) ?? false
            let next = word(index + 3) ?? DateWord()
            guard
                isMarked || half(at: index + 3) != nil || DateZones.minutes(next) != nil
                    || Self.hourWords.contains(next)
            else { continue }
            fields.hour = hour
            fields.minute = minute
            use(index..<(index + 3))
            timeRange = index..<(index + 3)
            return true
        }
        return false
    }

    private static let timePrepositions: Set<DateWord> = [
        "klo", "kl", "klokken", "um", "pukul", "pkl", "jam", "kello", "ob", "ore", "alle", "as",
        "at", "h", "ωρα", "в", "о", "u", "a",
    ]

    /// `1 a.m`, `8 pm`; `at noon`.
    private mutating func readHalfAlone() -> Bool {
        for index in tokens.indices where index > 0 {
            guard let half = half(at: index) else { continue }
            if let hour = freeNumber(index - 1), (1...12).contains(hour),
                tokens[index - 1].digits <= 2,
                half == .beforeNoon || half == .afterNoon
            {
                fields.hour = hour
                fields.minute = 0
                use((index - 1)..<index)
                timeRange = (index - 1)..<index
                return true
            }
            if half == .noon || half == .midnight {
                fields.hour = half == .noon ? 12 : 0
                fields.minute = 0
                use(index..<(index + 1))
                timeRange = index..<(index + 1)
                return true
            }
        }
        return false
    }

    /// Moves the hour into the half of the day that is named before or after
    /// it.
    private mutating func readHalfWord() -> Bool {
        guard let hour = fields.hour, let range = timeRange else { return true }
        let before = half(at: range.lowerBound - 1)
        let after = halfBehind(range.upperBound)
        if after != nil, isFree(range.upperBound) {
            let end = range.upperBound + (isSign(range.upperBound + 1, ".") ? 2 : 1)
            use(range.upperBound..<end)
            timeRange = range.lowerBound..<end
        } else if before != nil {
            use((range.lowerBound - 1)..<range.lowerBound)
        } else {
            return true
        }
        switch after ?? before {
        case .afterNoon where hour < 12: fields.hour = hour + 12
        case .beforeNoon where hour == 12: fields.hour = 0
        case .noon where hour < 3: fields.hour = hour + 12
        default: break
        }
        return true
    }

    /// The half that a word behind the time names; `10:06p` counts, but a lone
    /// letter with space before it is a preposition.
    private func halfBehind(_ index: Int) -> DateLexicon.Half? {
        guard let word = word(index) else { return nil }
        if word == Self.a || word == Self.p, !tokens[index].followsSpace {
            return word == Self.a ? .beforeNoon : .afterNoon
        }
        return half(at: index)
    }

    private static let a: DateWord = "a"
    private static let p: DateWord = "p"
    private static let am: DateWord = "am"
    private static let pm: DateWord = "pm"

    /// The half of the day that a word names. In Chinese it may stand at the
    /// end of other characters.
    private func half(at index: Int) -> DateLexicon.Half? {
        guard let word = word(index) else { return nil }
        for index in language.lexicons.indices {
            if let half = language.lexicons[index].meanings[word]?.half { return half }
        }
        let text = letters(index)
        guard let first = text.first, first >= 0x80 else {
            return word == Self.am ? .beforeNoon : word == Self.pm ? .afterNoon : nil
        }
        if let half = DateLexicon.commonHalves[word] { return half }
        guard (0x4E00...0x9FFF).contains(first) else { return nil }
        let chinese = DateLexicon.lexicon(of: "zh")?.halfNames ?? []
        return chinese.filter { text.reversed().starts(with: $0.letters.reversed()) }
            .max { $0.letters.count < $1.letters.count }?.value
    }

    // MARK: Zone

    /// Reads the zone behind the time.
    mutating func readZone() {
        guard fields.hour != nil, let range = timeRange, fields.zone == nil else { return }
        var index = range.upperBound
        // A year may stand between, as in `10:34:51 2016 +0200` of asctime.
        if let year = freeNumber(index), tokens[index].digits == 4, year > 1900,
            tokens.count > index + 1, tokens[index + 1].isSign("+")
        {
            index += 1
        }
        if isSign(index, "("), word(index + 1) != nil { index += 1 }
        if let text = word(index), isFree(index) {
            let isLast = index == tokens.count - 1
            let minutes =
                DateZones.minutes(text)
                ?? (isLast ? DateZones.militaryMinutes(text) : nil)
            guard let minutes else { return }
            fields.zone = minutes * 60
            use(index..<(index + 1))
            guard minutes == 0 else { return }
            readOffset(at: index + 1)
        } else {
            readOffset(at: index)
        }
    }

    /// `+0300`, `-05:00`, `+3`.
    private mutating func readOffset(at index: Int) {
        let isNegative = isSign(index, "-")
        guard isNegative || isSign(index, "+"), let number = freeNumber(index + 1),
            !tokens[index + 1].followsSpace
        else { return }
        var seconds: Int
        var end = index + 2
        switch tokens[index + 1].digits {
        case 3, 4:
            seconds = number / 100 * 3600 + number % 100 * 60
        case 1, 2:
            seconds = number * 3600
            if isSign(end, ":"), let minutes = freeNumber(end + 1), minutes < 60 {
                seconds += minutes * 60
                end += 2
            }
        default:
            return
        }
        guard seconds <= 24 * 3600 else { return }
        fields.zone = isNegative ? -seconds : seconds
        use(index..<end)
    }
}
