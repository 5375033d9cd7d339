/// Writes JSON into a byte buffer, one value after the other.
///
/// Commas are the writer's business; the caller opens, names and closes.
/// Beside what JSON asks for, U+0085, U+2028 and U+2029 are escaped, so that
/// a record stays one line for readers that take those for line ends.
public struct JSONWriter: Sendable {
    /// What was written so far: UTF-8, no line feeds.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Empties the buffer and keeps its storage.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Adds one byte outside of any value, such as the line feed of JSON lines;
    /// the next value begins a new text.
    public mutating func separate(with byte: UInt8) {
        bytes.append(byte)
        needsComma = false
    }

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name; exactly one value has to follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func string(_ text: String) {
        separateFromPrevious()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    public mutating func number(_ value: Int) { literal(String(value)) }

    /// Writes a decimal with at most four digits behind the point; infinities
    /// and NaN, which JSON has no form for, become null.
    public mutating func number(_ value: Double) {
        guard value.isFinite, abs(value) < 1e14 else { return null() }
        let scaled = (value * 10_000).rounded()
        let whole = Int(scaled / 10_000)
        var fraction = abs(Int(scaled) - whole * 10_000)
        separateFromPrevious()
        if scaled < 0 && whole == 0 { bytes.append(UInt8(ascii: "-")) }
        append(whole)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            while fraction != 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(fraction / 1000))
                fraction = fraction % 1000 * 10
            }
        }
        needsComma = true
    }

    /// Appends the digits of a whole number.
    private mutating func append(_ value: Int) {
        if value >= 0, value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
    public mutating func null() { literal("null") }

    /// Writes bytes that are one JSON value already.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separateFromPrevious()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes a member with a text, or null.
    public mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    public mutating func member(_ name: String, _ value: Int?) {
        key(name)
        if let value { number(value) } else { null() }
    }

    public mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    public mutating func member(_ name: String, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    private mutating func literal(_ text: String) {
        separateFromPrevious()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separateFromPrevious()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separateFromPrevious() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    /// Copies runs that need no escape at once; only the bytes that can begin
    /// an escape stop a run.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var index = 0
        while true {
            index = ByteRun.unescapedEnd(text, from: index)
            guard index < text.count else { break }
            let byte = text[index]
            let length = lineSeparatorLength(text, at: index)
            if byte >= 0x80 && length == 0 {
                index = ByteRun.otherEnd(text, from: index + 1)
                continue
            }
            bytes.append(contentsOf: text[start..<index])
            appendEscape(byte, length: length, last: length == 0 ? byte : text[index + length - 1])
            index += max(1, length)
            start = index
        }
        bytes.append(contentsOf: text[start..<index])
    }

    /// Bytes of the U+0085, U+2028 or U+2029 at `index`, or 0.
    private func lineSeparatorLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0x85 { return 2 }
        guard text[index] == 0xE2, index + 2 < text.count, text[index + 1] == 0x80 else { return 0 }
        return text[index + 2] == 0xA8 || text[index + 2] == 0xA9 ? 3 : 0
    }

    private mutating func appendEscape(_ byte: UInt8, length: Int, last: UInt8) {
        let escape: StaticString
        switch (byte, length) {
        case (_, 2): escape = "\\u0085"
        case (_, 3): escape = last == 0xA8 ? "\\u2028" : "\\u2029"
        case (0x22, _): escape = "\\\""
        case (0x5C, _): escape = "\\\\"
        case (0x0A, _): escape = "\\n"
        case (0x0D, _): escape = "\\r"
        case (0x09, _): escape = "\\t"
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: Array("\\u00".utf8))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
            return
        }
        escape.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
