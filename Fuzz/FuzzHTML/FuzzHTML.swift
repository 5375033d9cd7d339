import CFuzzHTML
import WinnowHTML

/// Parses what libFuzzer makes up and reads the tree in every way; the address sanitizer and the preconditions judge.
///
/// The first byte chooses scripting and the fragment context, so that the corpus covers all of them.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 0 else { return 0 }
    let choice = Int(data[0])
    let page = UnsafeBufferPointer(start: data + 1, count: size - 1)
    var options = HTMLParserOptions(
        scripting: choice & 1 == 1,
        processingInstructions: choice >= 128
    )
    if choice & 2 == 2 { options.fragmentContext = contexts[choice / 4 % contexts.count] }
    let tree = HTMLTree()
    // Twice into one tree: what a page leaves behind must not change the next.
    HTMLParser.parse(page, options: options, into: tree)
    let first = tree.testFormat()
    HTMLParser.parse(page, options: options, into: tree)
    precondition(first == tree.testFormat(), "a tree depends on the page before")
    precondition(tree.memoryUse <= size * 60 + 150_000, "a tree is larger than its bound")
    _ = tree.innerHTML(of: tree.root)
    _ = tree.textContent(of: tree.document)
    if let selector = try? HTMLSelector("div > p a[href], .x b") {
        _ = tree.all(selector, in: tree.document)
    }
    checkLinks(tree)
    return 0
}

private let contexts: [HTMLFragmentContext] = [
    "div", "td", "tr", "tbody", "table", "select", "template", "svg svg", "svg foreignObject",
    "math mi",
    "math annotation-xml", "title", "script", "html", "frameset", "colgroup", "caption", "body",
    "form", "plaintext",
].compactMap { try? HTMLFragmentContext(parsing: $0) }

/// Every node's links must agree with its neighbours', and no walk may be longer than the tree.
private func checkLinks(_ tree: HTMLTree) {
    var count = 0
    for node in tree.descendants(of: tree.document) {
        count += 1
        precondition(count <= tree.nodeCount, "a walk goes in a circle")
        guard let parent = tree.parent(of: node) else {
            preconditionFailure("a descendant has no parent")
        }
        if let next = tree.nextSibling(of: node) {
            precondition(tree.previousSibling(of: next) == node && tree.parent(of: next) == parent)
        } else {
            precondition(tree.lastChild(of: parent) == node)
        }
    }
}
