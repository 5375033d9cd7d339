/// RCDATA, RAWTEXT, script data, PLAINTEXT and CDATA sections: text up to one particular end.
extension HTMLTokenizer where Sink: ~Copyable {
    /// Hands on the bytes from `start` to `stop` with nulls replaced.
    private mutating func emitRaw(_ start: Int, _ stop: Int) {
        guard stop > start else { return }
        if sawNull {
            let null = ByteScanning.findNull(base + start, base + stop) - base
            if null < stop { return emitReplacingNulls(start, stop, firstNull: null) }
        }
        sink.characters(TextToken(start: start, count: stop - start, offset: start))
    }

    @inline(never)
    private mutating func emitReplacingNulls(_ start: Int, _ stop: Int, firstNull: Int) {
        let decoded = decodedPosition
        var literal = start
        var null = firstNull
        while null < stop {
            appendDecoded(literal, null)
            appendReplacementCharacter()
            literal = null + 1
            null = ByteScanning.findNull(base + literal, base + stop) - base
        }
        appendDecoded(literal, stop)
        sink.characters(TextToken(start: decoded, count: decodedPosition - decoded, offset: start))
    }

    /// Whether the appropriate end tag for the last start tag begins at `less`.
    private mutating func isAppropriateEnd(_ less: Int) -> Bool {
        guard lastStartTag >= 0, base[less + 1] == UInt8(ascii: "/") else { return false }
        let record = store.pointee.names.records[Int(lastStartTag)]
        let name = store.pointee.names.bytes.base + Int(record.start)
        let count = Int(record.count)
        guard count < end - less - 2 else { return false }
        for index in 0..<count where lowercasedASCII(base[less + 2 + index]) != name[index] {
            return false
        }
        let after = base[less + 2 + count]
        return isHTMLSpace(after) || after == UInt8(ascii: "/") || after == UInt8(ascii: ">")
    }

    private mutating func endAtEndOfFile() {
        position = end
        isAtEnd = true
    }

    mutating func readRawText(isScript: Bool) {
        let start = position
        sawNull = false
        let stop = isScript ? scriptEnd() : rawTextEnd()
        position = stop
        emitRaw(start, stop)
        if stop >= end {
            endAtEndOfFile()
        } else {
            readEndTag(at: stop)
        }
    }

    /// The position of the end tag, or the end of the page.
    private mutating func rawTextEnd() -> Int {
        var current = position
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "<"), UInt8(ascii: "<"), from: base + current) - base
            if base[current] == 0 {
                if current >= end { return end }
                sawNull = true
            } else if isAppropriateEnd(current) {
                return current
            }
            current += 1
        }
    }

    /// The position of the script's end tag, or the end of the page: `<!--` begins the escaped states, in which `<script` begins
    /// the double escaped ones.
    private mutating func scriptEnd() -> Int {
        var current = position
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "<"), UInt8(ascii: "<"), from: base + current) - base
            if base[current] == 0 {
                if current >= end { return end }
                sawNull = true
                current += 1
            } else if isAppropriateEnd(current) {
                return current
            } else if base[current + 1] == UInt8(ascii: "!"),
                base[current + 2] == UInt8(ascii: "-"),
                base[current + 3] == UInt8(ascii: "-")
            {
                let (position, isEnd) = escapedScriptEnd(from: current + 4)
                if isEnd { return position }
                current = position
            } else {
                current += 1
            }
        }
    }

    /// Passes the escaped states from behind `<!--`: answers where script data goes on, or the end of the script.
    private mutating func escapedScriptEnd(from start: Int) -> (position: Int, isEnd: Bool) {
        var current = start
        var dashes = 2
        var isDouble = false
        while true {
            switch base[current] {
            case UInt8(ascii: "-"):
                dashes += 1
                current += 1
                continue
            case UInt8(ascii: ">") where dashes >= 2:
                return (current + 1, false)
            case UInt8(ascii: "<"):
                if !isDouble, isAppropriateEnd(current) { return (current, true) }
                (current, isDouble) = escapedLess(current, isDouble)
            case 0:
                if current >= end { return (end, true) }
                sawNull = true
                current += 1
            default:
                current += 1
            }
            dashes = 0
        }
    }

    /// Reads a `<` in an escaped state that is not the end tag: `<script` and `</script` toggle the double escape.
    private mutating func escapedLess(_ less: Int, _ isDouble: Bool) -> (Int, Bool) {
        var current = less + 1
        if isDouble {
            guard base[current] == UInt8(ascii: "/") else { return (current, true) }
            current += 1
        } else if base[current] == UInt8(ascii: "/") {
            return (current + 1, false)
        }
        let name = current
        while isASCIILetter(base[current]) { current += 1 }
        guard isDouble || current > name else { return (current, isDouble) }
        let after = base[current]
        guard isHTMLSpace(after) || after == UInt8(ascii: "/") || after == UInt8(ascii: ">") else {
            return (current, isDouble)
        }
        let isScript =
            current - name == 6
            && ByteScanning.lowercased(ByteScanning.word(base + name)) << 16 == Self.script
        return (current + 1, isScript ? !isDouble : isDouble)
    }

    /// `script` in the upper six bytes of a word.
    private static var script: UInt64 { 0x7470_6972_6373_0000 }

    mutating func readRCDATA() {
        let start = position
        var literal = start
        var current = start
        var decoded = -1
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "<"), UInt8(ascii: "&"), from: base + current) - base
            let byte = base[current]
            if byte == 0, current >= end { break }
            if byte == UInt8(ascii: "<") {
                if isAppropriateEnd(current) { break }
                current += 1
                continue
            }
            let reference =
                byte == 0
                ? CharacterReference(end: current + 1, first: 0xFFFD, second: 0)
                : readReference(at: current, inAttribute: false)
            if reference.end == 0 {
                current += 1
                continue
            }
            if decoded < 0 { decoded = decodedPosition }
            appendDecoded(literal, current)
            append(reference)
            current = reference.end
            literal = current
        }
        position = current
        if decoded >= 0 {
            appendDecoded(literal, current)
            sink.characters(
                TextToken(start: decoded, count: decodedPosition - decoded, offset: start)
            )
        } else if current > start {
            sink.characters(TextToken(start: start, count: current - start, offset: start))
        }
        if current >= end {
            endAtEndOfFile()
        } else {
            readEndTag(at: current)
        }
    }

    mutating func readPlaintext() {
        sawNull = true
        emitRaw(position, end)
        endAtEndOfFile()
    }

    /// Reads a CDATA section up to and with `]]>`; nulls go to the sink, as in the data state.
    mutating func readCDATA() {
        var start = position
        var current = start
        while true {
            current =
                ByteScanning.find(UInt8(ascii: "]"), UInt8(ascii: "]"), from: base + current) - base
            if base[current] == 0 {
                if current > start {
                    sink.characters(TextToken(start: start, count: current - start, offset: start))
                }
                if current >= end { return endAtEndOfFile() }
                sink.nullCharacter(offset: current)
                current += 1
                start = current
            } else if base[current + 1] == UInt8(ascii: "]"), base[current + 2] == UInt8(ascii: ">")
            {
                if current > start {
                    sink.characters(TextToken(start: start, count: current - start, offset: start))
                }
                position = current + 3
                model = .data
                return
            } else {
                current += 1
            }
        }
    }
}
