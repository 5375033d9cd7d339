/// What words mean in one language's dates.
struct DateLexicon: Sendable {
    /// Day halves and their middles.
    enum Half: Sendable {
        case beforeNoon, afterNoon, noon, midnight
    }

    /// What one word or phrase may mean.
    struct Meaning: Sendable {
        /// Bits 1 to 12 of months.
        var months: UInt16 = 0
        var isWeekday = false
        var half: Half?
    }

    /// A name as it is spelled, for comparing its beginning.
    struct Spelling<Value: Sendable>: Sendable {
        var letters: [UInt32]
        var value: Value
    }

    let language: String
    private(set) var meanings: [DateWord: Meaning] = [:]
    /// The names of months with the bits of the months.
    private(set) var monthNames: [Spelling<UInt16>] = []
    private(set) var halfNames: [Spelling<Half>] = []

    /// Reads a line of the tables.
    private init(line: UnsafeBufferPointer<UInt8>, _ tokenizer: inout DateTokenizer) {
        let fields = Self.split(line, at: "|")
        language = String(decoding: fields[0], as: UTF8.self)
        for month in 1...12 where month < fields.count {
            for name in Self.split(fields[month], at: ";") where !name.isEmpty {
                addMonth(Self.phrase(of: name, &tokenizer), bits: 1 << UInt16(month))
            }
        }
        guard fields.count > 13 else { return }
        for name in Self.split(fields[13], at: ";") where !name.isEmpty {
            meanings[DateWord(Self.phrase(of: name, &tokenizer)), default: Meaning()].isWeekday =
                true
        }
        let kinds: [Half] = [.beforeNoon, .afterNoon, .noon, .midnight]
        for (kind, field) in zip(kinds, fields.dropFirst(14)) {
            for name in Self.split(field, at: ";") where !name.isEmpty {
                addHalf(Self.phrase(of: name, &tokenizer), kind, isStronger: true)
            }
        }
    }

    private static func split(
        _ text: UnsafeBufferPointer<UInt8>,
        at mark: Unicode.Scalar
    ) -> [UnsafeBufferPointer<UInt8>] {
        text.split(separator: UInt8(ascii: mark), omittingEmptySubsequences: false)
            .map { UnsafeBufferPointer(rebasing: $0) }
    }

    private mutating func addMonth(_ phrase: [UInt32], bits: UInt16) {
        meanings[DateWord(phrase), default: Meaning()].months |= bits
        if let index = monthNames.firstIndex(where: { $0.letters == phrase }) {
            monthNames[index].value |= bits
        } else {
            monthNames.append(Spelling(letters: phrase, value: bits))
        }
    }

    private mutating func addHalf(_ phrase: [UInt32], _ half: Half, isStronger: Bool) {
        let word = DateWord(phrase)
        if meanings[word]?.half != nil {
            guard isStronger else { return }
            halfNames.removeAll { $0.letters == phrase }
        }
        meanings[word, default: Meaning()].half = half
        halfNames.append(Spelling(letters: phrase, value: half))
    }

    private mutating func add(_ other: DateLexicon) {
        for name in other.monthNames { addMonth(name.letters, bits: name.value) }
        for (word, meaning) in other.meanings where meaning.isWeekday {
            meanings[word, default: Meaning()].isWeekday = true
        }
        for name in other.halfNames { addHalf(name.letters, name.value, isStronger: false) }
    }

    /// The words of a name, folded as the tokenizer folds text.
    private static func phrase(
        of name: UnsafeBufferPointer<UInt8>,
        _ text: inout DateTokenizer
    ) -> [UInt32] {
        text.restart(name)
        var phrase: [UInt32] = []
        for token in text.tokens where token.kind == .word {
            if !phrase.isEmpty { phrase.append(0x20) }
            phrase += text.letters[token.letters]
        }
        return phrase
    }

    static func phrase(of name: String) -> [UInt32] {
        var name = name
        var tokenizer = DateTokenizer()
        return name.withUTF8 { phrase(of: $0, &tokenizer) }
    }

    /// The month of a word that is a beginning of the names of one month, or
    /// that has a name, or nearly all of it, as its beginning; endings differ
    /// with the case of a noun and abbreviations with the publisher.
    func monthLike(_ word: ArraySlice<UInt32>) -> UInt16 {
        guard let first = word.first, word.count >= 3 || word.count == 2 && first >= 0x250 else {
            return 0
        }
        var asPrefix: UInt16 = 0
        var shortest = Int.max
        var asStem: UInt16 = 0
        var longestStem = 0
        for name in monthNames where name.letters.first == first {
            let length = name.letters.count
            let common = zip(word, name.letters).prefix { $0 == $1 }.count
            // In Czech June is the beginning of July.
            if common == word.count, length <= shortest {
                asPrefix = length < shortest ? name.value : asPrefix | name.value
                shortest = length
            }
            let isStem = common >= 3 && common == length || common >= 5 && common + 3 >= length
            if isStem, common + 4 >= word.count {
                if common > longestStem { asStem = 0 }
                if common >= longestStem { asStem |= name.value }
                longestStem = max(longestStem, common)
            }
        }
        if asPrefix.nonzeroBitCount == 1 { return asPrefix }
        return asStem.nonzeroBitCount == 1 ? asStem : 0
    }

