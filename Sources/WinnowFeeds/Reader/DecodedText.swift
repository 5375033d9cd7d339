import WinnowEncoding

/// A document as UTF-8 without control characters and carriage returns.
///
/// A clean document in UTF-8, which nearly all are, is used where it stands.
/// Its ill-formed sequences, if any, are replaced when strings are made.
struct DecodedText {
    private let original: UnsafeBufferPointer<UInt8>
    private let decoded: [UInt8]?
    let label: String
    private(set) var diagnostics: [String] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ response: ResponseContext) {
        var decision = EncodingSniffer.xml(
            bytes,
            transport: response.charset,
            isTextType: response.isTextType
        )
        // Servers add a default label to everything they send.
        if decision.encoding == .windows1252, decision.source == .transport,
            DecodedText.isMultiByteUTF8(bytes)
        {
            decision = EncodingDecision(.utf8, .detected)
            diagnostics.append("the transport names another encoding than UTF-8")
        }
        label =
            decision.source == .assumed && response.isTextType && !response.isXMLType
            ? Encoding.utf8.label : decision.encoding.label
        let body = UnsafeBufferPointer(rebasing: bytes.dropFirst(decision.byteOrderMarkLength))
        if decision.encoding == .utf8 {
            original = body
            decoded = DecodedText.needsCleaning(body) ? DecodedText.cleaned(body) : nil
        } else {
            original = UnsafeBufferPointer(start: nil, count: 0)
            var text: [UInt8] = []
            _ = decision.encoding.decode(body, into: &text)
            decoded =
                text.withUnsafeBufferPointer {
                    DecodedText.needsCleaning($0) ? DecodedText.cleaned($0) : nil
                } ?? text
        }
    }

    /// Calls `body` with the text.
    func withUTF8(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if let decoded {
            decoded.withUnsafeBufferPointer(body)
        } else {
            body(original)
        }
    }

    private static func isMultiByteUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.contains { $0 >= 0x80 } && UTF8Scanner.isValid(bytes)
    }

    /// Whether there is a control character that XML does not allow, or a
    /// carriage return.
    private static func needsCleaning(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // No branch inside the loop, so that the compiler makes it wide.
        var found: UInt8 = 0
        for byte in bytes {
            found |= (byte < 0x20 ? 1 : 0) & (byte != 0x0A ? 1 : 0) & (byte != 0x09 ? 1 : 0)
        }
        return found != 0
    }

    private static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            var previous: UInt8 = 0
            for byte in bytes {
                if byte >= 0x20 || byte == 0x09 || (byte == 0x0A && previous != 0x0D) {
                    output[count] = byte
                    count &+= 1
                } else if byte == 0x0D {
                    output[count] = 0x0A
                    count &+= 1
                }
                previous = byte
            }
        }
    }
}
