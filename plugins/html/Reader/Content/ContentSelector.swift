/// Decides from the scores which blocks are the main content.
struct ContentSelector {
    /// A block is kept from this probability on.
    private static let threshold: Float = 0.45
    /// Where nothing reaches the threshold, the best blocks of a page are
    /// still taken if they are not hopeless.
    private static let lastResort: Float = 0.12

    /// For each block whether it is kept.
    static func select(_ page: borrowing Page, scores: [Float]) -> [Bool] {
        var kept = scores.map { $0 >= threshold }
        if !kept.contains(true), let best = scores.max(), best >= lastResort {
            kept = scores.map { $0 >= best * 0.6 }
        }
        return kept
    }
}
