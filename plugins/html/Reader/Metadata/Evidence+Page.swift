// Facts that several fields share: where on the page a value stands, and what
// kind of page it is.

/// Facts of a field whose values have a place on the page.
protocol PlaceFact: EvidenceFact {
    static var before: Self { get }
    static var aboveHeadline: Self { get }
    static var belowHeadline: Self { get }
    static var content: Self { get }
    static var after: Self { get }
}

extension Evidence where Fact: PlaceFact {
    /// Inserts where on the page the value stands.
    mutating func insertPlace(_ zone: PageOutline.Zone) {
        switch zone {
        case .before: insert(.before)
        case .aboveHeadline: insert(.aboveHeadline)
        case .belowHeadline: insert(.belowHeadline)
        case .content: insert(.content)
        case .after: insert(.after)
        }
    }
}

/// Facts of a field that say what the page calls itself.
protocol PageKindFact: EvidenceFact {
    static var isArticle: Self { get }
    static var isNewsArticle: Self { get }
    static var isOtherPage: Self { get }
    static var isWebsite: Self { get }
    /// A recipe or a product.
    static var isThing: Self { get }
}

extension MetadataReader {
    /// What the page calls itself, the same for all values of a field.
    func kindOfPage<Fact: PageKindFact>() -> Evidence<Fact> {
        var evidence = Evidence<Fact>()
        evidence.insert(.isThing, if: subjectKind == .recipe || subjectKind == .product)
        evidence.insert(.isWebsite, if: isWebsite)
        evidence.insert(.isArticle, if: subjectKind == .article)
        evidence.insert(.isNewsArticle, if: isNewsArticle)
        evidence.insert(.isOtherPage, if: subjectKind != .article && !isOpenGraphArticle)
        return evidence
    }
}