    /// The month of a name of several words whose last one has an ending.
    func monthOfPhrase(_ phrase: [UInt32]) -> UInt16? {
        let matches = monthNames.filter { name in
            name.letters.contains(0x20) && phrase.starts(with: name.letters)
                && phrase.count <= name.letters.count + 3
        }
        return matches.max { $0.letters.count < $1.letters.count }?.value
    }

    // MARK: All languages

    /// In the order of the table.
    static let all: [DateLexicon] = {
        var lexicons: [DateLexicon] = []
        var tokenizer = DateTokenizer()
        for table in [DateNames.table, moreNames] {
            let text = UnsafeBufferPointer(
                start: table.utf8Start,
                count: table.utf8CodeUnitCount
            )
            for line in split(text, at: "\n") where !line.isEmpty {
                let lexicon = DateLexicon(line: line, &tokenizer)
                if let index = lexicons.firstIndex(where: { $0.language == lexicon.language }) {
                    lexicons[index].add(lexicon)
                } else {
                    lexicons.append(lexicon)
                }
            }
        }
        return lexicons
    }()

    /// The lexicon of a primary language subtag.
    static func lexicon(of language: String) -> DateLexicon? {
        places[aliases[language] ?? language].map { all[$0] }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($1.language, $0) }
    )

    static let english = lexicon(of: "en")

    /// The month that every phrase names in most languages.
    static let commonMonths: [DateWord: UInt16] = {
        var votes: [DateWord: [Int]] = [:]
        for lexicon in all {
            for (word, meaning) in lexicon.meanings where meaning.months.nonzeroBitCount == 1 {
                votes[word, default: Array(repeating: 0, count: 16)][
                    meaning.months.trailingZeroBitCount
                ] += lexicon.weight
            }
        }
        return votes.mapValues(mostVoted)
    }()

    /// The half of the day that a word names in the first language that has it.
    static let commonHalves: [DateWord: Half] = {
        var halves: [DateWord: Half] = [:]
        for lexicon in all {
            for (word, meaning) in lexicon.meanings where halves[word] == nil {
                halves[word] = meaning.half
            }
        }
        return halves
    }()

    /// The first words of all names of several words.
    static let openings: Set<DateWord> = {
        var words: Set<DateWord> = []
        for name in all.flatMap(\.monthNames) {
            guard let end = name.letters.firstIndex(of: 0x20) else { continue }
            words.insert(DateWord(name.letters[..<end]))
        }
        return words
    }()

    /// The month that most languages take a word for that is spelled like its
    /// names.
    static func commonMonthLike(_ word: ArraySlice<UInt32>) -> UInt16 {
        var votes = [Int](repeating: 0, count: 16)
        for lexicon in all {
            let months = lexicon.monthLike(word)
            if months.nonzeroBitCount == 1 { votes[months.trailingZeroBitCount] += lexicon.weight }
        }
        return mostVoted(votes)
    }

    private static func mostVoted(_ votes: [Int]) -> UInt16 {
        guard let most = votes.max(), most > 0, let month = votes.firstIndex(of: most) else {
            return 0
        }
        return 1 << UInt16(month)
    }

    /// How much a language counts among all: those of many publishers count
    /// more, as `listopad` is October to fewer of them than November.
    private var weight: Int { Self.largeLanguages.contains(language) ? 4 : 1 }

    private static let largeLanguages: Set<String> = [
        "en", "es", "fr", "de", "pt", "it", "ru", "pl", "nl", "tr", "cs", "sv", "ro", "el", "uk",
        "hu", "ar", "fa", "hi", "id", "vi",
    ]

    private static let aliases = ["nb": "no", "nn": "no", "tl": "fil", "sh": "sr", "cmn": "zh"]

    /// What CLDR leaves out: spellings beside the official one, day halves in
    /// everyday words. The same fields as in `DateNames`.
    private static let moreNames: StaticString = """
        en|||||||||sept||||||||midday|
        bn|জানুয়ারি|ফেব্রুয়ারি||||||অগাস্ট;অগস্ট|||||
        hi|||||||||सितम्बर||नवम्बर|दिसम्बर
        ku|çile;çileya paşîn|sibat|adar|nîsan|gulan|hezîran|tîrmeh|tebax|îlon|cotmeh;çiriya pêşîn|mijdar;çiriya paşîn|kanûn;çileya pêşîn
        id||||||||agt;agu;ags|||nop|
        ar|جانفي|فيفري||أفريل|ماي|جوان|جويلية|أوت;غشت|شتنبر||نونبر|دجنبر||ص;صباحا|م;مساء|ظهرا|
        fr||||||||||||||matin|soir|midi|minuit
        de||||||||||||||vormittags|nachmittags;abends|mittag;mittags|mitternacht
        es||||||||||||||||mediodía|medianoche
        it||||||||||||||||mezzogiorno|mezzanotte
        pt||||||||||||||||meio-dia|meia-noite
        hr|||||||||||||||||podne|ponoć;ponoći
        zh||||||||||||||上午;早上;凌晨;清晨;早晨|下午;晚上;傍晚;晚|中午|
        ja||||||||||||||午前|午後|正午|
        fi||||||||||||||aamulla|iltapäivällä;illalla||
        fa|جنوری|فوریه||||||||||
        """
}
