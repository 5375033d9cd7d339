// Trains the weights of the language module:
//
//   winnow-train-language TEXT_DIRECTORY OUTPUT_FILE [SAMPLES]
//
// TEXT_DIRECTORY holds the files that prepare.py wrote. The result depends on
// them alone: the random numbers are seeded.

import Foundation
import LanguageTagging

struct Plan {
    var script: ScriptGroup
    var tags: [String]
    var capacity: Int
    var samples: Int
    /// Whether it gives a second opinion on languages that another plan has.
    var isExpert = false

    init(_ script: ScriptGroup, _ tags: String, capacity: Int, samples: Int) {
        self.script = script
        self.tags = tags.split(separator: " ").map(String.init)
        self.capacity = capacity
        self.samples = samples
    }

    static func expert(_ script: ScriptGroup, _ tags: String, capacity: Int) -> Plan {
        var plan = Plan(script, tags, capacity: capacity, samples: expertSamples)
        plan.isExpert = true
        return plan
    }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: winnow-train-language TEXT_DIRECTORY OUTPUT_FILE [SAMPLES]")
    exit(64)
}
let directory = URL(fileURLWithPath: arguments[1])
let samples = arguments.count > 3 ? Int(arguments[3]) ?? 1_000_000 : 1_000_000

let expertSamples = samples / 2

let plans = [
    Plan(
        .latin,
        """
        af az bs ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it la lg lt lv mi ms nb \
        nl nn pl pt ro sk sl sn so sq sr-Latn st sv sw tl tn tr ts vi xh yo zu nso ss br oc ast
        """,
        capacity: 80_000,
        samples: samples
    ),
    Plan(
        .cyrillic,
        "be bg kk ky mk mn ru sr-Cyrl tg tt uk ba",
        capacity: 30_000,
        samples: samples / 4
    ),
    Plan(.arabic, "ar fa ur ug ckb ps sd", capacity: 15_000, samples: samples / 6),
    Plan(.devanagari, "hi mr ne mai sa", capacity: 15_000, samples: samples / 6),
    Plan(.han, "zh-Hans zh-Hant ja", capacity: 40_000, samples: samples / 2),
    .expert(.latin, "bs hr sr-Latn", capacity: 105_000),
    .expert(.latin, "nb nn da", capacity: 60_000),
    .expert(.latin, "id ms", capacity: 30_000),
    .expert(.latin, "es ca gl pt oc ast", capacity: 50_000),
]

func train(_ plan: Plan) -> ModelWriter.Group {
    guard let group = ScriptGroup.modelled.firstIndex(of: plan.script) else { exit(70) }
    let file = { (tag: String) in directory.appendingPathComponent(tag + ".tsv") }
    let corpora = plan.tags.compactMap {
        Corpus(tag: $0, file: file($0), limit: 3 << 20) { $0 % 50 != 0 }
    }.filter { $0.bytes > 20_000 }
    let heldOut = corpora.compactMap {
        Corpus(tag: $0.tag, file: file($0.tag), limit: 1 << 20) { $0 % 50 == 0 }
    }
    for corpus in corpora { print(corpus.tag, corpus.count, corpus.bytes / 1024, "KiB") }
    let selection = FeatureSelection(
        group: group,
        capacity: plan.capacity,
        perLanguage: plan.isExpert ? plan.capacity : plan.capacity / 3
    ).choose(from: corpora)
    print(plan.script, corpora.count, "languages,", selection.hashes.count, "features")
    let regression = Regression(selection, languages: corpora.count, group: group)
    report(regression, heldOut)
    learn(regression, corpora, samples: plan.samples)
    report(regression, heldOut)
    return regression.result(
        script: plan.script,
        isExpert: plan.isExpert,
        tags: corpora.map(\.tag)
    )
}

func learn(_ regression: Regression, _ corpora: [Corpus], samples: Int) {
    var generator = SplitMix(seed: 2)
    for sample in 0..<samples {
        let language = Int.random(in: 0..<corpora.count, using: &generator)
        let corpus = corpora[language]
        let line = Int.random(in: 0..<corpus.count, using: &generator)
        let rate = 0.1 * (1 - 0.9 * Float(sample) / Float(samples))
        corpus.withLine(line) { text in
            let part = window(of: text, using: &generator)
            regression.learn(
                part,
                language: language,
                rate: rate,
                dropout: 40,
                using: &generator
            )
        }
    }
}

/// The whole line, or in half of the cases a part of it.
func window(
    of text: UnsafeBufferPointer<UInt8>,
    using generator: inout SplitMix
) -> UnsafeBufferPointer<UInt8> {
    guard text.count > 40, generator.next() & 1 == 0 else { return text }
    let length = Int.random(in: 20...min(text.count, 160), using: &generator)
    var start = Int.random(in: 0...text.count - length, using: &generator)
    while start > 0, text[start - 1] != 0x20, text[start] & 0xC0 != 0xC0 { start -= 1 }
    return UnsafeBufferPointer(rebasing: text[start..<min(start + length, text.count)])
}

func report(_ regression: Regression, _ heldOut: [Corpus]) {
    var accuracies: [(String, Double)] = []
    for (language, corpus) in heldOut.enumerated() where corpus.count > 0 {
        let right = (0..<corpus.count).reduce(0) { count, line in
            corpus.withLine(line) { regression.best($0) } == language ? count + 1 : count
        }
        accuracies.append((corpus.tag, Double(right) / Double(corpus.count)))
    }
    let mean = accuracies.reduce(0) { $0 + $1.1 } / Double(max(accuracies.count, 1))
    print("held-out lines:", mean)
    print(accuracies.sorted { $0.1 < $1.1 }.prefix(16).map { "\($0.0):\(Int($0.1 * 100))" })
}

let groups = plans.map { train($0) }
try Data(ModelWriter.file(groups)).write(to: URL(fileURLWithPath: arguments[2]))
