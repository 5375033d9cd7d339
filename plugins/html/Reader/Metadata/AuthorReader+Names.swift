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

    func describe(_ names: [String], in evidence: inout Evidence<AuthorFact>) {
        let first = names[0]
        let lower = names.map { $0.lowercased() }
        evidence.insert(.isOffice, if: lower.contains(where: Self.offices.occurs))
        evidence.insert(
            .oneWord,
            if: names.count == 1 && !first.contains(" ") && first.utf8.allSatisfy { $0 < 0x80 }
        )
        evidence.insert(.lowerCase, if: first.first?.isLowercase == true)
        evidence.insert(.hasDigit, if: names.contains { $0.contains(where: \.isNumber) })
        evidence.insert(.two, if: names.count == 2)
        evidence.insert(.many, if: names.count > 3)
        evidence.insert(.longName, if: names.contains { $0.split(separator: " ").count > 4 })
        if names.allSatisfy(reader.outline.showsNearHeadline) {
            evidence.insert(.shownNear)
        } else if names.allSatisfy(reader.outline.shows) {
            evidence.insert(.shownElsewhere)
        } else {
            evidence.insert(.notShown)
        }
        let isShown = !evidence.contains(.notShown)
        evidence.insert(.officeShown, if: isShown && evidence.contains(.isOffice))
        evidence.insert(.siteShown, if: isShown && evidence.contains(.isSite))
        evidence.formUnion(kind)
    }
}
