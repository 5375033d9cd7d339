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
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                let folded = byte | 0x20
                if folded >= 0x61 && folded <= 0x7A {
                    append(folded)
                } else if byte >= 0x30 && byte <= 0x39 {
                    append(byte)
                }
                index += 1
                continue
            }
            let (value, length) = decodeScalar(text, at: index)
            index += length
            if length > 1 { append(scalar: value) }
        }
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

    private mutating func append(_ byte: UInt8) {
        bytes.append(byte)
        count += 1
    }

    private mutating func append(scalar: UInt32) {
        guard ScalarKind.isLetter(scalar) || ScalarKind.isNumber(scalar) else { return }
        // A capital letter whose small form is two.
        for lower in scalar == 0x130 ? [0x69, 0x307] : [LowerCase.small(scalar)] {
            guard let lower = Unicode.Scalar(lower) else { continue }
            bytes.append(contentsOf: UTF8.encode(lower) ?? .init())
            count += 1
        }
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
