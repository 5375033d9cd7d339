import Foundation
import Testing
import WinnowModel

/// Chinese and Serbian in both of their scripts, a hundred sentences each of
/// our own writing; each line is a document without any claim.
@Suite struct ScriptVariantTests {
    private func tags(of name: String) throws -> [String] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(name).txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return try lines.map { try LanguageModuleRunner.language(of: String($0)) }
    }

    @Test(arguments: [("zh-Hans", 98), ("zh-Hant", 98), ("sr-Cyrl", 98)])
    func `sentences have the language and the script`(tag: String, least: Int) throws {
        let tags = try tags(of: tag)
        #expect(tags.count == 100)
        #expect(tags.count { $0 == tag } >= least)
    }

    /// Serbian in Latin letters is told apart from that in Cyrillic by the
    /// letters alone, but not from Bosnian and Croatian by each sentence.
    @Test func `most sentences in Serbian Latin are found`() throws {
        let tags = try tags(of: "sr-Latn")
        #expect(tags.count == 100)
        #expect(tags.count { $0 == "sr-Latn" } >= 80)
        #expect(tags.allSatisfy { ["sr-Latn", "bs", "hr", "sl"].contains($0) })
    }

    @Test func `19 of 20 texts of five sentences in Serbian Latin are found`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/sr-Latn.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let texts = stride(from: 0, to: lines.count, by: 5).map {
            lines[$0..<$0 + 5].joined(separator: " ")
        }
        let tags = try texts.map { try LanguageModuleRunner.language(of: $0) }
        #expect(tags.count { $0 == "sr-Latn" } >= 19)
    }
}
