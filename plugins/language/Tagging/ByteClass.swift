/// What a byte may mean, as bits. One look at this table is enough for nearly
/// every byte of a text.
enum ByteClass {
    /// An ASCII letter; 1, so that they are easily counted.
    static let letter: UInt8 = 1
    static let space: UInt8 = 2
    /// Not ASCII.
    static let high: UInt8 = 4
    /// Digits and whatever addresses and code are made of.
    static let doubtful: UInt8 = 8
    /// The first byte of what may be a control or a noncharacter, or no part
    /// of well-formed text.
    static let unwelcome: UInt8 = 16
    /// The first byte of what may end a sentence or a quotation.
    static let end: UInt8 = 32
    /// The first byte of what a long sentence may be cut at.
    static let gap: UInt8 = 64

    /// By byte; never freed.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max {
            (table + Int(byte)).initialize(to: meaning(of: byte) | cut(at: byte))
        }
        return UnsafePointer(table)
    }()

    private static func meaning(of byte: UInt8) -> UInt8 {
        switch byte {
        case 0...0x20, 0x7F: space
        case 0x41...0x5A, 0x61...0x7A: letter
        case 0xC0...0xC2, 0xEF...0xFF: high | unwelcome
        case 0x80...: high
        case _ where "!\"'*+,-./?`~^%&".utf8.contains(byte): 0
        default: doubtful
        }
    }

    /// The first bytes of all that `Segments` cuts at.
    private static func cut(at byte: UInt8) -> UInt8 {
        switch byte {
        case 0x20: gap
        case 0x21, 0x22, 0x2E, 0x3F, 0xC2, 0xD8, 0xDB, 0xE0, 0xE2: end
        case 0xE3...0xFF: end | gap
        default: 0
        }
    }
}
