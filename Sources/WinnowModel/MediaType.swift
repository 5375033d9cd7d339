/// What a body's media type is, by its transport and, where that does not
/// tell, by its first bytes.
public enum MediaType {
    /// Bytes of a body that are looked at.
    private static let sniffedBytes = 1024

    /// The type to route by: lower case, without parameters.
    ///
    /// A stated type is believed unless it says nothing
    /// (`application/octet-stream` and the like): many servers send files that
    /// way. Content is then taken for HTML if it begins with a tag, and for
    /// plain text if it has no bytes that text never has.
    public static func resolve(_ stated: String?, content: UnsafeRawBufferPointer) -> String {
        let stated = essence(of: stated ?? "")
        switch stated {
        case "", "application/octet-stream", "binary/octet-stream", "application/unknown",
            "unknown/unknown", "*/*":
            return sniff(content)
        default:
            return stated
        }
    }

    /// A media type without its parameters, lower case.
    public static func essence(of value: String) -> String {
        // As most are given.
        if value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3B && $0 &- 0x41 >= 26 }) {
            return value
        }
        let end = value.firstIndex(of: ";") ?? value.endIndex
        return value[..<end].filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    /// The media type that a file's name stands for; nil where it stands for
    /// none that is known, so that content decides.
    public static func ofFile(named path: String) -> String? {
        var name = path[...]
        if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) {
            name = name[name.utf8.index(after: slash)...]
        }
        guard var dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        if name[name.utf8.index(after: dot)...].lowercased() == "gz" {
            name = name[..<dot]
            guard let next = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            dot = next
        }
        switch name[name.utf8.index(after: dot)...].lowercased() {
        case "html", "htm", "shtml": return "text/html"
        case "xhtml", "xht": return "application/xhtml+xml"
        case "txt", "text": return "text/plain"
        case "md", "markdown": return "text/markdown"
        default: return nil
        }
    }

    private static func sniff(_ content: UnsafeRawBufferPointer) -> String {
        var head = content.prefix(sniffedBytes)
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) {
            return "text/plain"
        }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
        let isBinary = head.contains { byte in
            byte < 0x09 || (0x0E..<0x20).contains(byte) && byte != 0x1B
        }
        if isBinary { return "application/octet-stream" }
        let text = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard text.first == UInt8(ascii: "<"), let second = text.dropFirst().first else {
            return "text/plain"
        }
        let isLetter = (second | 0x20) &- 0x61 < 26
        return isLetter || second == UInt8(ascii: "!") || second == UInt8(ascii: "?")
            ? "text/html" : "text/plain"
    }
}
