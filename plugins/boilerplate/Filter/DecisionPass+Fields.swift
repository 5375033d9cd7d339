extension DecisionPass {
    /// Rules whose lines may be fields of a list's items.
    private static let fieldRules: Set<String> = ["tags", "comments", "views", "source"]
    /// So many items make a list.
    private static let fewestItems = 5
    /// Words between two labels of a list; behind articles they are more.
    private static let longestItem = 60

    /// Keeps labels that stand between the items of a list, over and over:
    /// "8,648 views" below each film, "Contact: ..." below each office. One
    /// such line under an article is clutter, in a list it is what it lists.
    mutating func keepFields() {
        var fields: [String: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            if let rule, Self.fieldRules.contains(rule) { fields[rule, default: []].append(index) }
        }
        for places in fields.values where places.count >= Self.fewestItems {
            let items = zip(places, places.dropFirst()).filter { isItem(between: $0, and: $1) }
            // Lists are cut by headings, and by what else is between them.
            guard items.count * 2 >= places.count, items.count + 1 >= Self.fewestItems else {
                continue
            }
            for place in places { rules[place] = nil }
        }
    }

    /// Whether a few words that stay are between two labels.
    private func isItem(between first: Int, and second: Int) -> Bool {
        var words = 0
        for index in first + 1..<second where rules[index] == nil {
            words += lines[index].words.weight
            if words > Self.longestItem { return false }
        }
        return words > 0
    }
}
