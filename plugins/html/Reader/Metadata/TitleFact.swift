/// What can speak for or against a title.
enum TitleFact: UInt8, PlaceFact {
    // Where it stands.
    case openGraph, twitter, headline, alternative, linkedName, metaOther, title
    case heading1, heading2, property, otherHeading
    // Its form.
    case isRaw, isCut, isKnownCut, isSite, isShort, isLong, isPart, holdsOther, endsInColon
    // Place of a heading.
    case before, aboveHeadline, belowHeadline, content, after
    case onlyHeading1, firstHeading1, titleClass, siteClass, isHidden, isNoise, isOutlineHeadline
    // Other evidence.
    case agreesOpenGraph, agreesHeadline, agreesTitle, agreesHeading, agreesHeading2, agreesTwitter
    case overlapsTitle, overlapsOpenGraph, hasOpenGraph, hasHeadline, lacksHead, isArticle
    case headingWithOpenGraph, headingWithHeadline, headingAlone, openGraphWithoutHeading
    case overlapsNothing

    static var weights: [Float] { EvidenceWeights.title }
}
