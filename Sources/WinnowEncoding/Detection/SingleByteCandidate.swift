/// A single-byte encoding with a language that is written in it.
struct SingleByteCandidate: Sendable {
    let encoding: Encoding
    private let model: LanguageModel
    /// Class of every byte, `foreign` for letters of other languages.
    private var classes = [UInt8](repeating: 0, count: 256)
    /// What a byte costs beside its pair: signs that hardly anyone uses, and
    /// bytes that stand for nothing.
    private var surcharges = [UInt8](repeating: 0, count: 256)
    private var isUpper = [Bool](repeating: false, count: 256)
    private var isLower = [Bool](repeating: false, count: 256)
    /// What it costs that few pages are in this encoding.
    let prior: Int

    private init(_ encoding: Encoding, _ model: LanguageModel, prior: Int) {
        self.encoding = encoding
        self.model = model
        self.prior = prior
        let table = SingleByteTable.table(of: encoding).codePoints
        for byte in 0..<256 {
            let codePoint = byte < 128 ? UInt32(byte) : table[byte - 128]
            guard let scalar = Unicode.Scalar(codePoint), byte < 128 || codePoint != 0 else {
                classes[byte] = LanguageModel.foreign
                surcharges[byte] = 120
                continue
            }
            classes[byte] = model.characterClass(scalar)
            isUpper[byte] = scalar.properties.isUppercase
            isLower[byte] = scalar.properties.isLowercase
            surcharges[byte] = Self.surcharge(scalar)
        }
    }

    private static func surcharge(_ scalar: Unicode.Scalar) -> UInt8 {
        guard !scalar.isASCII else { return 0 }
        if scalar.value < 0xA0 { return 100 }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .modifierLetter, .initialPunctuation, .finalPunctuation, .dashPunctuation,
            .openPunctuation:
            return 0
        default:
            return commonSigns.contains(scalar) ? 0 : 24
        }
    }

    private static let commonSigns: Set<Unicode.Scalar> = Set(
        "\u{A0}…•·°§©®™€£№¡¿،؛؟ـ\u{AD}".unicodeScalars
    )

    /// The cost of the bytes if they were this encoding and language.
    func cost(of bytes: [UInt8]) -> Int {
        var cost = prior
        var previous = LanguageModel.space
        var previousByte: UInt8 = 0x20
        for byte in bytes {
            let current = classes[Int(byte)]
            defer {
                previous = current
                previousByte = byte
            }
            guard byte >= 0x80 || previousByte >= 0x80 else { continue }
            cost += Int(surcharges[Int(byte)])
            if current == LanguageModel.foreign || previous == LanguageModel.foreign {
                cost += byte >= 0x80 && current == LanguageModel.foreign ? 56 : 16
            } else {
                cost += Int(model.costs[Int(previous) * model.size + Int(current)])
            }
            // Capitals stand at the beginning of a word, or everywhere in it.
            if isUpper[Int(byte)], isLower[Int(previousByte)] { cost += 20 }
        }
        return cost
    }

    // MARK: The candidates

    /// Languages of each encoding, and its prior in quarters of a nat: how much
    /// rarer it is on the web than windows-1252, as far as the letters do not
    /// tell.
    private static let languages: [(Encoding, Int, String)] = [
        (.windows1252, 0, "fr de es pt it sv da nb fi is ca nl et sq"),
        (.windows1250, 10, "pl cs sk hu sl hr ro sq"),
        (.iso88592, 14, "pl cs sk hu sl hr ro"),
        (.windows1254, 12, "tr"),
        (.windows1257, 14, "lt lv et"),
        (.iso88594, 24, "lt lv et"),
        (.windows1258, 16, "vi"),
        (.windows1251, 4, "ru uk bg sr mk be"),
        (.koi8R, 8, "ru"),
        (.koi8U, 10, "uk"),
        (.iso88595, 16, "ru uk bg sr mk be"),
        (.ibm866, 18, "ru uk be"),
        (.macCyrillic, 20, "ru uk bg"),
        (.windows1253, 6, "el"),
        (.iso88597, 8, "el"),
        (.windows1255, 6, "he"),
        (.windows1256, 6, "ar fa"),
        (.iso88596, 12, "ar"),
        (.windows874, 6, "th"),
    ]

    static let all: [SingleByteCandidate] = languages.flatMap { encoding, prior, tags in
        tags.split(separator: " ").compactMap { tag in
            LanguageModel.all.first { $0.language == tag }.map {
                SingleByteCandidate(encoding, $0, prior: prior)
            }
        }
    }
}
