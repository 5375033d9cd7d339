import Foundation
import Testing
import WinnowHTML

/// The html5lib tokenizer cases, read where the shared data is present.
@Suite struct TokenizerConformanceTests {
    // Skipped where the shared conformance data is absent: it is other people's and not part of this repository.
    @Test(.enabled(if: SharedCases.folder != nil))
    func `every tokenizer case gives the expected tokens`() throws {
        let cases = try SharedCases.objects(in: "tokenizer.jsonl")
        #expect(!cases.isEmpty)
        for item in cases { try check(item) }
    }

    private func check(_ item: [String: Any]) throws {
        let doubled = item["doubleEscaped"] as? Bool == true
        let input = try bytes(#require(item["input"] as? String), doubled)
        let expected = try #require(item["output"] as? [[Any]]).map { try token($0, doubled) }
        let states = item["initialStates"] as? [String] ?? ["Data state"]
        for name in states {
            let state = try #require(HTMLTokenizing.InitialState(rawValue: name))
            let found = HTMLTokenizing.tokens(
                of: input,
                from: state,
                lastStartTag: item["lastStartTag"] as? String
            )
            // Cases on XML ask for the tokens as they would go into an XML tree.
            let isCoerced = item["xmlViolation"] as? Bool == true
            #expect(
                found.map { Self.sorted(isCoerced ? $0.coercedForXML : $0) } == expected,
                "\(item["id"] ?? "") \(name)"
            )
        }
    }

    /// A start tag's attributes in the order of their names: the cases hold them in an object.
    private static func sorted(_ token: HTMLToken) -> HTMLToken {
        guard case .startTag(let name, let attributes, let isSelfClosing) = token else {
            return token
        }
        return .startTag(
            name: name,
            attributes: attributes.sorted { $0.name < $1.name },
            isSelfClosing: isSelfClosing
        )
    }

    private func token(_ fields: [Any], _ doubled: Bool) throws -> HTMLToken {
        func text(_ index: Int) throws -> String { try #require(fields[index] as? String) }
        func optional(_ index: Int) -> String? { fields[index] as? String }
        switch try text(0) {
        case "StartTag":
            let attributes = try #require(fields[2] as? [String: String])
            return .startTag(
                name: try text(1),
                attributes: attributes.sorted { $0.key < $1.key }.map {
                    .init(name: $0.key, value: $0.value)
                },
                isSelfClosing: fields.count > 3 && fields[3] as? Bool == true
            )
        case "EndTag": return .endTag(name: try text(1))
        case "Comment": return .comment(try bytes(text(1), doubled))
        case "DOCTYPE":
            return .doctype(
                name: optional(1),
                publicIdentifier: optional(2),
                systemIdentifier: optional(3),
                forceQuirks: fields[4] as? Bool != true
            )
        default: return .characters(try bytes(text(1), doubled))
        }
    }

    /// UTF-8, with the second level of escapes resolved if the case has one; a lone surrogate becomes three bytes.
    private func bytes(_ text: String, _ doubled: Bool) throws -> [UInt8] {
        guard doubled else { return Array(text.utf8) }
        var result: [UInt8] = []
        var rest = Substring(text)
        while let escape = rest.range(of: "\\u") {
            result.append(contentsOf: rest[..<escape.lowerBound].utf8)
            let digits = rest[escape.upperBound...].prefix(4)
            let value = try #require(UInt32(digits, radix: 16))
            if let scalar = Unicode.Scalar(value) {
                result.append(contentsOf: String(Character(scalar)).utf8)
            } else {
                result.append(contentsOf: [
                    0xE0 | UInt8(value >> 12), 0x80 | UInt8(value >> 6 & 0x3F),
                    0x80 | UInt8(value & 0x3F),
                ])
            }
            rest = rest[digits.endIndex...]
        }
        result.append(contentsOf: rest.utf8)
        return result
    }
}
