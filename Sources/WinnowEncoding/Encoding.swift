/// A character encoding: those of the Encoding Standard, and UTF-32, which only
/// a byte order mark, an XML declaration's bytes or a feed's transport may
/// name.
public enum Encoding: UInt8, Sendable, CaseIterable {
    case utf8
    case ibm866, iso88592, iso88593, iso88594, iso88595, iso88596, iso88597, iso88598, iso88598I
    case iso885910, iso885913, iso885914, iso885915, iso885916
    case koi8R, koi8U, macintosh
    case windows874, windows1250, windows1251, windows1252, windows1253, windows1254
    case windows1255, windows1256, windows1257, windows1258
    case macCyrillic
    case gbk, gb18030, big5
    case eucJP, iso2022JP, shiftJIS
    case eucKR
    case replacement
    case utf16BE, utf16LE
    case userDefined
    case utf32BE, utf32LE
}

extension Encoding: CustomStringConvertible {
    /// The standard's name, such as `windows-1252` or `Shift_JIS`.
    public var name: String { Encoding.names[Int(rawValue)] }

    /// The name in lower case, which is one of the encoding's labels.
    public var label: String { name.lowercased() }

    /// The standard's name.
    public var description: String { name }

    /// Whether bytes below 0x80 always stand for the ASCII characters. It is
    /// untrue of UTF-16, UTF-32, ISO-2022-JP and the replacement encoding.
    public var isASCIICompatible: Bool {
        switch self {
        case .utf16BE, .utf16LE, .utf32BE, .utf32LE, .iso2022JP, .replacement: false
        default: true
        }
    }

    /// In the order of the cases.
    private static let names = [
        "UTF-8",
        "IBM866", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6",
        "ISO-8859-7", "ISO-8859-8", "ISO-8859-8-I",
        "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16",
        "KOI8-R", "KOI8-U", "macintosh",
        "windows-874", "windows-1250", "windows-1251", "windows-1252", "windows-1253",
        "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
        "x-mac-cyrillic",
        "GBK", "gb18030", "Big5",
        "EUC-JP", "ISO-2022-JP", "Shift_JIS",
        "EUC-KR",
        "replacement",
        "UTF-16BE", "UTF-16LE",
        "x-user-defined",
        "UTF-32BE", "UTF-32LE",
    ]
}
