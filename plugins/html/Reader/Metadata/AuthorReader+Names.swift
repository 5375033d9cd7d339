// What the names themselves say.

extension AuthorReader {
    private static let offices = WordFinder([
        "gmbh", " ag", " e.v.", " ev", " inc", " ltd", " llc", "redaktion", "redaction",
        "rédaction",
        "redacción", "redação", "redazione", "staff", "team", "news", ".com", ".de", ".org", ".net",
        "www", "press", "desk", "agency", "agentur", "agencia", "ministerium", "verband",
        "stiftung",
        "verlag", "media", "magazin", "editor", "zeitung", "ministry", "university", "foundation",
        "dpa", "afp", "reuters", "apa", "kna", "epd", "編集部", "新聞", "报", "網", "网", "社",
    ])

    /// Adds what the names say, and what the page calls itself.
    mutating func describe(_ names: [String], in evidence: inout Evidence<AuthorFact>) {
        var number = TextNumber()
        for name in names {
            name.withBytes { for byte in $0 { number.append(byte) } }
            number.append(0x0A)
        }
        let known = described[number]
        let facts = known ?? facts(of: names)
        if known == nil { described.add(facts, for: number) }
        evidence.formUnion(facts)
        let isShown = !facts.contains(.notShown)
        evidence.insert(.officeShown, if: isShown && facts.contains(.isOffice))
        evidence.insert(.siteShown, if: isShown && evidence.contains(.isSite))
        evidence.formUnion(kind)
    }

    private func facts(of names: [String]) -> Evidence<AuthorFact> {
        var evidence = Evidence<AuthorFact>()
        for name in names {
            name.withBytes(LowerCase.lowered).withUnsafeBufferPointer { name in
                evidence.insert(.isOffice, if: Self.offices.occurs(in: name))
                evidence.insert(.hasDigit, if: Self.hasNumber(name))
                evidence.insert(.longName, if: name.count { $0 == 0x20 } > 3)
            }
        }
        evidence.insert(.oneWord, if: names.count == 1 && names[0].withBytes(Self.isASCIIWord))
        evidence.insert(
            .lowerCase,
            if: names[0].unicodeScalars.first.map { ScalarKind.isLowercase($0.value) } ?? false
        )
        evidence.insert(.two, if: names.count == 2)
        evidence.insert(.many, if: names.count > 3)
        let outline = reader.outline
        if names.allSatisfy({ outline.showsNearHeadline($0) }) {
            evidence.insert(.shownNear)
        } else if names.allSatisfy({ outline.shows($0) }) {
            evidence.insert(.shownElsewhere)
        } else {
            evidence.insert(.notShown)
        }
        return evidence
    }

    private static func isASCIIWord(_ name: ByteText) -> Bool {
        name.allSatisfy { $0 < 0x80 && $0 != 0x20 }
    }

    private static func hasNumber(_ name: ByteText) -> Bool {
        var index = 0
        while index < name.count {
            let byte = name[index]
            let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : decodeScalar(name, at: index)
            if ScalarKind.isNumber(scalar) { return true }
            index += length
        }
        return false
    }
}
