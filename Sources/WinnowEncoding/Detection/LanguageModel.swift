/// How probable pairs of letters are in one language, whatever the encoding.
struct LanguageModel: Sendable {
    let language: String
    /// Class of each lower case letter of the alphabet.
    private let classes: [Unicode.Scalar: UInt8]
    /// The number of classes.
    let size: Int
    /// Costs of pairs in quarters of a nat, by the first one's class.
    let costs: [UInt8]
    /// Whether ASCII letters are letters of this language.
    private let isLatin: Bool

    /// Class of space and ASCII signs.
    static let space: UInt8 = 0
    /// Class of signs beyond ASCII.
    static let sign: UInt8 = 1
    /// Marks characters that the language does not use.
    static let foreign: UInt8 = 255

    /// Reads a line of the table.
    private init(line: Substring) {
        // By scalars: an alphabet may begin with a combining mark.
        let fields = line.unicodeScalars.split(separator: "|", maxSplits: 2)
        language = String(fields[0]).filter { $0 != " " }
        isLatin = fields[1].first == "a"
        let first: UInt8 = isLatin ? 2 : 3
        var classes: [Unicode.Scalar: UInt8] = [:]
        for (index, scalar) in fields[1].enumerated() {
            classes[scalar] = first + UInt8(index)
        }
        self.classes = classes
        size = Int(first) + classes.count
        costs = String(fields[2]).utf8.map(LanguageModel.base64Value)
    }

    private static func base64Value(_ character: UInt8) -> UInt8 {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x61...0x7A: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case 0x2B: 62
        default: 63
        }
    }

    /// The class of a scalar.
    func characterClass(_ scalar: Unicode.Scalar) -> UInt8 {
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        let lower = mapped.first ?? scalar
        if let known = classes[lower] { return known }
        if scalar.isASCII {
            let isLetter = (0x61...0x7A).contains(lower.value)
            return isLetter ? (isLatin ? LanguageModel.foreign : 2) : LanguageModel.space
        }
        return isLetterLike(scalar) ? LanguageModel.foreign : LanguageModel.sign
    }

    private func isLetterLike(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark:
            // ª and º are written like signs.
            scalar != "ª" && scalar != "º"
        default:
            false
        }
    }

    /// In the order of the table.
    static let all: [LanguageModel] = LanguageModels.table.description
        .split(separator: "\n")
        .map { LanguageModel(line: $0) }
}
