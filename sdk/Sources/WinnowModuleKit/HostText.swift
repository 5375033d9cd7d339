import CWinnowModule

/// Text or bytes that belong to the host.
///
/// Nothing is copied until `string` is asked for. Inside `process` the bytes
/// are valid and unchanged until it returns, whatever is edited meanwhile;
/// keeping them longer is an error that nobody catches.
public struct HostText {
    /// The UTF-8 bytes. Raw bytes of a document are in any encoding.
    public let bytes: UnsafeBufferPointer<UInt8>

    /// Wraps bytes of the host.
    public init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    init(_ string: winnow_string) {
        let start = UnsafeRawPointer(string.data)?.assumingMemoryBound(to: UInt8.self)
        bytes = UnsafeBufferPointer(start: start, count: start == nil ? 0 : string.length)
    }

    /// A copy as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there are no bytes.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Number of bytes.
    public var count: Int { bytes.count }

    /// Whether the bytes are those of `literal`, without a copy.
    public static func == (text: HostText, literal: StaticString) -> Bool {
        guard literal.hasPointerRepresentation, text.count == literal.utf8CodeUnitCount else {
            return false
        }
        return text.bytes.elementsEqual(
            UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
        )
    }
}

extension String {
    /// Calls `body` with the text as the ABI wants it; valid for the call.
    func withWinnowString<Result>(_ body: (winnow_string) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body(winnow_string($0)) }
    }
}

extension winnow_string {
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.init(
            data: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
            length: bytes.count
        )
    }
}
