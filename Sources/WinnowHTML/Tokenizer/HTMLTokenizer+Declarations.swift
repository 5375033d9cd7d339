/// Comments, document types and what `<!` begins otherwise.
extension HTMLTokenizer where Sink: ~Copyable {
    /// Reads what begins with `<!`.
    mutating func readDeclaration(at less: Int) {
        let start = less + 2
        if base[start] == UInt8(ascii: "-"), base[start + 1] == UInt8(ascii: "-") {
            readComment(from: start + 2, offset: less)
        } else if matches("doctype", at: start) {
            readDoctype(from: start + 7, offset: less)
        } else if matchesExactly("[CDATA[", at: start), sink.allowsCDATA {
            position = start + 7
            model = .cdata
        } else {
            readBogusComment(from: start, offset: less)
        }
    }

    private mutating func matches(_ word: StaticString, at start: Int) -> Bool {
        let bytes = word.utf8Start
        for index in 0..<word.utf8CodeUnitCount
        where lowercasedASCII(base[start + index]) != bytes[index] {
            return false
        }
        return true
    }

    private mutating func matchesExactly(_ word: StaticString, at start: Int) -> Bool {
        let bytes = word.utf8Start
        for index in 0..<word.utf8CodeUnitCount where base[start + index] != bytes[index] {
            return false
        }
        return true
    }

    mutating func readBogusComment(from start: Int, offset: Int) {
        var stop = start
        while true {
            stop = ByteScanning.find(UInt8(ascii: ">"), UInt8(ascii: ">"), from: base + stop) - base
            if base[stop] != 0 || stop >= end { break }
            stop += 1
        }
        position = min(stop + 1, end)
        emitComment(start, stop, offset: offset)
        if stop >= end { isAtEnd = true }
    }

    /// Reads what begins with `<?`: a processing instruction if its target is well-formed and not one of XML's own, else a
    /// bogus comment. One that the page's end cuts off does not count.
    mutating func readInstruction(at less: Int) {
        guard sink.readsInstructions else { return readBogusComment(from: less + 1, offset: less) }
        let target = less + 2
        var current = target
        while isTargetByte(base[current], isFirst: current == target) { current += 1 }
        let count = current - target
        if current >= end { return endInsideInstruction() }
        let isEnded =
            isHTMLSpace(base[current]) || base[current] == UInt8(ascii: "?")
            || base[current] == UInt8(ascii: ">")
        guard count > 0, isEnded, !isReservedTarget(target, count) else {
            return readBogusComment(from: less + 1, offset: less)
        }
        while isHTMLSpace(base[current]) { current += 1 }
        var stop = current
        while true {
            stop = ByteScanning.find(UInt8(ascii: ">"), UInt8(ascii: ">"), from: base + stop) - base
            if base[stop] != 0 { break }
            if stop >= end { return endInsideInstruction() }
            stop += 1
        }
        position = stop + 1
        let dataEnd = stop > current && base[stop - 1] == UInt8(ascii: "?") ? stop - 1 : stop
        // Unlike in a comment, nulls stay as they are.
        sink.comment(
            TextToken(start: current, count: dataEnd - current, offset: less),
            targetCount: count
        )
    }

    private mutating func endInsideInstruction() {
        position = end
        isAtEnd = true
    }

