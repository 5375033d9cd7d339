/// Why a selector text was refused.
public struct HTMLError: Error, Hashable, Sendable {
    /// The kinds of fault.
    public enum Code: Sendable {
        /// The text is not a selector of the supported kind.
        case invalidSelector
        /// The text names no fragment context.
        case invalidFragmentContext
    }

    /// The kind of fault.
    public let code: Code
    /// The text that was refused.
    public let subject: String
    /// What was expected and what was found.
    public let message: String
}

/// A compiled selector: type, `*`, `#id`, `.class`, `[attribute]` and `[attribute=value]` (also `~=`, `^=`, `$=`, `*=`),
/// joined by descendant and child combinators, and lists with commas.
///
/// Names match HTML names without regard to ASCII case, values byte by byte. Compile once, match any tree.
public struct HTMLSelector: Sendable {
    enum Test: Sendable {
        case type([UInt8])
        case attribute([UInt8])
        case value([UInt8], Comparison, [UInt8])
    }

    enum Comparison: Sendable {
        case equal, word, prefix, suffix, substring
    }

    /// One compound (`div.a[b]`) and how it hangs below the one before it.
    struct Compound: Sendable {
        var tests: [Test] = []
        var isChild = false
    }

    /// The alternatives of the list; each ends with the compound of the subject.
    let alternatives: [[Compound]]

    /// Compiles a selector.
    public init(_ text: String) throws(HTMLError) {
        var parser = SelectorParser(text: text)
        alternatives = try parser.parseList()
    }
}

/// A recursive descent reader of selectors.
private struct SelectorParser {
    let text: String
    let bytes: [UInt8]
    var position = 0

    init(text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    func fault(_ expected: String) -> HTMLError {
        HTMLError(
            code: .invalidSelector,
            subject: text,
            message: "expected \(expected) at byte \(position) of the selector"
        )
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpaces() -> Bool {
        let start = position
        while let byte = current, isHTMLSpace(byte) { position += 1 }
        return position > start
    }

    mutating func parseList() throws(HTMLError) -> [[HTMLSelector.Compound]] {
        var result = [try parseComplex()]
        while current == UInt8(ascii: ",") {
            position += 1
            result.append(try parseComplex())
        }
        guard current == nil else { throw fault("a combinator or the end") }
        return result
    }

    mutating func parseComplex() throws(HTMLError) -> [HTMLSelector.Compound] {
        _ = skipSpaces()
        var result = [try parseCompound()]
        while true {
            let separated = skipSpaces()
            guard let byte = current, byte != UInt8(ascii: ",") else { return result }
            var isChild = false
            if byte == UInt8(ascii: ">") {
                position += 1
                _ = skipSpaces()
                isChild = true
            } else if !separated {
                throw fault("a combinator or the end")
            }
            var compound = try parseCompound()
            compound.isChild = isChild
            result.append(compound)
        }
    }

    mutating func parseCompound() throws(HTMLError) -> HTMLSelector.Compound {
        var compound = HTMLSelector.Compound()
        let start = position
        if current == UInt8(ascii: "*") {
            position += 1
        } else if let byte = current, isNameByte(byte) {
            compound.tests.append(.type(lowercased(try parseName())))
        }
        while let byte = current {
            switch byte {
            case UInt8(ascii: "#"):
                position += 1
                compound.tests.append(.value(Array("id".utf8), .equal, try parseName()))
            case UInt8(ascii: "."):
                position += 1
                compound.tests.append(.value(Array("class".utf8), .word, try parseName()))
            case UInt8(ascii: "["):
                position += 1
                compound.tests.append(try parseAttribute())
            default:
                guard position > start else { throw fault("a compound selector") }
                return compound
            }
        }
        guard position > start else { throw fault("a compound selector") }
        return compound
    }

    mutating func parseAttribute() throws(HTMLError) -> HTMLSelector.Test {
        _ = skipSpaces()
        let name = lowercased(try parseName())
        _ = skipSpaces()
        if current == UInt8(ascii: "]") {
            position += 1
            return .attribute(name)
        }
        let comparison = try parseComparison()
        _ = skipSpaces()
        let value = try parseValue()
        _ = skipSpaces()
        guard current == UInt8(ascii: "]") else { throw fault("']'") }
        position += 1
        return .value(name, comparison, value)
    }

    mutating func parseComparison() throws(HTMLError) -> HTMLSelector.Comparison {
        var comparison = HTMLSelector.Comparison.equal
        switch current {
        case UInt8(ascii: "~"): comparison = .word
        case UInt8(ascii: "^"): comparison = .prefix
        case UInt8(ascii: "$"): comparison = .suffix
        case UInt8(ascii: "*"): comparison = .substring
        default: position -= 1
        }
        position += 1
        guard current == UInt8(ascii: "=") else { throw fault("'='") }
        position += 1
        return comparison
    }

    mutating func parseValue() throws(HTMLError) -> [UInt8] {
        guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return try parseName()
        }
        guard let end = bytes[(position + 1)...].firstIndex(of: quote) else {
            throw fault("a closing quote")
        }
        defer { position = end + 1 }
        return Array(bytes[(position + 1)..<end])
    }

    mutating func parseName() throws(HTMLError) -> [UInt8] {
        let start = position
        while let byte = current, isNameByte(byte) { position += 1 }
        guard position > start else { throw fault("a name") }
        return Array(bytes[start..<position])
    }

    func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }

    func lowercased(_ name: [UInt8]) -> [UInt8] {
        name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
}
