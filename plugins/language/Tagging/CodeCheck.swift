// Whether a text is code or data rather than language. The words of code are
// English, so no detector of languages sees it; its signs are what tells.
// Prose has some of them, too: a text is code if it has several, and one for
// every four words.

/// Finds source code, queries, markup and dumps in hexadecimal digits.
struct CodeCheck {
    /// No more bytes are looked at.
    private static let longest = 2048
    /// In halves, as all points.
    private static let fewestPoints = 6
    private static let wordsForPoint = 4
    /// Names of fields: so many with a colon, and so large a part of the words.
    private static let fewestFields = 5
    private static let fieldShare = 0.4
    private static let fewestTokens = 5
    private static let tokenShare = 0.8
    /// A dump without digits of so many letters needs fewer tokens.
    private static let longDump = 16

    private var points = 0
    private var words = 0
    private var fields = 0
    /// Tokens with letters or digits, and how many of them are hexadecimal.
    private var tokens = 0
    private var dumped = 0
    private var hasDigits = false
    private var equals = 0
    private var dots = 0
    private var isValue = false
    private var query = Query()

    /// What a byte can add to the evidence at most, by byte; never freed.
    nonisolated(unsafe) private static let signs: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        for byte in "0123456789.'\"".utf8 { table[Int(byte)] = 1 }
        for byte in "-:".utf8 { table[Int(byte)] = 2 }
        for byte in "{}<>=_[]();$&+|*#@/\\".utf8 { table[Int(byte)] = 4 }
        return UnsafePointer(table)
    }()
    private static let fewestSigns = 4
    private static let bytesForSign = 16

    /// Whether there are enough signs for a closer look: most texts have not.
    private static func isDoubtful(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let signs = Self.signs
        var sum = 0
        for byte in text { sum &+= Int(signs[Int(byte)]) }
        return sum >= fewestSigns && sum * bytesForSign >= text.count
    }

    /// Whether a text is code.
    static func isCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if CommandCheck.isCommand(text) || isDumpOfLetters(text) { return true }
        guard isDoubtful(UnsafeBufferPointer(rebasing: text[..<min(text.count, longest)])) else {
            return false
        }
        var check = CodeCheck()
        var position = 0
        let end = min(text.count, longest)
        while position < end {
            guard text[position] > 0x20 else {
                position += 1
                continue
            }
            var next = position
            while next < end, text[next] > 0x20 { next += 1 }
            check.add(UnsafeBufferPointer(rebasing: text[position..<next]))
            position = next
        }
        return check.isCode
    }

    /// Whether a text is hexadecimal digits without one below ten among them.
    /// There are words of such letters, but no sentences.
    private static func isDumpOfLetters(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var (tokens, letters, repeated) = (0, 0, 0)
        var previous = text[..<0]
        var position = 0
        while position < text.count {
            guard text[position] > 0x20 else {
                position += 1
                continue
            }
            let start = position
            while position < text.count, text[position] > 0x20 {
                guard (0x61...0x66).contains(text[position] | 0x20) else { return false }
                position += 1
            }
            let token = text[start..<position]
            guard token.count % 2 == 0 else { return false }
            tokens += 1
            letters += token.count
            if token.elementsEqual(previous) { repeated += 1 }
            previous = token
        }
        return tokens >= (letters >= longDump ? 3 : fewestTokens) && repeated * 2 < tokens
    }

    private var isCode: Bool {
        let points = self.points + query.points
        if points >= Self.fewestPoints, points * Self.wordsForPoint >= words * 2 { return true }
        if fields >= Self.fewestFields, Double(fields) >= Self.fieldShare * Double(words) {
            return true
        }
        return tokens >= Self.fewestTokens && hasDigits
            && Double(dumped) >= Self.tokenShare * Double(tokens)
    }

    private mutating func add(_ token: UnsafeBufferPointer<UInt8>) {
        var letters = 0
        var digits = 0
        var isASCII = true
        for byte in token {
            if isLetter(byte) { letters += 1 }
            if isDigit(byte) { digits += 1 }
            if byte >= 0x80 { isASCII = false }
        }
        if letters > 1 || !isASCII { words += 1 }
        if letters + digits > 0 {
            tokens += 1
            hasDigits = hasDigits || digits > 0
            if isDump(token) { dumped += 1 }
        }
        guard isASCII else { return }
        if letters > 0 { query.add(token, isFirst: tokens == 1) }
        defer { isValue = token.count == 1 && token[0] == UInt8(ascii: "=") }
        if isValue {
            points += token[0] == 0x22 || token[0] == 0x27 ? 2 : isDigit(token[0]) ? 1 : 0
        }
        if letters == token.count { return }
        points += self.points(of: token, letters: letters)
    }

    /// An even number of hexadecimal digits: bytes of a file.
    private func isDump(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
        let isPrefixed = token.count > 2 && token[0] == 0x30 && token[1] | 0x20 == 0x78
        let digits = isPrefixed ? UnsafeBufferPointer(rebasing: token[2...]) : token
        return digits.count % 2 == 0
            && digits.allSatisfy { isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
    }

    /// Points of the signs of one token that is not all letters.
    private mutating func points(of token: UnsafeBufferPointer<UInt8>, letters: Int) -> Int {
        if letters == 0 { return pointsOfOperator(token) }
        let last = token[token.count - 1]
        if last == UInt8(ascii: ":"), letters == token.count - 1, token[0] >= 0x61 { fields += 1 }
        if token.count > 2, token[0] == UInt8(ascii: "-") {
            if token[1] == UInt8(ascii: "-"), isLetter(token[2]) { return 2 }
        } else if token.count == 2, token[0] == UInt8(ascii: "-") {
            return isLower(token[1]) ? 2 : 0
        }
        var points = 0
        if token[0] == UInt8(ascii: "."), token.count > 2, isLower(token[1]) { points += 2 }
        if token[0] == UInt8(ascii: "#"), token[1] == UInt8(ascii: "!") { return 4 }
        for place in token.indices {
            let byte = token[place]
            let before = place > 0 ? token[place - 1] : 0x20
            let behind = place + 1 < token.count ? token[place + 1] : 0x20
            switch byte {
            case UInt8(ascii: "/") where before == UInt8(ascii: ":"), UInt8(ascii: "@"): return 0
            case UInt8(ascii: "{"), UInt8(ascii: "}"): points += 3
            case UInt8(ascii: "("): points += isLetter(before) ? pointsOfCall(token, place) : 0
            case UInt8(ascii: ")"):
                if [0x3A, 0x3B, 0x7B, 0x2E].contains(behind), place + 2 == token.count {
                    points += behind == 0x2E ? 0 : 2
                }
            case UInt8(ascii: "["): points += isLetter(before) ? 2 : 0
            case UInt8(ascii: ";"):
                points +=
                    [0x22, 0x27, 0x29, 0x5D, 0x7D].contains(before) ? 2 : isDigit(before) ? 1 : 0
            case UInt8(ascii: "_"): points += isLetter(before) && isLetter(behind) ? 2 : 0
            case UInt8(ascii: "="):
                points += behind == byte || behind == 0x3E ? 4 : place > 0 && behind > 0x20 ? 3 : 0
            case UInt8(ascii: "<"): points += isLetter(behind) || behind == 0x2F ? 3 : 0
            case UInt8(ascii: ":"):
                points += before == 0x22 && place + 1 == token.count ? 3 : behind == byte ? 4 : 0
            case UInt8(ascii: "$"): points += isLetter(behind) || behind == 0x7B ? 2 : 0
            case UInt8(ascii: "+"): points += behind == 0x3D ? 4 : 0
            case UInt8(ascii: "."):
                // So are domains, but not more than two of them.
                if isName(token, upTo: place), isName(token, from: place + 1) {
                    dots += 1
                    points += dots > 2 ? 0 : 2
                }
            case 0x41...0x5A: points += isLower(before) && isLower(behind) ? 1 : 0
            default: break
            }
        }
        return points
    }

    /// "name(" and more: prose has a space there, or a plural as in "day(s)".
    private func pointsOfCall(_ token: UnsafeBufferPointer<UInt8>, _ open: Int) -> Int {
        let rest = token[(open + 1)...]
        if let first = rest.first, first == 0x22 || first == 0x27 { return 4 }
        guard let close = rest.firstIndex(of: UInt8(ascii: ")")) else { return 2 }
        return rest[..<close].allSatisfy(isLetter) && close > open + 1 ? 1 : 2
    }

    private mutating func pointsOfOperator(_ token: UnsafeBufferPointer<UInt8>) -> Int {
        switch token.count {
        case 1:
            switch token[0] {
            case UInt8(ascii: "{"), UInt8(ascii: "}"): return 3
            case UInt8(ascii: "="):
                // Lists of words say "a = b", too.
                equals += 1
                return equals > 1 ? 1 : 2
            case UInt8(ascii: "<"), UInt8(ascii: ">"): return 1
            case UInt8(ascii: "+"): return tokens > 0 ? 2 : 0
            default: return 0
            }
        case 2, 3:
            let pair = (token[0], token[1])
            let isOperator =
                pair.1 == UInt8(ascii: "=") && "=!<>+-*:|&".utf8.contains(pair.0)
                || pair.1 == UInt8(ascii: ">") && "=-".utf8.contains(pair.0)
                || pair.0 == pair.1 && "&|:".utf8.contains(pair.0)
            let isClosing = "})];".utf8.contains(pair.0) && "});,".utf8.contains(pair.1)
            return isOperator ? 4 : isClosing ? 3 : 0
        default: return token.contains { $0 == 0x7B || $0 == 0x7D } ? 3 : 0
        }
    }

    /// Whether two lower-case letters or more stand before a place.
    private func isName(_ token: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Bool {
        end > 1 && isLetter(token[end - 1]) && isLetter(token[end - 2])
    }

    private func isName(_ token: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        start + 1 < token.count && isLower(token[start]) && isLetter(token[start + 1])
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Keywords of SQL, which mostly stand in capitals among names in small letters.
private struct Query {
    private static let verbs: Set<String> = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP",
    ]
    private static let keywords: Set<String> = ["FROM", "INTO", "SET", "TABLE", "VALUES", "WHERE"]
    private static let lowerKeywords: Set<String> = ["from", "where", "limit", "join"]
    private static let longest = 6

    private var begins = false
    private var beginsLower = false
    private var found = 0
    private var hasLower = false

    mutating func add(_ token: UnsafeBufferPointer<UInt8>, isFirst: Bool) {
        if let byte = token.first, (0x61...0x7A).contains(byte) { hasLower = true }
        guard token.count <= Self.longest, isFirst || begins || beginsLower else { return }
        let word = String(decoding: token, as: UTF8.self)
        if isFirst {
            begins = Self.verbs.contains(word)
            beginsLower = word == "select"
        } else if begins ? Self.keywords.contains(word) : Self.lowerKeywords.contains(word) {
            found += 1
        }
    }

    var points: Int {
        if begins, hasLower { return found * 6 }
        return beginsLower && found > 1 ? 4 : 0
    }
}
