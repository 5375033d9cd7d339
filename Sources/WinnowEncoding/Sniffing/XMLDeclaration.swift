/// Reads the encoding that an XML declaration names.
enum XMLDeclaration {
    /// The encoding named by a declaration in ASCII-compatible bytes; a label
    /// of UTF-16 or UTF-32 can only be wrong there and means UTF-8.
    static func encoding(in bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        guard let label = label(in: bytes) else { return nil }
        guard let encoding = Encoding(label: label) ?? Encoding(xmlLabel: label) else { return nil }
        switch encoding {
        case .utf16BE, .utf16LE, .utf32BE, .utf32LE: return .utf8
        default: return encoding
        }
    }

    /// The value of the declaration's `encoding`, by the HTML Standard's "get an
    /// XML encoding", leading space apart.
    static func label(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var start = 0
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        let head = bytes[start...].prefix(1024)
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: 0x3E) else {
            return nil
        }
        let declaration = Array(head[..<end])
        let key = Array("encoding".utf8)
        guard declaration.count > key.count,
            var index = (0...(declaration.count - key.count)).first(where: {
                declaration[$0..<($0 + key.count)].elementsEqual(key)
            })
        else { return nil }
        index += key.count
        while index < declaration.count, declaration[index] <= 0x20 { index += 1 }
        guard index < declaration.count, declaration[index] == 0x3D else { return nil }
        index += 1
        while index < declaration.count, declaration[index] <= 0x20 { index += 1 }
        guard index < declaration.count else { return nil }
        let quote = declaration[index]
        guard quote == 0x22 || quote == 0x27,
            let close = declaration[(index + 1)...].firstIndex(of: quote)
        else { return nil }
        return String(decoding: declaration[(index + 1)..<close], as: UTF8.self)
    }

    /// The 16 or 32 bit form that a document without byte order mark starts in:
    /// XML begins with `<`.
    static func wideEncoding(of bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        if bytes.starts(with: [0x3C, 0, 0, 0]) { return .utf32LE }
        if bytes.starts(with: [0, 0, 0, 0x3C]) { return .utf32BE }
        if bytes.starts(with: [0x3C, 0]) { return .utf16LE }
        if bytes.starts(with: [0, 0x3C]) { return .utf16BE }
        return nil
    }
}

extension Encoding {
    /// The encoding of a label that the standard does not know, but XML
    /// documents declare: IANA's and Python's other names.
    init?(xmlLabel label: String) {
        switch label.lowercased() {
        case "utf-32", "utf32", "utf-32be", "ucs-4", "iso-10646-ucs-4": self = .utf32BE
        case "utf-32le": self = .utf32LE
        case "utf16", "u16": self = .utf16LE
        case "u8", "utf_8": self = .utf8
        case "maccyrillic", "mac-cyrillic": self = .macCyrillic
        case "macroman", "mac-roman": self = .macintosh
        case "cp932": self = .shiftJIS
        case "eucjp", "euc_jp": self = .eucJP
        case "cp936", "euc-cn": self = .gbk
        case "cp949", "uhc", "euckr", "euc_kr": self = .eucKR
        case "cp950", "big5hkscs": self = .big5
        case "cp874": self = .windows874
        default: return nil
        }
    }
}
