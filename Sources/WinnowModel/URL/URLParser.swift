// The basic URL parser of the URL Standard (section 4.4), without the state
// overrides that only its setters need.
//
// The standard walks code points with a state machine that may step back. Here
// every state is a function that consumes its part of the bytes: no state
// looks further back than its own start, and as all bytes above 0x7F are
// percent-encoded one by one, UTF-8 never needs decoding outside a host.
// Linear in the input: each byte is looked at a fixed number of times.

/// Parses one URL string.
struct URLParser {
    private let input: [UInt8]
    private var position = 0
    private var url = URLRecord()
    private let baseURL: WebURL?

    /// The base in its parts, taken apart when a relative reference needs them:
    /// most links of a page are absolute.
    private var base: URLRecord? { baseURL?.record }

    /// Prepares a parse; leading and trailing controls and spaces, and tabs and
    /// newlines anywhere, do not count.
    private init(_ text: UnsafeBufferPointer<UInt8>, base: WebURL?) {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        for index in start..<end {
            let byte = text[index]
            if byte != 0x09 && byte != 0x0A && byte != 0x0D { bytes.append(byte) }
        }
        self.input = bytes
        self.baseURL = base
    }

    /// Parses UTF-8 text; nil is the standard's failure.
    static func parse(_ text: UnsafeBufferPointer<UInt8>, base: WebURL?) -> URLRecord? {
        var parser = URLParser(text, base: base)
        return parser.run() ? parser.url : nil
    }

    private var current: UInt8? { position < input.count ? input[position] : nil }

    private func byte(at offset: Int) -> UInt8? {
        position + offset < input.count ? input[position + offset] : nil
    }

    // MARK: Scheme

    private mutating func run() -> Bool {
        guard let scheme = schemeBeforeColon() else { return parseWithoutScheme() }
        url.scheme = scheme
        position = scheme.count + 1
        if url.isFile {
            return parseFile()
        }
        if url.isSpecial {
            if !(current == 0x2F && byte(at: 1) == 0x2F), let base, base.scheme == scheme {
                return parseRelative(to: base)
            }
            return parseAuthorityAfterSlashes()
        }
        if current == 0x2F {
            position += 1
            if current == 0x2F {
                position += 1
                return parseAuthority()
            }
            position -= 1
            return parsePath()
        }
        return parseOpaquePath()
    }

    /// The lowercased scheme if the input starts with one and a colon.
    private func schemeBeforeColon() -> [UInt8]? {
        guard let first = input.first, isASCIILetter(first) else { return nil }
        var scheme: [UInt8] = []
        for byte in input {
            if byte == 0x3A { return scheme }
            let isPart =
                isASCIILetter(byte) || isASCIIDigit(byte)
                || byte == 0x2B || byte == 0x2D || byte == 0x2E
            guard isPart else { return nil }
            scheme.append(asciiLowercased(byte))
        }
        return nil
    }

    private mutating func parseWithoutScheme() -> Bool {
        guard let base else { return false }
        if base.hasOpaquePath {
            guard current == 0x23 else { return false }
            url = base
            return parseQueryAndFragment()
        }
        url.scheme = base.scheme
        return base.isFile ? parseFile() : parseRelative(to: base)
    }

    // MARK: Relative references

    private func isSlash(_ byte: UInt8?) -> Bool {
        byte == 0x2F || (byte == 0x5C && url.isSpecial)
    }

    private mutating func copyAuthority(of base: URLRecord) {
        url.username = base.username
        url.password = base.password
        url.host = base.host
        url.port = base.port
    }

    private mutating func parseRelative(to base: URLRecord) -> Bool {
        if isSlash(current) {
            if isSlash(byte(at: 1)) {
                position += 2
                return url.isSpecial ? parseAuthorityAfterSlashes() : parseAuthority()
            }
            copyAuthority(of: base)
            return parsePath()
        }
        copyAuthority(of: base)
        url.path = base.path
        url.query = base.query
        return parseRelativeTail()
    }

