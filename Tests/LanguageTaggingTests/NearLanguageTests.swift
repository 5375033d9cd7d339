import Foundation
import Testing
import WinnowModel

/// Languages that are told apart by few words. All sentences are our own.
@Suite struct NearLanguageTests {
    @Test(arguments: [
        ("hr", "Tisuće gledatelja došle su u kazalište prošli tjedan."),
        ("hr", "Sveučilište je objavilo natječaj za dvoje znanstvenika."),
        ("hr", "Vlak kasni zbog radova na kolodvoru."),
        ("hr", "Tko je u srpnju vodio tvrtku?"),
        ("bs", "Hiljade ljudi došle su na historijski čas prošle sedmice."),
        ("bs", "Općina je u januaru primila sedam novih uposlenika."),
        ("bs", "Vjerovatno će saobraćaj na cijeloj dionici stati do podne."),
        ("sr-Latn", "Hiljade ljudi došle su u pozorište prošle nedelje."),
        ("sr-Latn", "Opština je u januaru rešila gde će biti nova biblioteka."),
        ("sr-Latn", "Verovatno će saobraćaj stati do podne."),
    ])
    func `words tell Bosnian, Croatian and Serbian apart`(tag: String, text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == tag)
    }

    @Test func `what no word tells apart is not trusted`() throws {
        let (_, document) = try LanguageModuleRunner.run(["Ivan i Ana sjede na klupi."])
        let confidence = document.metadata["language.confidence"].flatMap(Double.init) ?? 1
        #expect(confidence < 0.8)
    }

    @Test func `a block that nothing tells apart takes the near language of the document`() throws {
        let (_, document) = try LanguageModuleRunner.run([
            "Sveučilište je prošli tjedan objavilo natječaj za dvoje znanstvenika.",
            "Ivan i Ana sjede na klupi i gledaju kako pada kiša.",
            "Vlak je stigao na kolodvor tek u deset sati, a putnici su čekali.",
            "Ptice selice ove su se godine vratile ranije.",
        ])
        #expect(document.blocks.map { $0.language?.tag } == ["hr", "hr", "hr", "hr"])
        #expect(document.metadata.values(of: Metadata.Key.languages).count == 1)
    }

    @Test func `Japanese between Chinese is tagged by its script`() throws {
        let (_, document) = try LanguageModuleRunner.run([
            "由于暴风雨，市议会把会议推迟到星期二，居民们可以在网上提出意见。",
            "市議会は嵐のため会議を火曜日に延期した。詳しくは後日。",
            "由於暴風雨，市議會把會議延後到星期二。",
            "昨天的比赛因为下雨取消了。",
        ])
        #expect(
            document.blocks.map { $0.language?.tag } == ["zh-Hans", "ja", "zh-Hant", "zh-Hans"]
        )
    }

    @Test(arguments: [
        "", "= hr 3\ntko", "group\n= x\ny", "group bs hr x\n= bs 1\ntko",
        "group bs hr 1\n= bs+c 1\nw",
        "group bs hr 1\n= bs 2\n* _ ** a_ _b _ *_* \u{0}*\n= = =\n*",
    ])
    func `a damaged list harms nothing`(list: String) throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("winnow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createSymbolicLink(
            atPath: directory.path + "/ngrams.bin",
            withDestinationPath: LanguageModuleRunner.dataDirectory + "/ngrams.bin"
        )
        try list.write(
            toFile: directory.path + "/near-words.txt",
            atomically: true,
            encoding: .utf8
        )
        let tag = try LanguageModuleRunner.language(
            of: "Vlak kasni, ali tko je u gradu?",
            dataDirectory: directory.path
        )
        #expect(["bs", "hr", "sr-Latn"].contains(tag))
    }
}
