import Testing
import WinnowConfig

@Suite struct HostileInputTests {
    @Test func `no bytes make the loader crash`() throws {
        let scratch = try Scratch()
        try scratch.makeFolder("sources.d")
        var random = SeededGenerator(state: 7)
        for _ in 0..<400 {
            let count = Int.random(in: 0..<400, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            try scratch.write(bytes, to: "winnow.yaml")
            #expect(scratch.load().configuration == nil)
        }
    }

    @Test func `no change to a good file makes the loader crash`() throws {
        let scratch = try Scratch()
        let main = Array((minimalMain + seedMain).utf8)
        let sources = Array(seedSources.utf8)
        var random = SeededGenerator(state: 11)
        for _ in 0..<400 {
            try scratch.write(mutated(main, using: &random), to: "winnow.yaml")
            try scratch.write(mutated(sources, using: &random), to: "sources.d/a.yaml")
            let (configuration, diagnostics) = scratch.load()
            #expect((configuration == nil) == diagnostics.contains { $0.severity == .error })
        }
    }

    @Test func `many nested aliases end in one finding`() throws {
        let scratch = try Scratch()
        var text = minimalMain + "a0: &a0 [x]\n"
        for level in 1...200 {
            text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        try scratch.write(text.utf8, to: "winnow.yaml")
        try scratch.makeFolder("sources.d")
        let diagnostics = scratch.load().diagnostics
        #expect(diagnostics.count == 1)
        #expect([.tooManyNodes, .tooDeep].contains(diagnostics.first?.code))
    }

    private func mutated(
        _ bytes: [UInt8],
        using random: inout SeededGenerator
    ) -> [UInt8] {
        let marks = Array("{}[],&*#?|-<>=!%@`\"':\n\t \\0".utf8) + [0xFF, 0xC2, 0x85]
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[index] = marks.randomElement(using: &random) ?? 0
            case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: index)
            case 2: bytes.removeSubrange(index..<min(bytes.count - 1, index + 5))
            default: bytes.append(contentsOf: bytes[index..<min(bytes.count, index + 30)])
            }
        }
        return bytes
    }

    private var seedMain: String {
        """
        routes: &r
          default: [html, text, boilerplate, language]
        modules:
          boilerplate: {learn: true, phrases: {en: ["Read more", "Subscribe"]}}
        fetch: {timeout: 30s, max_body: 8MiB, proxy: "http://proxy.example:3128"}
        schedule: {jitter: 10%}
        output: {path: "documents/{source}/{date}.jsonl"}
        """
    }

    private var seedSources: String {
        """
        sources:
          - name: news
            feed: https://news.example/feed.xml
            route: {name: default, languages: [en, zh-Hant]}
          - {name: two, pages: {url: "http://[::1]:80/a", links: ["/b*"]}, every: 15m}
        """
    }
}

/// A small generator (SplitMix64), so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
