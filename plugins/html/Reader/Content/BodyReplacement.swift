/// The article's text out of JSON-LD, for pages whose tree does not hold it:
/// a shell that a script fills in, or a body cut off at a wall.
enum BodyReplacement {
    private static let shortestBody = 400

    /// Paragraphs of `articleBody` where the tree has less than a third of
    /// it; else none.
    static func paragraphs(
        _ page: borrowing Page,
        kept: [Bool],
        linked: LinkedObjects
    ) -> [String] {
        var keptBytes = 0
        for index in page.blocks.indices where kept[index] {
            keptBytes += Int(page.blocks[index].textEnd - page.blocks[index].textStart)
        }
        for object in linked.objects {
            guard let body = object["articleBody"]?.text, body.utf8.count > shortestBody,
                keptBytes * 3 < body.utf8.count, !body.utf8.contains(UInt8(ascii: "<"))
            else { continue }
            return body.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        }
        return []
    }

    private static func trimmed(_ line: Substring) -> String {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{A0}" })
        return words.joined(separator: " ")
    }
}
