extension DateSearch {
    /// What the candidates say of each other.
    mutating func compare() {
        let days = proposals.map { $0.value.localDay.seconds / 86_400 }
        guard let first = days.min(), let last = days.max() else { return }
        let hasVisible = zip(proposals, visible).contains {
            $1 && isNearHeadline($0.evidence)
        }
        let hasMachine = visible.contains(false)
        let kind: Evidence<DateFact> = reader.kindOfPage()
        let published = proposals.indices.first { !visible[$0] && !modified[$0] }
        for index in proposals.indices {
            var evidence = proposals[index].evidence
            evidence.insert(.earliest, if: days[index] == first && first != last)
            evidence.insert(.latest, if: days[index] == last && first != last)
            evidence.insert(.hasVisible, if: hasVisible)
            evidence.insert(.hasMachine, if: hasMachine)
            evidence.insert(.hasPublished, if: published != nil)
            evidence.insert(.isOnlyModified, if: modified[index] && published == nil)
            if let published, days[index] > days[published] + 1 {
                evidence.insert(.laterThanPublished)
            }
            for other in proposals.indices where other != index {
                let isSame = days[other] == days[index]
                evidence.insert(
                    .agreesAddress,
                    if: isSame && proposals[other].evidence.contains(.address)
                )
                if proposals[other].evidence.contains(.address) { continue }
                evidence.insert(.agreesMachine, if: isSame && !visible[other] && !modified[other])
                evidence.insert(.agreesModified, if: isSame && modified[other])
                evidence.insert(
                    .agreesVisible,
                    if: isSame && visible[other] && !proposals[other].evidence.contains(.outside)
                )
                evidence.insert(.neighbour, if: abs(days[other] - days[index]) == 1)
                // The same instant in UTC and in the publisher's zone.
                evidence.insert(
                    .isLocalNeighbour,
                    if: abs(days[other] - days[index]) == 1
                        && proposals[other].evidence.contains(.isUniversal)
                        && !evidence.contains(.isUniversal)
                )
            }
            // What readers see is the publisher's day.
            let isContradicted =
                !visible[index] && !evidence.contains(.isLocal)
                && !evidence.contains(.agreesVisible)
                && days.indices.contains { other in
                    abs(days[other] - days[index]) == 1 && !modified[other]
                        && (visible[other] && isNearHeadline(proposals[other].evidence)
                            || evidence.contains(.isUniversal)
                                && proposals[other].evidence.contains(.address))
                }
            evidence.insert(.contradicted, if: isContradicted)
            // A date that the page shows nowhere, not even in its address.
            let isUnshown =
                !visible[index] && !evidence.contains(.address)
                && !days.indices.contains { other in
                    (visible[other] || proposals[other].evidence.contains(.address))
                        && abs(days[other] - days[index]) <= 1
                }
            evidence.insert(.unshown, if: isUnshown)
            evidence.insert(.unshownNews, if: isUnshown && reader.isNewsArticle)
            evidence.insert(.unshownPage, if: isUnshown && evidence.contains(.linkedPage))
            evidence.insert(.unshownArticle, if: isUnshown && reader.subjectKind == .article)
            evidence.insert(.unshownGraph, if: isUnshown && reader.isOpenGraphArticle)
            evidence.insert(.isHome, if: reader.isHome)
            evidence.insert(.hasSlug, if: reader.hasSlug)
            evidence.insert(.isOpenGraphArticle, if: reader.isOpenGraphArticle)
            evidence.formUnion(kind)
            proposals[index].evidence = evidence
        }
    }

    private func isNearHeadline(_ evidence: Evidence<DateFact>) -> Bool {
        evidence.contains(.aboveHeadline) || evidence.contains(.belowHeadline)
    }
}
