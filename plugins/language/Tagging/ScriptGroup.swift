/// Scripts as far as they bear on the language: those that several languages
/// share have a model, those of one language name it.
public enum ScriptGroup: UInt8, CaseIterable, Sendable {
    case none = 0
    case latin, cyrillic, arabic, devanagari, han
    case kana, hangul, greek, armenian, georgian, hebrew, thai, lao, bengali, gurmukhi, gujarati
    case oriya, tamil, telugu, kannada, malayalam, sinhala, myanmar, khmer, tibetan, ethiopic
    case thaana, mongolian, cherokee, inuktitut, syriac, tifinagh
    /// A script that no model knows.
    case other

    /// Groups whose languages a model tells apart.
    public static let modelled: [ScriptGroup] = [.latin, .cyrillic, .arabic, .devanagari, .han]

    /// An ideograph says as much as three letters of an alphabet, a syllable
    /// as much as two.
    var letterWeight: Int {
        switch self {
        case .han: 3
        case .kana, .hangul: 2
        default: 1
        }
    }

    /// What a letter counts for when the script of a text is looked for, in
    /// halves: a text in another script has names and words in Latin letters
    /// much more often than the other way round.
    var mainScriptWeight: Int {
        self == .latin || self == .han ? letterWeight * 2 : letterWeight * 3
    }

    /// The language that a script alone decides, or nil.
    var soleLanguage: String? {
        switch self {
        case .kana: "ja"
        case .hangul: "ko"
        case .greek: "el"
        case .armenian: "hy"
        case .georgian: "ka"
        case .thai: "th"
        case .lao: "lo"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .oriya: "or"
        case .tamil: "ta"
        case .telugu: "te"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .sinhala: "si"
        case .myanmar: "my"
        case .khmer: "km"
        case .thaana: "dv"
        case .cherokee: "chr"
        case .inuktitut: "iu"
        default: nil
        }
    }

    /// Scalars of the Basic Multilingual Plane by group.
    static let ranges: [(ClosedRange<UInt32>, ScriptGroup)] = [
        (0x41...0x5A, .latin), (0x61...0x7A, .latin), (0xAA...0xAA, .latin), (0xBA...0xBA, .latin),
        (0xC0...0xD6, .latin), (0xD8...0xF6, .latin), (0xF8...0x24F, .latin),
        (0x250...0x2AF, .latin), (0x2BC...0x2BC, .latin), (0x1E00...0x1EFF, .latin),
        (0x2C60...0x2C7F, .latin), (0xA720...0xA7FF, .latin), (0xFB00...0xFB06, .latin),
        (0x370...0x373, .greek), (0x376...0x37D, .greek), (0x386...0x3FF, .greek),
        (0x1F00...0x1FFF, .greek), (0x400...0x52F, .cyrillic), (0x1C80...0x1C88, .cyrillic),
        (0x531...0x556, .armenian), (0x561...0x587, .armenian), (0x5D0...0x5F2, .hebrew),
        (0x620...0x64A, .arabic), (0x66E...0x6D3, .arabic), (0x6D5...0x6EF, .arabic),
        (0x6FA...0x6FF, .arabic), (0x750...0x77F, .arabic), (0xFB50...0xFDFB, .arabic),
        (0xFE70...0xFEFC, .arabic), (0x700...0x74F, .syriac), (0x780...0x7BF, .thaana),
        (0x900...0x963, .devanagari), (0x970...0x97F, .devanagari), (0x980...0x9E3, .bengali),
        (0x9F0...0x9FE, .bengali), (0xA01...0xA65, .gurmukhi), (0xA70...0xA76, .gurmukhi),
        (0xA81...0xAE3, .gujarati), (0xB01...0xB63, .oriya), (0xB71...0xB71, .oriya),
        (0xB82...0xBD7, .tamil), (0xC00...0xC63, .telugu), (0xC80...0xCE3, .kannada),
        (0xD00...0xD63, .malayalam), (0xD7A...0xD7F, .malayalam), (0xD81...0xDDF, .sinhala),
        (0xE01...0xE3A, .thai), (0xE40...0xE4E, .thai), (0xE81...0xECD, .lao),
        (0xEDC...0xEDF, .lao), (0xF40...0xFBC, .tibetan), (0x1000...0x103F, .myanmar),
        (0x1050...0x109D, .myanmar), (0x10A0...0x10FF, .georgian), (0x1C90...0x1CBF, .georgian),
        (0x1100...0x11FF, .hangul), (0x3131...0x318E, .hangul), (0xAC00...0xD7A3, .hangul),
        (0x1200...0x135A, .ethiopic), (0x1380...0x138F, .ethiopic), (0x13A0...0x13FF, .cherokee),
        (0x1400...0x167F, .inuktitut), (0x1780...0x17D3, .khmer), (0x1820...0x18AA, .mongolian),
        (0x2D30...0x2D67, .tifinagh), (0x3041...0x309F, .kana), (0x30A1...0x30FA, .kana),
        (0x30FC...0x30FF, .kana), (0x31F0...0x31FF, .kana), (0xFF66...0xFF9D, .kana),
        (0x3005...0x3007, .han), (0x3400...0x4DBF, .han), (0x4E00...0x9FFF, .han),
        (0xF900...0xFAFF, .han),
        // Letters of scripts without a model; they keep a text from being und
        // by mistake only through libcld2.
        (0x800...0x85F, .other), (0x1680...0x171F, .other), (0x1720...0x177F, .other),
        (0x1900...0x1C4F, .other), (0x1C5A...0x1C7F, .other), (0xA000...0xA4FF, .other),
        (0xA500...0xA62F, .other), (0xA840...0xA87F, .other), (0xA880...0xABFF, .other),
    ]
}
