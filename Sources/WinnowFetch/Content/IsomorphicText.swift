/// Bytes as text in which each byte is the scalar of its number.
func isomorphicText(_ bytes: some Sequence<UInt8>) -> String {
    var view = String.UnicodeScalarView()
    for byte in bytes { view.append(Unicode.Scalar(byte)) }
    return String(view)
}

/// The reverse of `isomorphicText`; nil if a scalar is no byte.
func isomorphicBytes(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        guard let byte = UInt8(exactly: scalar.value) else { return nil }
        bytes.append(byte)
    }
    return bytes
}
