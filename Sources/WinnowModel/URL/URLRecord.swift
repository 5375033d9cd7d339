/// A URL in its parts, as the parser builds it (URL Standard, section 4.1).
///
/// A path that is a list is kept as its serialisation, every segment after a
/// slash: no segment can hold a raw slash, so nothing is lost, and the empty
/// list is the empty string.
struct URLRecord {
    var scheme: [UInt8] = []
    var username: [UInt8] = []
    var password: [UInt8] = []
    /// Nil for no host; empty is a host too (`file:///x`).
    var host: [UInt8]?
    var port: UInt16?
    var path: [UInt8] = []
    var hasOpaquePath = false
    var query: [UInt8]?
    var fragment: [UInt8]?

    var isSpecial: Bool { URLRecord.specialSchemes.contains { scheme.elementsEqual($0.name.utf8) } }
    var isFile: Bool { scheme.elementsEqual("file".utf8) }

    /// The port that the scheme implies.
    var defaultPort: UInt16? {
        URLRecord.specialSchemes.first { scheme.elementsEqual($0.name.utf8) }?.port
    }

    /// The special schemes and their default ports.
    static let specialSchemes: [(name: String, port: UInt16?)] = [
        ("https", 443), ("http", 80), ("file", nil), ("ws", 80), ("wss", 443), ("ftp", 21),
    ]

    /// "Shorten a url's path": removes the last segment, but never the drive
    /// letter of a file URL.
    mutating func shortenPath() {
        guard let slash = path.lastIndex(of: 0x2F) else { return }
        if isFile, slash == 0, isNormalizedDriveLetter(path[1...]) { return }
        path.removeSubrange(slash...)
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
