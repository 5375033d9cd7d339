/// Letters and digits of a text in lower case: the form in which titles and
/// names are compared.
struct TextKey: Equatable {
    /// In UTF-8.
    private(set) var bytes: [UInt8] = []
    /// The number of scalars.
    private(set) var count = 0
    /// A number that stands for the key.
    private(set) var number = TextNumber()
    /// The first and the last eight bytes, which tell most keys apart.
    private var head: UInt64 = 0
    private var tail: UInt64 = 0

    init(_ text: ByteText) {
        var scalars = 0
        // A small letter has at most half as many bytes more as its capital.
        bytes = [UInt8](unsafeUninitializedCapacity: 2 * text.count) { output, length in
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x80 {
                    index += 1
                    let folded = byte | 0x20
                    guard folded &- 0x61 < 26 || byte &- 0x30 < 10 else { continue }
                    // Digits have the bit of small letters.
                    output[length] = folded
                    length += 1
                    scalars += 1
                    continue
                }
                let (scalar, size) = decodeScalar(text, at: index)
                index += size
                if size > 1 { scalars += Self.append(scalar, to: output, &length) }
            }
        }
        count = scalars
        summarise()
    }

    init(_ text: String) {
        self = text.withBytes { TextKey($0) }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        count = bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        summarise()
    }

    private mutating func summarise() {
        number = bytes.withUnsafeBufferPointer { TextNumber($0) }
        head = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        tail = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func == (first: TextKey, second: TextKey) -> Bool {
        first.number == second.number && first.size == second.size
    }

    /// Appends a letter or number beyond ASCII; how many scalars it becomes.
    private static func append(
        _ scalar: UInt32,
        to output: UnsafeMutableBufferPointer<UInt8>,
        _ length: inout Int
    ) -> Int {
        guard ScalarKind.isLetter(scalar) || ScalarKind.isNumber(scalar) else { return 0 }
        // A capital letter whose small form is two.
        if scalar == 0x130 {
            return write(0x69, to: output, &length) + write(0x307, to: output, &length)
        }
        return write(LowerCase.small(scalar), to: output, &length)
    }

    private static func write(
        _ scalar: UInt32,
        to output: UnsafeMutableBufferPointer<UInt8>,
        _ length: inout Int
    ) -> Int {
        guard let scalar = Unicode.Scalar(scalar) else { return 0 }
        for byte in UTF8.encode(scalar) ?? .init() {
            output[length] = byte
            length += 1
        }
        return 1
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The size in UTF-8.
    var size: Int { bytes.count }

    func hasPrefix(_ other: TextKey) -> Bool {
        size >= other.size && (other.size < 8 || head == other.head)
            && bytes.starts(with: other.bytes)
    }

    func hasSuffix(_ other: TextKey) -> Bool {
        size >= other.size && (other.size < 8 || tail == other.tail)
            && bytes.suffix(other.size).elementsEqual(other.bytes)
    }

    /// The key with other letters before it.
    func adding(prefix: StaticString) -> TextKey {
        TextKey(bytes: prefix.description.utf8 + bytes)
    }

    /// The key without its first letters, which must be ASCII.
    func dropping(first length: Int) -> TextKey {
        TextKey(bytes: Array(bytes.dropFirst(length)))
    }
}
