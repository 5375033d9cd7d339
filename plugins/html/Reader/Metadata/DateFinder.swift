import WinnowHTML
import WinnowModel

/// Finds when a page was published and updated.
///
/// As for authors, every place that may hold the date gives one candidate with
/// its evidence. The date keeps the zone that it was written in.
struct DateFinder {
    typealias Proposal = Candidate<WrittenDate, DateFact>

    /// When the page was first published.
    let published: WrittenDate?
    /// When it was last changed, where that is later.
    let updated: WrittenDate?

    init(_ reader: MetadataReader, language: String?) {
        var search = DateSearch(reader, language: language)
        let candidates = search.candidates()
        // First the likeliest date, then whether it is shown well enough.
        let chosen: DateFinder.Proposal? = candidates.strongest(
            above: EvidenceWeights.dateThreshold
        )
        let best = chosen.flatMap { Self.isSufficient($0.evidence) ? $0.value : nil }
        published = best
        guard let changed = search.updated else {
            updated = nil
            return
        }
        if let best, changed.date.timestamp <= best.date.timestamp {
            updated = nil
        } else {
            updated = changed
        }
    }

    /// Whether the likeliest date has evidence that it is the page's.
    ///
    /// Systems date every page that they ever made, in their data alone: a
    /// company's imprint has a `datePublished` like any news. Where a page shows
    /// that date nowhere and does not call itself an article, it has none; nor
    /// is any date in a far line of the text the page's own.
    static func isSufficient(_ evidence: Evidence<DateFact>) -> Bool {
        if evidence.contains(.unshown) {
            // `<meta name="date">` is when the file was made.
            if evidence.contains(.unshownPage) || evidence.contains(.metaDate) { return false }
            guard evidence.contains(.isArticle) else {
                return !evidence.contains(.isOpenGraphArticle) || evidence.contains(.isThing)
            }
            // What plugins write for every entry, in UTC; newsrooms write news.
            return evidence.contains(.isNewsArticle) || !evidence.contains(.isOpenGraphArticle)
                || !evidence.contains(.isUniversal)
        }
        let isFar = evidence.contains(.after) || evidence.contains(.content)
        let hasLabel = evidence.contains(.saysPublished) || evidence.contains(.saysUpdated)
        // What calls itself a site and no article dates what it lists.
        if isFar, evidence.contains(.isWebsite), evidence.contains(.isOtherPage),
            evidence.contains(.time) || evidence.contains(.after) && !hasLabel
        {
            return false
        }
        if evidence.contains(.text), isFar, !evidence.contains(.startsContent) {
            return hasLabel || evidence.contains(.content) && evidence.contains(.isAlone)
        }
        if isFar, evidence.contains(.shortYear) { return false }
        let isElement = evidence.contains(.propertyPublished) || evidence.contains(.time)
        return !(evidence.contains(.before) && isElement)
    }
}
