/// Reads the header lines of one response as libcurl hands them over, within
/// bounds.
///
/// libcurl checks the syntax of lines and status; this adds what it lets pass
/// (7.88): control bytes in values, lengths that contradict each other, interim
/// responses without end, and a limit for all of it together.
struct HeaderCollector {
    /// Interim responses (1xx) before the final one.
    private static let maximumInterim = 32

    private let maximumBytes: Int
    private let maximumLines: Int
    private var bytes = 0
    private var lines = 0
    private var interim = 0
    /// Whether a status line was seen whose header has not ended.
    private var isOpen = false

    private(set) var status = 0
    private(set) var version = ""
    private(set) var headers = ResponseHeaders()
    /// Whether the final response's header has ended; later lines are trailers.
    private(set) var isComplete = false

    init(maximumBytes: Int, maximumLines: Int) {
        self.maximumBytes = maximumBytes
        self.maximumLines = maximumLines
    }

    /// Takes one line with its line end.
    ///
    /// - Returns: whether it ended the final response's header.
    mutating func take(_ line: UnsafeRawBufferPointer) throws(BodyFailure) -> Bool {
        try count(line)
        let content = line.prefix { $0 != 0x0a && $0 != 0x0d }
        try checkControls(line, content.count)
        if isComplete { return false }
        if !isOpen {
            startBlock(content)
        } else if content.isEmpty {
            return try endBlock()
        } else {
            takeField(content)
        }
        return false
    }

    /// The length that the header states; nil without one or if the framing is
    /// chunked, which takes precedence.
    var contentLength: Int? {
        isChunked ? nil : lengths.first
    }

    /// Whether the transfer coding marks the end of the body.
    var isChunked: Bool {
        headers.values(of: "transfer-encoding").contains { $0.lowercased().contains("chunked") }
    }

    /// All codings to undo, in the order they were applied.
    ///
    /// Transfer codings beside `chunked` are undone together with the content's:
    /// libcurl leaves both alone when it is told not to decode (7.88). Should
    /// another version undo the transfer's, the decoder finds a plain body and
    /// passes it.
    var codings: [String] {
        let transfer = headers.values(of: "transfer-encoding")
            .flatMap { $0.split(separator: ",") }
            .filter { !$0.lowercased().contains("chunked") }
        return headers.values(of: "content-encoding") + transfer.map(String.init)
    }

    /// A length that no number holds counts as the largest: libcurl ignores
    /// such a field, which would end the body where the connection does.
    private var lengths: [Int] {
        headers.values(of: "content-length").flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " } }
            .filter { $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
            .map { Int($0) ?? Int.max }
    }

    private mutating func count(_ line: UnsafeRawBufferPointer) throws(BodyFailure) {
        bytes += line.count
        lines += 1
        guard bytes <= maximumBytes, lines <= maximumLines else {
            throw BodyFailure(
                code: .tooLarge,
                message: "the header is larger than \(maximumBytes) bytes or \(maximumLines) lines"
            )
        }
    }

    private func checkControls(_ line: UnsafeRawBufferPointer, _ length: Int)
        throws(BodyFailure)
    {
        let end = line[length...]
        let isEnd = end.isEmpty || end.elementsEqual([0x0d, 0x0a]) || end.elementsEqual([0x0a])
        guard isEnd, line[..<length].allSatisfy({ ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7f })
        else {
            throw BodyFailure(
                code: .protocolError,
                message: "the header holds a control character"
            )
        }
    }

    private mutating func startBlock(_ line: Slice<UnsafeRawBufferPointer>) {
        let words = isomorphicText(line).split(separator: " ")
        version = String(words.first?.drop { $0 != "/" }.dropFirst() ?? "")
        status = words.count > 1 ? Int(words[1]) ?? 0 : 0
        headers = ResponseHeaders()
        isOpen = true
    }

    private mutating func endBlock() throws(BodyFailure) -> Bool {
        isOpen = false
        if status == 101 {
            throw BodyFailure(
                code: .protocolError,
                message: "the server switched protocols unasked"
            )
        }
        if 100...199 ~= status {
            interim += 1
            guard interim <= HeaderCollector.maximumInterim else {
                throw BodyFailure(
                    code: .protocolError,
                    message: "the server sent too many interim responses"
                )
            }
            return false
        }
        // RFC 9112, section 6.3: lengths that differ are how responses are
        // smuggled; equal ones are a harmless fault.
        guard isChunked || Set(lengths).count <= 1 else {
            throw BodyFailure(
                code: .protocolError,
                message: "the header states different lengths"
            )
        }
        isComplete = true
        return true
    }

    private mutating func takeField(_ line: Slice<UnsafeRawBufferPointer>) {
        // RFC 9112, section 5.2: a line that begins with white space continues
        // the one before.
        if line.first == 0x20 || line.first == 0x09 {
            guard let last = headers.fields.indices.last else { return }
            headers.fields[last].value += " " + isomorphicText(trimmed(line))
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = isomorphicText(trimmed(line[..<colon])).lowercased()
        guard !name.isEmpty else { return }
        let value = isomorphicText(trimmed(line[line.index(after: colon)...]))
        headers.fields.append(.init(name: name, value: value))
    }
}

private func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var slice = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice = slice.dropLast() }
    return slice
}
