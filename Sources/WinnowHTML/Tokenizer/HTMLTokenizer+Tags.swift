extension HTMLTokenizer where Sink: ~Copyable {
    /// Reads a start tag whose `<` stands at `less`.
    @inline(__always)
    mutating func readStartTag(at less: Int) {
        position = less + 1
        let name = readName(isAttribute: false)
        let attributeStart = store.pointee.attributes.count
        guard let isSelfClosing = readAttributes() else { return endInsideTag(attributeStart) }
        lastStartTag = name
        model = sink.startTag(
            TagToken(
                name: HTMLName(rawValue: name),
                attributeStart: attributeStart,
                attributeCount: store.pointee.attributes.count - attributeStart,
                isSelfClosing: isSelfClosing,
                offset: less
            )
        )
    }

    /// Reads an end tag whose `<` stands at `less`; its attributes are read and dropped.
    @inline(__always)
    mutating func readEndTag(at less: Int) {
        position = less + 2
        let name = readName(isAttribute: false)
        let attributeStart = store.pointee.attributes.count
        if base[position] == UInt8(ascii: ">") {
            position += 1
        } else {
            guard readAttributes() != nil else { return endInsideTag(attributeStart) }
            store.pointee.attributes.truncate(to: attributeStart)
        }
        model = .data
        sink.endTag(
            TagToken(
                name: HTMLName(rawValue: name),
                attributeStart: attributeStart,
                attributeCount: 0,
                isSelfClosing: false,
                offset: less
            )
        )
    }

    /// The page ended inside a tag: the tag does not count.
    private mutating func endInsideTag(_ attributeStart: Int) {
        store.pointee.attributes.truncate(to: attributeStart)
        position = end
        isAtEnd = true
    }

    /// Reads attributes up to and with the `>`; answers whether the tag closes itself, or nil at the end of the page.
    @inline(__always)
    private mutating func readAttributes() -> Bool? {
        stamp &+= 1
        while true {
            let byte = base[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                return false
            }
            if isHTMLSpace(byte) {
                position += 1
            } else if byte == UInt8(ascii: "/") {
                position += 1
                if base[position] == UInt8(ascii: ">") {
                    position += 1
                    return true
                }
            } else if byte == 0, position >= end {
                return nil
            } else if !readAttribute() {
                return nil
            }
        }
    }

    /// Reads one attribute; answers false if the page ended inside its value.
    @inline(__always)
    private mutating func readAttribute() -> Bool {
        let name = readName(isAttribute: true)
        while isHTMLSpace(base[position]) { position += 1 }
        var start = 0
        var count = 0
        if base[position] == UInt8(ascii: "=") {
            position += 1
            while isHTMLSpace(base[position]) { position += 1 }
            let byte = base[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard let value = readQuotedValue(byte) else { return false }
                (start, count) = value
            } else if byte != UInt8(ascii: ">") {
                guard let value = readUnquotedValue() else { return false }
                (start, count) = value
            }
        }
        let record = store.pointee.names.records.base + Int(name)
        if record.pointee.stamp != stamp {
            record.pointee.stamp = stamp
            store.pointee.attributes.append(
                AttributeRecord(name: name, valueStart: start, valueCount: count)
            )
        }
        return true
    }

    @inline(__always)
    private mutating func readQuotedValue(_ quote: UInt8) -> (Int, Int)? {
        let start = position + 1
        let stop = ByteScanning.find(quote, UInt8(ascii: "&"), from: base + start) - base
        if base[stop] == quote {
            position = stop + 1
            return (start, stop - start)
        }
        return readDecodedValue(start: start, from: stop, quote: quote)
    }

    /// Reads the rest of a quoted value that has references or nulls in it.
    @inline(never)
    private mutating func readDecodedValue(start: Int, from: Int, quote: UInt8) -> (Int, Int)? {
        var literal = start
        var current = from
        var decoded = -1
        while true {
            let byte = base[current]
            if byte == quote { break }
            if byte == 0, current >= end { return nil }
            var next = current + 1
            if byte == 0 {
                if decoded < 0 { decoded = decodedPosition }
                appendDecoded(literal, current)
                appendReplacementCharacter()
                literal = next
            } else if byte == UInt8(ascii: "&") {
                let reference = readReference(at: current, inAttribute: true)
                if reference.end != 0 {
                    if decoded < 0 { decoded = decodedPosition }
                    appendDecoded(literal, current)
                    append(reference)
                    next = reference.end
                    literal = next
                }
            }
            current = ByteScanning.find(quote, UInt8(ascii: "&"), from: base + next) - base
        }
        position = current + 1
        if decoded < 0 { return (start, current - start) }
        appendDecoded(literal, current)
        return (decoded, decodedPosition - decoded)
    }

    private mutating func readUnquotedValue() -> (Int, Int)? {
        let start = position
        var literal = start
        var current = start
        var decoded = -1
        while true {
            let byte = base[current]
            if isHTMLSpace(byte) || byte == UInt8(ascii: ">") { break }
            if byte == 0 {
                if current >= end { return nil }
                if decoded < 0 { decoded = decodedPosition }
                appendDecoded(literal, current)
                appendReplacementCharacter()
                literal = current + 1
            } else if byte == UInt8(ascii: "&") {
                let reference = readReference(at: current, inAttribute: true)
                if reference.end != 0 {
                    if decoded < 0 { decoded = decodedPosition }
                    appendDecoded(literal, current)
                    append(reference)
                    current = reference.end
                    literal = current
                    continue
                }
            }
            current += 1
        }
        position = current
        if decoded < 0 { return (start, current - start) }
        appendDecoded(literal, current)
        return (decoded, decodedPosition - decoded)
    }

    // MARK: Names

    /// Reads a tag or attribute name at `position`, at least one byte, and interns it in lower case.
    ///
    /// Most names end within 16 bytes: two words are then the whole key of the name table.
    @inline(__always)
    mutating func readName(isAttribute: Bool) -> Int32 {
        let start = base + position
        let low = ByteScanning.word(start)
        let lowEnds = ByteScanning.nameEnds(low, orEquals: isAttribute)
        if lowEnds != 0 {
            let count = lowEnds.trailingZeroBitCount >> 3
            if count > 0, endsName(start[count], isAttribute) {
                position += count
                let mask = (1 as UInt64) << UInt64(truncatingIfNeeded: count &* 8) &- 1
                return store.pointee.names.intern(
                    low: ByteScanning.lowercased(low & mask),
                    high: 0,
                    count: count
                )
            }
            return readUnusualName(isAttribute: isAttribute)
        }
        let high = ByteScanning.word(start + 8)
        let highEnds = ByteScanning.nameEnds(high, orEquals: isAttribute)
        guard highEnds != 0 else { return readUnusualName(isAttribute: isAttribute) }
        let count = highEnds.trailingZeroBitCount >> 3
        guard endsName(start[8 + count], isAttribute) else {
            return readUnusualName(isAttribute: isAttribute)
        }
        position += 8 + count
        let mask = (1 as UInt64) << UInt64(truncatingIfNeeded: count &* 8) &- 1
        return store.pointee.names.intern(
            low: ByteScanning.lowercased(low),
            high: ByteScanning.lowercased(high & mask),
            count: 8 + count
        )
    }

    @inline(__always)
    private func endsName(_ byte: UInt8, _ isAttribute: Bool) -> Bool {
        isHTMLSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
            || (isAttribute && byte == UInt8(ascii: "="))
    }

    /// Reads a long name, one with controls or nulls in it, or one that the page's end cuts off.
    @inline(never)
    private mutating func readUnusualName(isAttribute: Bool) -> Int32 {
        scratch.truncate(to: 0)
        repeat {
            let byte = base[position]
            if byte != 0 {
                scratch.append(lowercasedASCII(byte))
            } else if position >= end {
                break
            } else {
                scratch.append(0xEF)
                scratch.append(0xBF)
                scratch.append(0xBD)
            }
            position += 1
        } while !endsName(base[position], isAttribute)
        return store.pointee.names.intern(
            scratch.base,
            count: scratch.count,
            flags: NameFlags(bits: 0)
        )
    }
}
