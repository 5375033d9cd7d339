/// Names the reason why a block is not main content, for people who look at a
/// page block by block.
///
/// The score decides; the name comes from the nearest container that says what
/// it is, and is `low-score` where none does.
enum DropRule {
    private static let names: [(MarkupCategory, String)] = [
        (.hidden, "hidden"), (.hiddenWord, "hidden"), (.nav, "navigation"),
        (.navWord, "navigation"), (.menuWord, "navigation"), (.commentWord, "comments"),
        (.relatedWord, "related"), (.shareWord, "share"), (.newsletterWord, "newsletter"),
        (.consentWord, "consent"), (.adWord, "advertisement"), (.loginWord, "account"),
        (.footer, "footer"), (.footerWord, "footer"), (.aside, "aside"),
        (.sidebarWord, "sidebar"), (.form, "form"), (.button, "button"), (.bioWord, "about"),
        (.property, "byline"), (.metaWord, "byline"), (.tagWord, "tags"),
        (.teaserWord, "teaser"), (.header, "header"), (.headerWord, "header"),
        (.titleWord, "title"), (.heading, "heading"), (.mediaWord, "media"),
    ]

    /// The rule for one block.
    static func name(for block: PageBlock, in page: borrowing Page) -> String {
        let element = page.elements[Int(block.element)]
        var best: UInt8 = 0
        var found = "low-score"
        for (category, name) in names {
            let lane = Int(category.rawValue)
            if block.inlineMask >> UInt64(lane) & 1 != 0 { return name }
            if element.nearest[lane] > best {
                best = element.nearest[lane]
                found = name
            }
        }
        return found
    }
}
