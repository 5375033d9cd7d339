import Glibc
import WinnowEncoding

/// `{"encoding": label}` of the file at `path`, with what the transport said.
func answerCharset(_ question: JSONLine) -> String {
    guard let path = question["path"], let bytes = contents(of: path) else {
        return #"{"error": "the file cannot be read"}"#
    }
    let contentType = question["content_type"]
    let transport =
        contentType.flatMap(EncodingSniffer.charset(ofContentType:)) ?? question["http_charset"]
    let decision = bytes.withUnsafeBufferPointer { buffer in
        switch kind(path: path, contentType: contentType) {
        case .html: EncodingSniffer.html(buffer, transport: transport)
        case .xml:
            EncodingSniffer.xml(
                buffer,
                transport: transport,
                isTextType: contentType?.hasPrefix("text/") == true
            )
        case .text: EncodingSniffer.text(buffer, transport: transport)
        }
    }
    return "{\"encoding\": \(jsonString(decision.encoding.label))}"
}

private enum Kind { case html, xml, text }

private func kind(path: String, contentType: String?) -> Kind {
    if path.hasSuffix(".xml") || contentType?.contains("xml") == true { return .xml }
    return path.hasSuffix(".html") || contentType?.contains("html") == true ? .html : .text
}

private func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        guard count > 0 else { return bytes }
        bytes.append(contentsOf: chunk[..<count])
    }
}
