import Testing
import WinnowModel
import WinnowModuleHost

@Suite struct LanguageModuleTests {
    @Test func `the self test finds the full tables of libcld2`() throws {
        try LanguageModuleRunner.instance().selfTest()
    }

    @Test(arguments: [
        ("en", "The council put the meeting off until Tuesday because of the storm."),
        ("de", "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben."),
        ("fr", "Le conseil a reporté la réunion à mardi en raison de la tempête."),
        ("es", "El consejo aplazó la reunión hasta el martes a causa de la tormenta."),
        ("tr", "Belediye meclisi toplantıyı fırtına nedeniyle salı gününe erteledi."),
        ("ru", "Совет перенёс заседание на вторник из-за сильной бури."),
        ("uk", "Рада перенесла засідання на вівторок через сильну бурю."),
        ("ar", "أجل المجلس الاجتماع إلى يوم الثلاثاء بسبب العاصفة."),
        ("fa", "شورا جلسه را به دلیل طوفان به روز سه‌شنبه موکول کرد."),
        ("he", "המועצה דחתה את הישיבה ליום שלישי בגלל הסערה."),
        ("hi", "तूफ़ान के कारण परिषद ने बैठक मंगलवार तक टाल दी।"),
        ("el", "Το συμβούλιο ανέβαλε τη συνεδρίαση για την Τρίτη λόγω της καταιγίδας."),
        ("ka", "საბჭომ სხდომა სამშაბათისთვის გადადო ქარიშხლის გამო."),
        ("th", "สภาเลื่อนการประชุมไปเป็นวันอังคารเพราะพายุ"),
        ("ja", "市議会は嵐のため会議を火曜日に延期した。"),
        ("ko", "시의회는 폭풍 때문에 회의를 화요일로 연기했다."),
        ("zh-Hans", "由于暴风雨，市议会把会议推迟到星期二。"),
        ("zh-Hant", "由於暴風雨，市議會把會議延後到星期二。"),
        ("sr-Cyrl", "Градско веће је због олује померило седницу за уторак."),
        ("sr-Latn", "Gradsko veće je zbog oluje pomerilo sednicu za utorak."),
        ("hr", "Gradsko vijeće je zbog oluje pomaknulo sjednicu za utorak, tjedan dana kasnije."),
    ])
    func `a sentence is tagged with its language`(tag: String, text: String) throws {
        #expect(try LanguageModuleRunner.language(of: text) == tag)
    }

    @Test func `blocks are tagged one by one and shares go by letters`() throws {
        let (_, document) = try LanguageModuleRunner.run([
            "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben.",
            "The mayor said that nobody had been hurt.",
            "Die Feuerwehr war die ganze Nacht im Einsatz und zählte vierzig Bäume.",
        ])
        #expect(document.blocks.map { $0.language?.tag } == ["de", "en", "de"])
        #expect(document.metadata[Metadata.Key.language] == "de")
        let languages = document.metadata.values(of: Metadata.Key.languages)
        #expect(languages.map { $0.prefix(2) } == ["de", "en"])
    }

    @Test func `a short block takes the language of the document`() throws {
        let (_, document) = try LanguageModuleRunner.run([
            "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben.", "Info",
        ])
        #expect(document.blocks.map { $0.language?.tag } == ["de", "de"])
    }

    @Test func `a foreign block of a long document keeps its language`() throws {
        let german = [
            "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben und will dann beraten.",
            "Die Feuerwehr war die ganze Nacht im Einsatz und zählte vierzig umgestürzte Bäume.",
            "Am Morgen waren die meisten Straßen wieder frei, nur der Bahnhof blieb noch geschlossen.",
            "Viele Menschen halfen ihren Nachbarn, die Keller auszupumpen und Dächer zu sichern.",
        ]
        let english = "The mayor said that nobody had been hurt and that the roads were open again."
        let greek = "Κανείς δεν τραυματίστηκε"
        let (_, document) = try LanguageModuleRunner.run(
            ["Storm", german[0], english, german[1], greek, german[2], german[3]]
        )
        let tags = document.blocks.map { $0.language?.tag }
        #expect(tags == ["de", "de", "en", "de", "el", "de", "de"])
    }

    @Test func `a long quotation in another language gets a span`() throws {
        let first = "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben. "
        let quote = "The mayor said that nobody had been hurt and that the roads were open."
        let (_, document) = try LanguageModuleRunner.run([
            first + quote + " Die Feuerwehr war die ganze Nacht im Einsatz."
        ])
        #expect(document.blocks[0].language?.tag == "de")
        let span = try #require(document.blocks[0].spans.first)
        #expect(span.kind == .language)
        #expect(span.value == "en")
        let bytes = Array(document.blocks[0].text.utf8)[Int(span.start)..<Int(span.end)]
        #expect(String(decoding: bytes, as: UTF8.self).contains("nobody had been hurt"))
    }

