/// What can speak for or against a date.
enum DateFact: UInt8, PlaceFact, PageKindFact {
    // Where it stands.
    case linkedPublished, linkedCreated, linkedModified, linkedPage
    case metaPublished, metaDate, metaModified
    case propertyPublished, propertyModified
    case time, timePublished, timeModified
    case dateClass, line, text, address
    // Its place.
    case before, aboveHeadline, belowHeadline, content, after, outside, isRepeated, isTeaser
    case endsContent, startsContent, isFirst
    // Its form.
    case hasTime, isUniversal, isLocal, saysPublished, saysUpdated, isAlone, isRelative
    // Other evidence.
    case agreesMachine, agreesVisible, neighbour, earliest, latest, isLocalNeighbour
    case isArticle, isNewsArticle, isOpenGraphArticle, isOtherPage
    case hasVisible, hasMachine, hasPublished, isOnlyModified, agreesAddress, laterThanPublished
    case agreesModified, shortYear, unshown, unshownArticle, unshownGraph, isHome, hasSlug, isThing
    case isWebsite, tail, contradicted, unshownNews, unshownPage

    static var weights: [Float] { EvidenceWeights.date }
}