    /// What follows once the base's path and query are copied.
    private mutating func parseRelativeTail() -> Bool {
        switch current {
        case nil:
            return true
        case 0x3F:
            url.query = nil
            return parseQueryAndFragment()
        case 0x23:
            return parseQueryAndFragment()
        default:
            url.query = nil
            url.shortenPath()
            return parsePath()
        }
    }

    // MARK: Authority

    private mutating func parseAuthorityAfterSlashes() -> Bool {
        while let byte = current, byte == 0x2F || byte == 0x5C { position += 1 }
        return parseAuthority()
    }

    /// Where the authority that starts here ends.
    private func endOfAuthority() -> Int {
        var end = position
        while end < input.count {
            let byte = input[end]
            if byte == 0x2F || byte == 0x3F || byte == 0x23 { break }
            if byte == 0x5C, url.isSpecial { break }
            end += 1
        }
        return end
    }

    private mutating func parseAuthority() -> Bool {
        let end = endOfAuthority()
        var host = input[position..<end]
        if let at = host.lastIndex(of: 0x40) {
            parseCredentials(host[..<at])
            host = host[(at + 1)...]
            guard !host.isEmpty else { return false }
        }
        guard parseHostAndPort(host) else { return false }
        position = end
        return parsePathStart()
    }

    private mutating func parseCredentials(_ credentials: ArraySlice<UInt8>) {
        let colon = credentials.firstIndex(of: 0x3A) ?? credentials.endIndex
        url.username.append(percentEncoding: credentials[..<colon], .userinfo)
        if colon < credentials.endIndex {
            url.password.append(percentEncoding: credentials[(colon + 1)...], .userinfo)
        }
    }

    private mutating func parseHostAndPort(_ authority: ArraySlice<UInt8>) -> Bool {
        var colon: Int?
        var insideBrackets = false
        for index in authority.indices {
            switch authority[index] {
            case 0x5B: insideBrackets = true
            case 0x5D: insideBrackets = false
            case 0x3A where !insideBrackets: colon = colon ?? index
            default: break
            }
            if colon != nil { break }
        }
        let hostText = authority[..<(colon ?? authority.endIndex)]
        if hostText.isEmpty && (url.isSpecial || colon != nil) { return false }
        guard let host = parseURLHost(hostText, isOpaque: !url.isSpecial) else { return false }
        url.host = host
        guard let colon else { return true }
        return parsePort(authority[(colon + 1)...])
    }

    private mutating func parsePort(_ digits: ArraySlice<UInt8>) -> Bool {
        guard !digits.isEmpty else { return true }
        var port = 0
        for byte in digits {
            guard isASCIIDigit(byte) else { return false }
            port = port * 10 + Int(byte - 0x30)
            guard port <= 65_535 else { return false }
        }
        let number = UInt16(port)
        url.port = number == url.defaultPort ? nil : number
        return true
    }

    // MARK: File URLs

    private mutating func parseFile() -> Bool {
        url.host = []
        if isSlash(current) {
            position += 1
            return isSlash(current) ? parseFileHost() : parseFilePathAfterSlash()
        }
        guard let base, base.isFile else { return parsePath() }
        url.host = base.host
        url.path = base.path
        url.query = base.query
        guard let byte = current, byte != 0x3F, byte != 0x23 else { return parseRelativeTail() }
        url.query = nil
        if startsWithDriveLetter(at: position) {
            url.path = []
        } else {
            url.shortenPath()
        }
        return parsePath()
    }

    private mutating func parseFilePathAfterSlash() -> Bool {
        position -= 1
        guard let base, base.isFile else { return parsePath() }
        url.host = base.host
        let firstSegmentEnd = base.path.dropFirst().firstIndex(of: 0x2F) ?? base.path.count
        if !startsWithDriveLetter(at: position + 1), base.path.count >= 3,
            isNormalizedDriveLetter(base.path[1..<firstSegmentEnd])
        {
            url.path = Array(base.path[..<firstSegmentEnd])
        }
        return parsePath()
    }

