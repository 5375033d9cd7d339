#if canImport(Glibc)
    import Glibc
#endif

// Character and entity references.
//
// Unknown references stay as written: `AT&T;` and `?a=1&b=2;` are text to the
// people who published them. Entities of the internal subset are known, but
// what they expand to is bounded for the whole document, and nothing is ever
// fetched: an external entity is left as written and reported.

/// Decodes references in text and attribute values of one document.
struct XMLReferences: ~Copyable {
    /// Bytes that declared entities may add to one document.
    static let expansionLimit = 256 * 1024
    /// How deep declared entities may name each other.
    static let depthLimit = 8

    private struct Entity {
        /// Decides nearly every comparison.
        var hash: UInt64
        var name: [UInt8]
        var value: [UInt8]
    }

    private var entities: [Entity] = []
    private var expanded = 0
    private(set) var refusedExpansion = false
    private(set) var sawExternalEntity = false

    init() {}

    /// Whether a text may contain control characters or carriage returns.
    var hasControls = false

    /// Appends `text` with its references decoded.
    mutating func decode(_ text: UnsafeBufferPointer<UInt8>, into buffer: inout ByteBuffer) {
        decode(text, into: &buffer, depth: 0)
    }

    private mutating func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        into buffer: inout ByteBuffer,
        depth: Int
    ) {
        guard let base = text.baseAddress else { return }
        var cursor = 0
        let count = text.count
        while cursor < count {
            guard let found = memchr(base + cursor, 0x26, count &- cursor) else { break }
            let ampersand = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            buffer.append(base + cursor, count: ampersand &- cursor)
            let length = decodeReference(
                UnsafeBufferPointer(rebasing: text[ampersand...]),
                into: &buffer,
                depth: depth
            )
            if length == 0 {
                buffer.append(0x26)
                cursor = ampersand &+ 1
            } else {
                cursor = ampersand &+ length
            }
        }
        buffer.append(base + cursor, count: count &- cursor)
    }

    /// Decodes one reference at the start of `text` and answers its length in
    /// bytes, or 0 where there is none.
    private mutating func decodeReference(
        _ text: UnsafeBufferPointer<UInt8>,
        into buffer: inout ByteBuffer,
        depth: Int
    ) -> Int {
        if let (scalar, length) = characterReference(text) {
            buffer.append(scalar: scalar)
            return length
        }
        var end = 1
        while end < text.count && end <= 40 && isEntityNameByte(text[end]) { end &+= 1 }
        guard end > 1, end < text.count, text[end] == UInt8(ascii: ";") else { return 0 }
        let name = UnsafeBufferPointer(rebasing: text[1..<end])
        if !entities.isEmpty, let index = entityIndex(name) {
            return expand(index, into: &buffer, depth: depth) ? end &+ 1 : 0
        }
        guard let scalar = EntityNames.scalar(name) else { return 0 }
        buffer.append(scalar: scalar)
        return end &+ 1
    }

    private mutating func expand(_ index: Int, into buffer: inout ByteBuffer, depth: Int) -> Bool {
        let value = entities[index].value
        guard depth < XMLReferences.depthLimit,
            expanded &+ value.count <= XMLReferences.expansionLimit
        else {
            refusedExpansion = true
            return false
        }
        expanded &+= value.count &+ 1
        value.withUnsafeBufferPointer { decode($0, into: &buffer, depth: depth &+ 1) }
        return true
    }

    private func entityIndex(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = nameHash(name)
        return entities.firstIndex { $0.hash == hash && $0.name.elementsEqual(name) }
    }

    private func nameHash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        name.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

// MARK: - Declarations

extension XMLReferences {
    /// Learns the general entities of an internal subset.
    mutating func declare(_ doctype: UnsafeBufferPointer<UInt8>) {
        var cursor = 0
        let marker = Array("<!ENTITY".utf8)
        while let found = doctype.firstIndex(of: marker, from: cursor), entities.count < 256 {
            cursor = found &+ marker.count
            readDeclaration(doctype, at: &cursor)
        }
    }

    private mutating func readDeclaration(
        _ text: UnsafeBufferPointer<UInt8>,
        at cursor: inout Int
    ) {
        skipSpaces(text, &cursor)
        let nameStart = cursor
        while cursor < text.count && isEntityNameByte(text[cursor]) { cursor &+= 1 }
        let name = Array(text[nameStart..<cursor])
        skipSpaces(text, &cursor)
        guard !name.isEmpty, cursor < text.count else { return }
        let quote = text[cursor]
        guard quote == 0x22 || quote == 0x27 else {
            // SYSTEM and PUBLIC name a file or an address.
            sawExternalEntity = true
            return
        }
        let valueStart = cursor &+ 1
        guard let close = text[valueStart...].firstIndex(of: quote) else {
            cursor = text.count
            return
        }
        cursor = close &+ 1
        if entityIndex(name) == nil {
            let hash = name.withUnsafeBufferPointer { nameHash($0) }
            entities.append(
                Entity(hash: hash, name: name, value: Array(text[valueStart..<close]))
            )
        }
    }

    private func entityIndex(_ name: [UInt8]) -> Int? {
        name.withUnsafeBufferPointer { entityIndex($0) }
    }

    private func skipSpaces(_ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Int) {
        while cursor < text.count && isSpace(text[cursor]) { cursor &+= 1 }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Index of `pattern` at or after `from`, or nil.
    func firstIndex(of pattern: [UInt8], from: Int = 0) -> Int? {
        guard let base = baseAddress, from >= 0, from < count, !pattern.isEmpty else { return nil }
        var cursor = from
        while count - cursor >= pattern.count,
            let found = memchr(base + cursor, Int32(pattern[0]), count - cursor)
        {
            let index = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            guard count - index >= pattern.count else { return nil }
            if memcmp(base + index, pattern, pattern.count) == 0 { return index }
            cursor = index + 1
        }
        return nil
    }
}

// MARK: - Characters

/// Value and length of the numeric character reference that `text` begins
/// with, or nil.
func characterReference(_ text: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, length: Int)? {
    guard text.count >= 4, text[1] == UInt8(ascii: "#") else { return nil }
    let isHex = text[2] | 0x20 == UInt8(ascii: "x")
    var cursor = isHex ? 3 : 2
    let first = cursor
    var value: UInt32 = 0
    while cursor < text.count, let digit = digit(text[cursor], isHex: isHex) {
        value = Swift.min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
        cursor &+= 1
    }
    guard cursor > first, cursor < text.count, text[cursor] == UInt8(ascii: ";") else { return nil }
    return (repairedScalar(value), cursor &+ 1)
}

private func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return UInt32(byte & 15)
    case UInt8(ascii: "a")...UInt8(ascii: "f") where isHex: return UInt32(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F") where isHex: return UInt32(byte) - 55
    default: return nil
    }
}

/// The character a publisher meant: references to 128 ... 159 mean
/// windows-1252, as in HTML, and what is no character becomes U+FFFD.
func repairedScalar(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x80...0x9F: return UInt32(windows1252[Int(value - 0x80)])
    case 0x09, 0x0A, 0x0D, 0x20..<0x80, 0xA0..<0xD800, 0xE000..<0xFFFE, 0x10000...0x10FFFF:
        return value
    default: return 0xFFFD
    }
}

/// Characters of windows-1252 at 0x80 ... 0x9F, by the Encoding Standard.
let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]

@inline(__always)
private func isEntityNameByte(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return (folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z"))
        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte >= 0x80
}