    private func isTargetByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        isASCIILetter(byte) || byte == UInt8(ascii: "_")
            || (!isFirst && (isASCIIDigit(byte) || byte == UInt8(ascii: "-")))
    }

    private mutating func isReservedTarget(_ start: Int, _ count: Int) -> Bool {
        (count == 3 && matches("xml", at: start))
            || (count == 14 && matches("xml-stylesheet", at: start))
    }

    /// Reads a comment from behind `<!--`: it ends at `-->` or `--!>`, or at once with `>` or `->`.
    private mutating func readComment(from start: Int, offset: Int) {
        if base[start] == UInt8(ascii: ">") {
            position = start + 1
            return emitComment(start, start, offset: offset)
        }
        if base[start] == UInt8(ascii: "-"), base[start + 1] == UInt8(ascii: ">") {
            position = start + 2
            return emitComment(start, start, offset: offset)
        }
        var current = start
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "-"), UInt8(ascii: "-"), from: base + current) - base
            if base[current] == 0 {
                if current >= end { return endInsideComment(start, offset: offset) }
                current += 1
                continue
            }
            var after = current + 1
            while base[after] == UInt8(ascii: "-") { after += 1 }
            if after - current >= 2 {
                if base[after] == UInt8(ascii: ">") {
                    position = after + 1
                    return emitComment(start, after - 2, offset: offset)
                }
                if base[after] == UInt8(ascii: "!"), base[after + 1] == UInt8(ascii: ">") {
                    position = after + 2
                    return emitComment(start, after - 2, offset: offset)
                }
            }
            current = after
        }
    }

    /// The page ended inside a comment: dashes that might have begun its end do not count.
    private mutating func endInsideComment(_ start: Int, offset: Int) {
        var stop = end
        let count = end - start
        if count >= 3, base[end - 1] == UInt8(ascii: "!"), base[end - 2] == UInt8(ascii: "-"),
            base[end - 3] == UInt8(ascii: "-")
        {
            stop -= 3
        } else if count >= 1, base[end - 1] == UInt8(ascii: "-") {
            stop -= count >= 2 && base[end - 2] == UInt8(ascii: "-") ? 2 : 1
        }
        position = end
        emitComment(start, stop, offset: offset)
        isAtEnd = true
    }

    private mutating func emitComment(_ start: Int, _ stop: Int, offset: Int) {
        let null = ByteScanning.findNull(base + start, base + stop) - base
        if null >= stop {
            return sink.comment(
                TextToken(start: start, count: stop - start, offset: offset),
                targetCount: 0
            )
        }
        let decoded = decodedPosition
        var literal = start
        var current = null
        while current < stop {
            appendDecoded(literal, current)
            appendReplacementCharacter()
            literal = current + 1
            current = ByteScanning.findNull(base + literal, base + stop) - base
        }
        appendDecoded(literal, stop)
        sink.comment(
            TextToken(start: decoded, count: decodedPosition - decoded, offset: offset),
            targetCount: 0
        )
    }

    // MARK: Document types

    private mutating func readDoctype(from start: Int, offset: Int) {
        var token = DoctypeToken()
        token.offset = offset
        position = start
        skipSpaces()
        readDoctypeName(&token)
        if !token.forceQuirks { readDoctypeIdentifiers(&token) }
        // Whatever stands before the closing sign does not count any more.
        while base[position] != UInt8(ascii: ">"), position < end { position += 1 }
        if position >= end {
            isAtEnd = true
        } else {
            position += 1
        }
        sink.doctype(token)
    }

    private mutating func skipSpaces() {
        while isHTMLSpace(base[position]) { position += 1 }
    }

    private mutating func readDoctypeName(_ token: inout DoctypeToken) {
        token.nameStart = decodedPosition
        while position < end, base[position] != UInt8(ascii: ">"), !isHTMLSpace(base[position]) {
            token.hasName = true
            appendIdentifierByte(lowercasedASCII(base[position]))
            position += 1
        }
        token.nameCount = decodedPosition - token.nameStart
        skipSpaces()
        if !token.hasName || position >= end { token.forceQuirks = true }
    }

    private mutating func appendIdentifierByte(_ byte: UInt8) {
        if byte == 0 {
            appendReplacementCharacter()
        } else {
            store.pointee.decoded.append(byte)
        }
    }

    private mutating func readDoctypeIdentifiers(_ token: inout DoctypeToken) {
        guard base[position] != UInt8(ascii: ">") else { return }
        let isPublic = matches("public", at: position)
        guard isPublic || matches("system", at: position) else {
            token.forceQuirks = true
            return
        }
        position += 6
        skipSpaces()
        guard let first = readIdentifier(&token) else {
            token.forceQuirks = true
            return
        }
        guard isPublic else {
            token.identifiers.systemStart = first.start
            token.identifiers.systemCount = first.count
            return requireEndOrSpace(&token)
        }
        token.identifiers.publicStart = first.start
        token.identifiers.publicCount = first.count
        guard !token.forceQuirks else { return }
        skipSpaces()
        if base[position] == UInt8(ascii: ">") { return }
        guard let second = readIdentifier(&token) else {
            token.forceQuirks = true
            return
        }
        token.identifiers.systemStart = second.start
        token.identifiers.systemCount = second.count
        requireEndOrSpace(&token)
    }

    /// Behind the system identifier anything may stand, only the end of the page forces quirks.
    private mutating func requireEndOrSpace(_ token: inout DoctypeToken) {
        skipSpaces()
        if position >= end { token.forceQuirks = true }
    }

    /// Reads a quoted identifier; nil if none begins here. A `>` or the page's end inside it forces quirks.
    private mutating func readIdentifier(_ token: inout DoctypeToken) -> (
        start: UInt32, count: UInt32
    )? {
        let quote = base[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        position += 1
        let start = decodedPosition
        while position < end, base[position] != quote, base[position] != UInt8(ascii: ">") {
            appendIdentifierByte(base[position])
            position += 1
        }
        let count = decodedPosition - start
        if position < end, base[position] == quote {
            position += 1
        } else {
            token.forceQuirks = true
        }
        return (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: count))
    }
}
