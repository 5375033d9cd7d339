/// What the head of a page says that helps to find its main content.
struct PageEvidence {
    /// Hashes of the title's words, lower case.
    var titleWords: [UInt32] = []
    /// Windows of `articleBody` of JSON-LD; empty where there is none.
    var body = TextWindows()
    /// Windows of the page's description.
    var description = TextWindows()
    /// 0 unknown, 1 article, 2 product, 3 other, as `og:type` says.
    var openGraphType = 0
    /// Kinds of JSON-LD objects: bit 0 article, 1 product, 2 list or
    /// collection, 3 forum, 4 web page, 5 anything else.
    var linkedTypes = 0
    var hasOpenGraph = false
    var metaCount = 0
    /// Words of the names of the site and the authors.
    var names = PageNames()
}
