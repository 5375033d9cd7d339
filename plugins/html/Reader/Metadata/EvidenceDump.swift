import WinnowModel

/// The candidates of one page with the names of their facts, for training.
package struct EvidenceDump {
    /// One possible value.
    package struct Entry {
        package let field: String
        package let values: [String]
        package let facts: [String]
    }

    package var entries: [Entry] = []
}

extension PageReader {
    /// What a page offers for its title, authors and date.
    package func evidence(
        of bytes: UnsafeBufferPointer<UInt8>,
        _ request: Request
    ) -> EvidenceDump {
        var document = Document()
        let reader = readContent(bytes, request, into: &document)
        let siteKeys = SiteName.keys(site: reader.readSiteName(), host: reader.base?.host)
        var dump = EvidenceDump()
        for candidate in TitleChooser.candidates(reader, siteKeys: siteKeys) {
            dump.add("title", [candidate.value], candidate.evidence)
        }
        for candidate in AuthorReader.candidates(reader, siteKeys: siteKeys) {
            dump.add("author", candidate.value, candidate.evidence)
        }
        var dates = DateSearch(reader, language: reader.readLanguage())
        for candidate in dates.candidates() {
            dump.add("date", [candidate.value.rfc3339], candidate.evidence)
        }
        return dump
    }

    /// The names of all facts, in the order of their weights.
    package static var factNames: [String: [String]] {
        [
            "title": TitleFact.allCases.map { "\($0)" },
            "author": AuthorFact.allCases.map { "\($0)" },
            "date": DateFact.allCases.map { "\($0)" },
        ]
    }
}

extension EvidenceDump {
    fileprivate mutating func add<Fact: EvidenceFact>(
        _ field: String,
        _ values: [String],
        _ evidence: Evidence<Fact>
    ) {
        entries.append(Entry(field: field, values: values, facts: evidence.names))
    }
}
