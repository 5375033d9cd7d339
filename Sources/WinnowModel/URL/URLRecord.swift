/// A URL in its parts, as the parser builds it (URL Standard, section 4.1).
///
/// A path that is a list is kept as its serialisation, every segment after a
/// slash: no segment can hold a raw slash, so nothing is lost, and the empty
/// list is the empty string.
struct URLRecord {
    var scheme: [UInt8] = [] {
        didSet { special = SpecialScheme(scheme) }
    }
    /// Nil for the schemes that the standard does not know.
    private(set) var special: SpecialScheme?
    var username: [UInt8] = []
    var password: [UInt8] = []
    /// Nil for no host; empty is a host too (`file:///x`).
    var host: [UInt8]?
    var port: UInt16?
    var path: [UInt8] = []
    var hasOpaquePath = false
    var query: [UInt8]?
    var fragment: [UInt8]?

    var isSpecial: Bool { special != nil }
    var isFile: Bool { special == .file }

    /// The port that the scheme implies.
    var defaultPort: UInt16? { special?.port }

    /// "Shorten a url's path": removes the last segment, but never the drive
    /// letter of a file URL.
    mutating func shortenPath() {
        guard let slash = path.lastIndex(of: 0x2F) else { return }
        if isFile, slash == 0, isNormalizedDriveLetter(path[1...]) { return }
        path.removeSubrange(slash...)
    }
}

/// A special scheme of the URL Standard.
enum SpecialScheme: Sendable {
    case https, http, file, ws, wss, ftp

    init?(_ scheme: [UInt8]) {
        let found = Self.names.first { name, _ in
            name.utf8CodeUnitCount == scheme.count
                && name.withUTF8Buffer { scheme.elementsEqual($0) }
        }
        guard let found else { return nil }
        self = found.scheme
    }

    private static let names: [(name: StaticString, scheme: SpecialScheme)] = [
        ("https", .https), ("http", .http), ("file", .file), ("ws", .ws), ("wss", .wss),
        ("ftp", .ftp),
    ]

    /// The default port.
    var port: UInt16? {
        switch self {
        case .https, .wss: 443
        case .http, .ws: 80
        case .ftp: 21
        case .file: nil
        }
    }
}

/// Whether the bytes are a letter and a colon or bar, as in `C:`.
func isDriveLetter(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 2, isASCIILetter(bytes[bytes.startIndex]) else { return false }
    return bytes.last == 0x3A || bytes.last == 0x7C
}

/// Whether the bytes are a letter and a colon.
func isNormalizedDriveLetter(_ bytes: ArraySlice<UInt8>) -> Bool {
    isDriveLetter(bytes) && bytes.last == 0x3A
}

/// Whether the byte is A to Z or a to z.
func isASCIILetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
}

/// Whether the byte is 0 to 9.
func isASCIIDigit(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39
}

/// The byte, A to Z as a to z.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
