/// What words mean in one language's dates.
struct DateLexicon: Sendable {
    /// Day halves and their middles.
    enum Half: Sendable {
        case beforeNoon, afterNoon, noon, midnight
    }

    let language: String
    /// Bits 1 to 12 of the months that a phrase may name.
    private(set) var months: [String: UInt16] = [:]
    private(set) var weekdays: Set<String> = []
    private(set) var halves: [String: Half] = [:]
    /// The most words that a name of a month has.
    private(set) var longestPhrase = 1

    /// Reads a line of the tables.
    init(line: some StringProtocol) {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        language = String(fields[0])
        for month in 1...12 where month < fields.count {
            for name in fields[month].split(separator: ";") {
                let phrase = Self.phrase(of: String(name))
                months[phrase, default: 0] |= 1 << UInt16(month)
                longestPhrase = max(longestPhrase, phrase.split(separator: " ").count)
            }
        }
        guard fields.count > 13 else { return }
        weekdays = Set(fields[13].split(separator: ";").map { Self.phrase(of: String($0)) })
        let kinds: [Half] = [.beforeNoon, .afterNoon, .noon, .midnight]
        for (kind, field) in zip(kinds, fields.dropFirst(14)) {
            for name in field.split(separator: ";") { halves[Self.phrase(of: String(name))] = kind }
        }
    }

    /// The words of a name, folded as the tokenizer folds text.
    static func phrase(of name: String) -> String {
        DateTokenizer.tokens(of: name).compactMap(\.word).joined(separator: " ")
    }

    /// The month of a word that is a beginning of the names of one month, or
    /// that has a name, or nearly all of it, as its beginning; endings differ
    /// with the case of a noun and abbreviations with the publisher.
    func monthLike(_ word: String) -> UInt16 {
        let scalars = Array(word.unicodeScalars)
        guard scalars.count >= 3 || scalars.count == 2 && scalars[0].value >= 0x250 else {
            return 0
        }
        var asPrefix: UInt16 = 0
        var shortest = Int.max
        var asStem: UInt16 = 0
        var longestStem = 0
        for (name, bits) in months {
            let other = Array(name.unicodeScalars)
            let common = zip(scalars, other).prefix { $0 == $1 }.count
            // In Czech June is the beginning of July.
            if common == scalars.count, other.count <= shortest {
                asPrefix = other.count < shortest ? bits : asPrefix | bits
                shortest = other.count
            }
            let isStem =
                common >= 3 && common == other.count || common >= 5 && common + 3 >= other.count
            if isStem, common + 4 >= scalars.count {
                if common > longestStem { asStem = 0 }
                if common >= longestStem { asStem |= bits }
                longestStem = max(longestStem, common)
            }
        }
        if asPrefix.nonzeroBitCount == 1 { return asPrefix }
        return asStem.nonzeroBitCount == 1 ? asStem : 0
    }

    /// The month of a name of several words whose last one has an ending.
    func monthOfPhrase(_ phrase: String) -> UInt16? {
        guard phrase.contains(" ") else { return nil }
        let match = months.first { name, _ in
            name.contains(" ") && phrase.hasPrefix(name) && phrase.count <= name.count + 3
        }
        return match?.value
    }

    // MARK: All languages

    /// In the order of the table.
    static let all: [DateLexicon] = {
        var lexicons: [DateLexicon] = []
        for table in [DateNames.table, moreNames] {
            for line in table.description.split(separator: "\n") {
                let lexicon = DateLexicon(line: line.drop { $0 == " " })
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
        let key = aliases[language] ?? language
        return all.first { $0.language == key }
    }

    static let english = lexicon(of: "en")

    private mutating func add(_ other: DateLexicon) {
        months.merge(other.months) { $0 | $1 }
        weekdays.formUnion(other.weekdays)
        halves.merge(other.halves) { first, _ in first }
        longestPhrase = max(longestPhrase, other.longestPhrase)
    }

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
