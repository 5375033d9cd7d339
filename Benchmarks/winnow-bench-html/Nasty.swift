import Glibc
import WinnowHTML

/// Inputs that make careless parsers slow or large, a megabyte each.
let nastyInputs: [(name: String, bytes: [UInt8])] = [
    (
        "ordinary",
        repeated(
            "<div class=\"item\"><p>Some words of <b>text</b> &amp; a <a href=\"/link\">link</a>.</p></div>\n"
        )
    ),
    ("<div>", repeated("<div>")),
    ("<b>", repeated("<b>")),
    ("<b N>", numbered { "<b id=\($0)>" }),
    ("<a>", repeated("<a>")),
    ("<table><td>", repeated("<table><td>")),
    ("</p>", repeated("</p>")),
    ("&amp", repeated("&amp")),
    ("<svg><g>", repeated("<svg><g>")),
    ("one attribute", Array("<a href=\"".utf8) + repeated("x") + Array("\">".utf8)),
    (
        "100,000 attributes",
        Array("<a ".utf8) + (0..<100_000).flatMap { Array("a\($0)=1 ".utf8) } + Array(">".utf8)
    ),
    ("<!-- without end", Array("<!--".utf8) + repeated("- ")),
    ("NULs", [UInt8](repeating: 0, count: 1 << 20)),
    ("invalid UTF-8", repeated(bytes: [0xC3, 0x28, 0xFF, 0xE2, 0x82])),
    ("random bytes", randomBytes()),
    ("<", repeated("<")),
    ("<!", repeated("<!")),
    ("</", repeated("</")),
    ("<a =", repeated("<a =")),
    ("unclosed formatting", repeated("<p><b><i><u><font size=1>x")),
    ("misnested", repeated("<b><p></b>x</p>")),
    ("<table>x", repeated("<table>x")),
    ("<table><tr>x<td>", repeated("<table><tr>x<td>y")),
    ("foster text", Array("<table>".utf8) + repeated("x<tr><td>&amp;</td>")),
    ("<body a=N>", numbered { "<body a\($0)>" }),
    ("<li>", repeated("<li>")),
    ("<select><option>", repeated("<select><option>")),
    ("<template>", repeated("<template>")),
    ("</b> after 200 open", numbered(200) { "<b id=\($0)>" } + repeated("</b>x")),
    ("deep span, <p>", Array(String(repeating: "<span>", count: 500).utf8) + repeated("<p>")),
    ("deep span, </x>", Array(String(repeating: "<span>", count: 500).utf8) + repeated("</x>")),
    ("script escapes", Array("<script>".utf8) + repeated("<!--<script>")),
    ("svg NULs", Array("<svg>".utf8) + [UInt8](repeating: 0, count: 1 << 20)),
    ("CR", repeated("\r")),
    ("new names", numbered { "<x\($0)>" }),
]

private func repeated(_ text: String) -> [UInt8] { repeated(bytes: Array(text.utf8)) }

private func repeated(bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((1 << 20) + bytes.count)
    while result.count < 1 << 20 { result.append(contentsOf: bytes) }
    return result
}

private func numbered(_ limit: Int = .max, _ make: (Int) -> String) -> [UInt8] {
    var result: [UInt8] = []
    var number = 0
    while result.count < 1 << 20, number < limit {
        result.append(contentsOf: make(number).utf8)
        number += 1
    }
    return result
}

/// A fixed sequence that looks random (SplitMix64), so that runs compare.
private func randomBytes() -> [UInt8] {
    var state: UInt64 = 42
    return (0..<(1 << 20)).map { _ in
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return UInt8(truncatingIfNeeded: value >> 24)
    }
}

/// Prints for each input the time for a megabyte, the ratio to the ordinary, and the tree's bytes for each input byte.
func benchmarkNasty() {
    var ordinary = 0.0
    print("input                     ms/MB   x ordinary   tree bytes/byte   depth")
    for (name, bytes) in nastyInputs {
        let tree = HTMLTree()
        var best = Double.infinity
        for _ in 0..<3 {
            let start = processorSeconds()
            HTMLParser.parse(bytes, into: tree)
            best = min(best, processorSeconds() - start)
        }
        let perMegabyte = best * 1000 * Double(1 << 20) / Double(bytes.count)
        if ordinary == 0 { ordinary = perMegabyte }
        let memory = Double(tree.memoryUse) / Double(bytes.count)
        print(
            pad(name, 24),
            pad(rounded(perMegabyte), 7),
            pad(rounded(perMegabyte / ordinary), 12),
            pad(rounded(memory), 17),
            depth(tree)
        )
    }
}

private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
}

private func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

/// The depth of the deepest node.
private func depth(_ tree: HTMLTree) -> Int {
    var deepest = 0
    var level = 0
    var node = tree.document
    while true {
        if let child = tree.firstChild(of: node) {
            node = child
            level += 1
            deepest = max(deepest, level)
            continue
        }
        while tree.nextSibling(of: node) == nil {
            guard let parent = tree.parent(of: node) else { return deepest }
            node = parent
            level -= 1
        }
        guard let next = tree.nextSibling(of: node) else { return deepest }
        node = next
    }
}
