import Foundation
import Testing
import WinnowModuleHost

/// Sentences that begin as clutter does, or speak of it, and are none:
/// `Fixtures/sentences.tsv`, a language and a sentence each line.
@Suite("Sentences about what clutter is about")
struct SentenceTests {
    private static let prose = """
        The harbour board has decided after a long debate that the old bridge across the river will \
        be renewed next year, since its piers would not have lived through another winter, said \
        the chairman.
        """

    private static let sentences: [String] = {
        let file = ModuleRoute.root.appending(
            path: "Tests/BoilerplateFilterTests/Fixtures/sentences.tsv"
        )
        let lines = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return lines.split(separator: "\n").compactMap {
            $0.split(separator: "\t").last.map(String.init)
        }
    }()

    @Test func `a sentence inside of an article stays`() throws {
        #expect(Self.sentences.count > 200)
        let route = Route([try ModuleRoute.instance("Text"), try ModuleRoute.boilerplate()])
        for sentence in Self.sentences {
            let document = HostDocument()
            let text = [Self.prose, Self.prose, sentence, Self.prose].joined(separator: "\n\n")
            Array(text.utf8).withUnsafeBytes {
                document.begin(raw: $0, mediaType: "text/plain")
                #expect(route.run(document) == .completed, "\(sentence)")
            }
            let kept = document.snapshot().keptBlocks.map(\.text)
            #expect(kept.count == 4, "\(sentence)")
        }
    }
}
