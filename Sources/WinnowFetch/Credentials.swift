/// Drops what stands before the `@` of a URL's authority.
///
/// It works on text, not on a parsed URL, because it must also clean URLs that
/// do not parse: those are the ones that error messages show.
func withoutCredentials(_ url: String) -> String {
    let bytes = Array(url.utf8)
    let start = authorityStart(of: bytes)
    let end = bytes[start...].firstIndex(where: endsAuthority) ?? bytes.count
    if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) {
        return joined(bytes[..<start], bytes[(at + 1)...])
    }
    // A password with a raw slash ends the authority early: what looks like a
    // port is the password's begin, and the rest stands in the "path".
    if hasImpossiblePort(bytes[start..<end]),
        let at = bytes[end...].lastIndex(of: UInt8(ascii: "@"))
    {
        return joined(bytes[..<start], bytes[(at + 1)...])
    }
    return url
}

private func joined(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> String {
    String(decoding: head + tail, as: UTF8.self)
}

/// The index behind `scheme://`, or 0 where there is no scheme.
private func authorityStart(of bytes: [UInt8]) -> Int {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count,
        isSlash(bytes[colon + 1]), isSlash(bytes[colon + 2])
    else { return 0 }
    return bytes[(colon + 1)...].firstIndex { !isSlash($0) } ?? bytes.count
}

private func hasImpossiblePort(_ authority: ArraySlice<UInt8>) -> Bool {
    guard authority.first != UInt8(ascii: "["),
        let colon = authority.lastIndex(of: UInt8(ascii: ":"))
    else { return false }
    return authority[(colon + 1)...].contains { !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0) }
}

private func endsAuthority(_ byte: UInt8) -> Bool {
    isSlash(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
}

private func isSlash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
}
