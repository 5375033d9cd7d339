/// What can speak for or against a list of authors.
enum AuthorFact: UInt8, PlaceFact, PageKindFact {
    // Where it stands.
    case linkedPeople, linkedOffices, linkedAll, linkedText
    case metaAuthor, metaArticleAuthor, metaDublinCore, metaOther
    case property, relation, authorLink, nameClass, authorClass, bylineClass, line
    // Place of visible ones.
    case before, aboveHeadline, belowHeadline, content, after
    case outside, isRepeated, isNoise, endsContent, startsContent
    // The names themselves.
    case isSite, holdsSite, isOffice, oneWord, lowerCase, hasDigit, two, many, longName
    case hasOpening
    // Other evidence.
    case shownNear, shownElsewhere, notShown, agrees, agreesMachine, agreesVisible
    case isArticle, isNewsArticle, isOtherPage, hasByline, hasMachine, isFirstVisible
    case linkedReference, isThing, isWebsite, officeShown, siteShown

    static var weights: [Float] { EvidenceWeights.author }
}
