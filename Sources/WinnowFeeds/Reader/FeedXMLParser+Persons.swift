import WinnowModel

// Authors: an element of parts in Atom, one line of text elsewhere.

extension FeedXMLParser {
    /// Opens a person; its text and parts follow.
    mutating func startPerson(rank: UInt8) -> Role {
        person = Person()
        personText.removeAll(keepingCapacity: true)
        personRank = rank
        return .person
    }

    /// Handles an element inside a person.
    mutating func startPersonPart() -> Role {
        switch current.name {
        case .name: person.name = captureValue() ?? person.name
        case .email: person.email = captureValue() ?? person.email
        case .uri, .url, .homepage:
            let link = captureValue()
            person.uri = resolvedLink(link) ?? person.uri
        case .title: person.name = person.name ?? captureValue()
        default:
            // Markup around the name, or a word of another vocabulary.
            let text = captureValue()
            if personText.count < 4096, let text { personText.append(contentsOf: text.utf8) }
        }
        return .captured
    }

    /// Collects text that stands directly inside a person.
    mutating func collectPersonText(_ token: XMLTokenizer.Token) {
        let bytes = tokenizer.bytes(tokenizer.start, tokenizer.end)
        guard personText.count + bytes.count <= 4096 else { return }
        if token == .cdata {
            personText.append(contentsOf: bytes)
        } else {
            scratch.removeAll()
            references.decode(bytes, into: &scratch)
            personText.append(contentsOf: scratch.bytes)
        }
    }

    /// Adds the person whose element ended.
    mutating func finishPerson() {
        if person.name == nil && person.email == nil {
            let found = personText.withUnsafeBufferPointer { PersonText.parse(trimmed($0)) }
            person.name = found.name
            person.email = found.email
            person.uri = person.uri ?? found.uri
        } else if person.email == nil, let name = person.name, name.utf8.contains(0x40) {
            // A name that holds an address, as older formats write it.
            var text = name
            let found = text.withUTF8 { PersonText.parse(trimmed($0)) }
            if found.email != nil && found.name != nil {
                person.name = found.name
                person.email = found.email
            }
        }
        guard person.name != nil || person.email != nil || person.uri != nil else { return }
        if inEntry {
            FeedXMLParser.add(
                person,
                personRank,
                to: &entry.authors,
                rank: &entryRanks.author
            )
        } else {
            FeedXMLParser.add(person, personRank, to: &feed.authors, rank: &feedRanks.author)
        }
    }

    /// Adds the person unless somebody of a higher rank is there already.
    private static func add(
        _ person: Person,
        _ personRank: UInt8,
        to authors: inout [Person],
        rank: inout UInt8
    ) {
        guard personRank >= rank, authors.count < FeedXMLParser.listLimit else { return }
        if personRank > rank {
            // A better statement of who wrote it takes the place of a worse.
            authors.removeAll()
            rank = personRank
        }
        if !authors.contains(person) { authors.append(person) }
    }
}

/// Reads a person from one line of text.
enum PersonText {
    /// Splits `me@example.org (Name)`, `Name <me@example.org>` and the like.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Person {
        guard !text.isEmpty else { return Person() }
        guard let range = emailRange(text) else {
            return Person(name: collapsed(text))
        }
        let email = String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
        var rest = Array(text[..<range.lowerBound])
        if rest.count >= 7, rest.suffix(7).elementsEqual("mailto:".utf8) { rest.removeLast(7) }
        rest.append(contentsOf: text[range.upperBound...])
        for pair in ["()", "<>", "[]"] {
            let bytes = Array(pair.utf8)
            let found = rest.withUnsafeBufferPointer { $0.firstIndex(of: bytes) }
            if let found { rest.removeSubrange(found..<(found + 2)) }
        }
        let name = rest.withUnsafeBufferPointer { collapsed(withoutBrackets(trimmed($0))) }
        return Person(name: name, email: email)
    }

    private static func collapsed(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var buffer = ByteBuffer(capacity: bytes.count + 1)
        PlainText.appendCollapsed(bytes, into: &buffer)
        return buffer.bytes.isEmpty ? nil : String(decoding: buffer.bytes, as: UTF8.self)
    }

    private static func withoutBrackets(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        var bytes = bytes
        if let first = bytes.first, first == UInt8(ascii: "(") || first == UInt8(ascii: "\"") {
            bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst())
        }
        if let last = bytes.last, last == UInt8(ascii: ")") || last == UInt8(ascii: "\"") {
            bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
        }
        return trimmed(bytes)
    }

    /// Range of the first e-mail address.
    private static func emailRange(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var cursor = 0
        while let at = text[cursor...].firstIndex(of: UInt8(ascii: "@")) {
            var start = at
            while start > cursor && isLocalByte(text[start - 1]) { start -= 1 }
            var end = at + 1
            while end < text.count && isDomainByte(text[end]) { end += 1 }
            while end > at + 1 && text[end - 1] == UInt8(ascii: ".") { end -= 1 }
            if start < at && end > at + 1 { return start..<end }
            cursor = at + 1
        }
        return nil
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        isDomainByte(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "'")
    }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        let lower = folded(byte)
        return (lower >= 0x61 && lower <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
