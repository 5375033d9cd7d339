/// A rule that says which links of a page are followed: a CSS selector, or a
/// pattern of addresses.
///
/// What rules mean is the business of the reader of links (`LinkList` in
/// WinnowFeeds); here they are text.
public struct LinkRule: Sendable, Hashable {
    /// The rule as written.
    public let text: String

    /// Makes a rule.
    public init(_ text: String) {
        self.text = text
    }
}