    private mutating func parseFileHost() -> Bool {
        position += 1
        let end = endOfAuthority()
        let text = input[position..<end]
        // A drive letter in the host's place is the path's first segment.
        if isDriveLetter(text) { return parsePath() }
        if !text.isEmpty {
            guard let host = parseURLHost(text, isOpaque: false) else { return false }
            url.host = host.elementsEqual("localhost".utf8) ? [] : host
        }
        position = end
        return parsePathStart()
    }

    /// "Starts with a Windows drive letter".
    private func startsWithDriveLetter(at index: Int) -> Bool {
        guard index + 2 <= input.count, isDriveLetter(input[index..<index + 2]) else {
            return false
        }
        guard index + 2 < input.count else { return true }
        return [0x2F, 0x5C, 0x3F, 0x23].contains(input[index + 2])
    }

    // MARK: Path, query, fragment

    private mutating func parsePathStart() -> Bool {
        if url.isSpecial { return parsePath() }
        guard let byte = current else { return true }
        if byte == 0x3F || byte == 0x23 { return parseQueryAndFragment() }
        return parsePath()
    }

    /// Reads segments; one slash before the first is part of the path.
    private mutating func parsePath() -> Bool {
        if isSlash(current) { position += 1 }
        url.path.reserveCapacity(url.path.count + input.count - position + 1)
        while true {
            let start = position
            while let byte = current, byte != 0x3F, byte != 0x23, !isSlash(byte) { position += 1 }
            let endsWithSlash = isSlash(current)
            appendSegment(input[start..<position], endsWithSlash: endsWithSlash)
            if !endsWithSlash { break }
            position += 1
        }
        return parseQueryAndFragment()
    }

    private mutating func appendSegment(_ segment: ArraySlice<UInt8>, endsWithSlash: Bool) {
        switch dotCount(segment) {
        case 2:
            url.shortenPath()
            if !endsWithSlash { url.path.append(0x2F) }
        case 1:
            if !endsWithSlash { url.path.append(0x2F) }
        default:
            let isDrive = url.isFile && url.path.isEmpty && isDriveLetter(segment)
            url.path.append(0x2F)
            url.path.append(percentEncoding: segment, .path)
            if isDrive { url.path[url.path.count - 1] = 0x3A }
        }
    }

    /// 1 for `.`, 2 for `..`, `%2e` counting as a dot; 0 for other segments.
    private func dotCount(_ segment: ArraySlice<UInt8>) -> Int {
        guard segment.count <= 6 else { return 0 }
        var index = segment.startIndex
        var dots = 0
        while index < segment.endIndex {
            if segment[index] == 0x2E {
                index += 1
            } else if segment.endIndex - index >= 3, segment[index] == 0x25,
                segment[index + 1] == 0x32, segment[index + 2] | 0x20 == 0x65
            {
                index += 3
            } else {
                return 0
            }
            dots += 1
        }
        return dots <= 2 ? dots : 0
    }

    private mutating func parseOpaquePath() -> Bool {
        url.hasOpaquePath = true
        while let byte = current, byte != 0x3F, byte != 0x23 {
            position += 1
            // A space before the query or fragment would vanish if that were
            // removed and the URL parsed again.
            let isLastSpace = byte == 0x20 && (current == 0x3F || current == 0x23)
            if isLastSpace || PercentEncodeSet.control.contains(byte) {
                url.path.append(percentEncoded: byte)
            } else {
                url.path.append(byte)
            }
        }
        return parseQueryAndFragment()
    }

    private mutating func parseQueryAndFragment() -> Bool {
        if current == 0x3F {
            let start = position + 1
            while let byte = current, byte != 0x23 { position += 1 }
            var query: [UInt8] = []
            query.append(
                percentEncoding: input[start..<position],
                url.isSpecial ? .specialQuery : .query
            )
            url.query = query
        }
        if current == 0x23 {
            var fragment: [UInt8] = []
            fragment.append(percentEncoding: input[(position + 1)...], .fragment)
            url.fragment = fragment
            position = input.count
        }
        return true
    }
}