    /// Long texts are surveyed only, so this is about what is not read.
    @Test(arguments: 0...8)
    func `a foreign sentence is found anywhere in a long text`(place: Int) throws {
        var sentences = [
            "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben.",
            "Die Feuerwehr war die ganze Nacht im Einsatz und zählte vierzig Bäume.",
            "Am Morgen waren die meisten Straßen wieder frei, nicht aber der Bahnhof.",
            "Viele Menschen halfen ihren Nachbarn beim Auspumpen der Keller.",
            "Nach Angaben der Stadt sind die Schäden an den Schulen gering.",
            "Trotzdem bleibt der Unterricht bis zum Ende der Woche ausgesetzt.",
            "Für die Aufräumarbeiten im Park werden noch Helfer gesucht.",
            "Wer mithelfen möchte, kann sich morgens am alten Brunnen melden.",
        ]
        let foreign = "The mayor said that nobody had been hurt and that the roads were open again."
        sentences.insert(foreign, at: place)
        let (_, document) = try LanguageModuleRunner.run([sentences.joined(separator: " ")])
        let block = document.blocks[0]
        #expect(block.language?.tag == "de")
        #expect(block.spans.map(\.value) == ["en"])
        let span = try #require(block.spans.first)
        let bytes = Array(block.text.utf8)[Int(span.start)..<Int(span.end)]
        #expect(String(decoding: bytes, as: UTF8.self).contains("nobody had been hurt"))
    }

    @Test func `a long text in one language has no spans`() throws {
        let text = """
            The council put the meeting off until Tuesday because of the storm. Firemen were out all \
            night and counted forty fallen trees. In the morning most streets were free again, but \
            the station stayed closed. Many people helped their neighbours to pump out cellars and \
            to mend roofs. The damage to the schools is smaller than had been feared at first, says \
            the town. Even so there will be no lessons in three places until the end of the week.
            """
        let (_, document) = try LanguageModuleRunner.run([text])
        #expect(document.blocks[0].language?.tag == "en")
        #expect(document.blocks[0].spans.isEmpty)
    }

    @Test func `documents in other languages are dropped where a list is kept`() throws {
        let english = "The council put the meeting off until Tuesday because of the storm."
        let german = "Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben."
        let options = #"{"keep": ["en", "fr"]}"#
        #expect(try LanguageModuleRunner.run([english], options: options).outcome == .completed)
        #expect(
            try LanguageModuleRunner.run([german], options: options).outcome
                == .dropped(module: "language", reason: "language de is not one to keep")
        )
    }

    @Test func `a wrong claim does not win against clear text`() throws {
        var metadata = Metadata()
        metadata["language.html"] = "fi"
        let (_, document) = try LanguageModuleRunner.run(
            ["Der Rat hat die Sitzung wegen des Sturms auf Dienstag verschoben."],
            metadata: metadata
        )
        #expect(document.metadata[Metadata.Key.language] == "de")
    }

    @Test func `a right claim decides where the text does not`() throws {
        var metadata = Metadata()
        metadata["language.html"] = "da"
        let claimed = try LanguageModuleRunner.run(["Se mere om det her"], metadata: metadata)
        #expect(claimed.document.metadata[Metadata.Key.language] == "da")
    }

    @Test func `what nothing tells apart has little confidence and names candidates`() throws {
        let (_, document) = try LanguageModuleRunner.run(["Da li bi neko mogao da kaže?"])
        let confidence = try #require(
            document.metadata[Metadata.Key.languageConfidence].flatMap(Double.init)
        )
        #expect(confidence < 0.8)
        let candidates = document.metadata.values(of: "language.candidates")
        let tags = candidates.compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(Set(tags).isSubset(of: ["bs", "hr", "sr-Latn"]))
        #expect(tags.count == 2)
    }

    @Test func `words without their accents do not outweigh the rest of a text`() throws {
        let text = """
            La escuela ofrece desde marzo un curso nuevo a todos los vecinos del barrio. Informacin \
            sobre los cursos: educacin hbrida, educacin fsica, educacin musical, qu es la educacin \
            hbrida.
            """
        #expect(try LanguageModuleRunner.language(of: text) == "es")
    }

    @Test func `an English quotation does not make the text English`() throws {
        let quote =
            "\"The whole report comes out at the end of the week.\""
        for (tag, before, after) in [
            ("es", "El alcalde no quiso responder.", "Después se fue sin decir nada más."),
            ("nl", "De burgemeester wilde niet antwoorden.", "Daarna ging hij zwijgend weg."),
            ("fr", "Le maire n'a pas voulu répondre.", "Ensuite il est parti sans rien dire."),
        ] {
            let text = before + " " + quote + " " + after
            #expect(try LanguageModuleRunner.language(of: text) == tag)
        }
    }

    @Test func `control characters inside words do no harm`() throws {
        let text = "Aujourd\u{92}hui l\u{92}homme a reporté la réunion à mardi."
        #expect(try LanguageModuleRunner.language(of: text) == "fr")
    }
}
