/// Words around the names of bylines, in lower case.
enum BylineWords {
    /// Words before names, which stand for nothing by themselves.
    ///
    /// The longer ones first where one begins as another does.
    private static let openings: [String] = [
        "article written by", "written by", "posted by", "published by", "reported by", "words by",
        "story by", "text by", "reviewed by", "submitted by", "created by", "review by",
        "interview by", "view all posts by", "all posts by", "more from", "by-",
        "by", "author:", "authors:", "author(s):", "author", "authors",
        "veröffentlicht von", "geschrieben von", "verfasst von", "erstellt von", "ein artikel von",
        "eine analyse von", "ein kommentar von", "ein gastbeitrag von", "ein interview von",
        "ein bericht von", "text und interview", "text und fotos", "text & fotos", "interview",
        "ein text von", "text von", "beitrag von", "beitragvon", "artikel von", "alle artikel von",
        "alles von", "mehr von", "von unserem korrespondenten", "von unserer korrespondentin",
        "vom", "von", "autor:in", "autor*in", "autorin", "autoren", "autor", "text:",
        "text", "publié par", "écrit par", "rédigé par", "propos recueillis par", "par",
        "auteur", "auteure", "auteurs", "autrice",
        "publicado por", "escrito por", "redactado por", "enviado por", "postado por", "texto de",
        "texto:", "por", "autora", "autores",
        "pubblicato da", "scritto da", "a cura di", "di", "autore", "autori", "articolo di",
        "testo di", "geschreven door", "gepubliceerd door", "door", "tekst:", "tekst", "skrevet af",
        "skrevet av", "av", "af", "skriven av", "skrev", "forfatter", "författare", "kirjoittaja",
        "toimittaja", "przez", "napisał", "napisała", "autorzy", "opracowanie:", "oprac.", "od",
        "autoři", "napsal", "napsala", "írta", "szerző", "scris de", "autorul", "piše", "piše:",
        "avtor", "yazan", "yazar", "haber:", "kaleme alan", "από", "συντάκτης", "γράφει ο",
        "γράφει η", "автор", "авторы", "текст", "опубликовал", "опубликовано",
        "автори", "от", "בקלם", "מאת", "כתב", "כתבה", "بقلم", "كتب", "كتبت", "كتب -", "نوشته",
        "نویسنده", "oleh", "penulis", "reporter", "editor", "ditulis oleh", "tác giả", "bởi",
        "โดย", "เรื่อง", "लेखक", "द्वारा", "লেখক", "作者", "記者", "记者", "文／", "文/", "文：",
        "文:", "撰文", "編集", "編輯", "编辑", "责任编辑", "責任編輯", "取材・文", "執筆", "著者", "글", "글쓴이",
        "기자", "imeandikwa na",
    ]

    /// Openings that announce a byline in running text; a capital letter or a
    /// script without them follows.
    private static let lineOpenings: [String] = [
        "written by ", "posted by ", "reported by ", "words by ", "story by ", "by ", "by: ",
        "author: ", "authors: ", "text: ", "text von ", "ein text von ", "von ", "vom ", "autor: ",
        "autorin: ", "text & fotos: ", "text und fotos: ", "veröffentlicht von ", "par ",
        "publié par ", "propos recueillis par ", "auteur : ", "auteur: ", "por ", "por: ",
        "publicado por ", "escrito por ", "texto: ", "di ", "a cura di ", "scritto da ", "door ",
        "tekst: ", "av ", "af ", "skrevet av ", "autor ", "piše: ", "írta: ", "szerző: ", "od ",
        "scris de ", "yazan: ", "yazar: ", "από ", "του ", "της ", "автор: ", "текст: ", "автор ",
        "מאת ", "מאת: ", "بقلم ", "بقلم: ", "كتب: ", "كتب - ", "نویسنده: ", "oleh ", "oleh: ",
        "penulis: ", "tác giả: ", "โดย ", "लेखक: ", "作者：", "作者:", "文／", "文/", "文：", "文:", "记者 ",
        "记者：", "記者：", "記者 ", "撰文：", "撰文:", "取材・文＝", "取材・文／", "글 ", "글: ", "imeandikwa na ",
    ]

    /// Words between names.
    private static let conjunctions: [String] = [
        "and", "und", "et", "y", "&", "e", "en", "og", "och", "i", "и", "with", "mit", "avec",
        "con", "και", "و", "ve", "dan", "và", "și", "és", "ja", "a", "та", "in collaboration with",
        "+",
    ]

    /// Texts that name no one.
    private static let nobody: [String] = [
        "admin", "administrator", "unknown", "guest", "webmaster", "user", "super user",
        "publisher", "anonymous", "none", "null", "undefined", "autor", "author", "editor",
        "test", "root", "n/a", "name", "follow", "folgen", "login", "share", "posted", "posted on",
        "updated", "published", "twitter", "facebook", "instagram", "linkedin", "email", "e-mail",
        "contact", "kontakt", "anónimo", "gast", "gastautor", "moderator", "reply", "comments",
        "website", "x", "view all posts", "alle artikel", "mehr", "more", "read more", "bio",
        "kommentare", "comment", "profile", "profil", "wp-admin", "siteadmin", "autor redaktion",
        "photo", "foto", "date", "datum", "quelle", "source", "via", "author/s", "lesedauer",
    ]

    /// Words of offices: a part with one of them is no name.
    private static let roles: [String] = [
        "writer", "reporter", "editor", "correspondent", "journalist", "contributor", "columnist",
        "analyst", "producer", "anchor", "editor-in-chief", "korrespondent", "korrespondentin",
        "redakteur", "redakteurin", "reporterin", "journalistin", "chefredakteur", "redakteurs",
        "autorin", "volontär", "volontärin", "ressortleiter", "herausgeber", "herausgeberin",
        "journaliste", "rédacteur", "rédactrice", "correspondant", "correspondante", "envoyé",
        "periodista", "corresponsal", "redactor", "redactora", "jornalista", "repórter",
        "giornalista", "verslaggever", "redacteur", "journalistë", "dziennikarz", "dziennikarka",
        "redaktor", "redaktorka", "корреспондент", "журналист", "редактор", "кореспондент",
        "muhabir", "muhabiri", "editör", "wartawan", "minutes", "minuten", "min", "comments",
        "shares", "views", "read", "uhr", "follow", "view", "archive", "archiv", "rss", "feed",
        "author", "autor", "about", "photo", "foto", "fotos", "beiträge", "posts", "artikel",
        "profil", "profile", "publiziert", "veröffentlicht", "published", "publicado", "datum",
        "stand", "aktualisiert", "kontakt", "geändert", "quelle", "comment", "kommentar", "all",
        "abonnieren", "newsletter", "login", "register", "anmelden", "mehr", "more", "contact",
    ]

    /// Words behind which a place, a subject or a date follows.
    private static let cuts: [String] = [
        "in", "on", "at", "am", "im", "um", "for", "veröffentlicht", "publiziert", "published",
        "posted", "updated", "el", "op", "den", "à", "às", "em", "il", "über", "publicado",
    ]

    /// Endings of names that state an office in scripts without word spaces.
    static let suffixes: [StaticString] = [
        " 기자", "기자", "記者", "记者", " 특파원", "さん", "氏", " 著", " 訳", " 監訳",
    ]

    /// Names of months as bylines have them, for cutting a date off a name.
    private static let months: [String] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "januar", "februar", "märz", "mai", "juni", "juli", "oktober",
        "dezember", "dez", "okt", "janvier", "février", "mars", "avril", "juin", "juillet", "août",
        "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril",
        "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro",
        "novembro", "dezembro", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio",
        "settembre", "ottobre", "dicembre", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "montag", "dienstag",
        "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    ]

    // MARK: Looking up

    /// The openings of lines, for a look at a text's beginning.
    static let lineOpeningFinder = WordFinder(lineOpenings)

    /// The openings of bylines.
    static let openingFinder = WordFinder(openings)

    /// What a text is in the lists above.
    struct Uses: OptionSet {
        let rawValue: UInt8
        static let opening = Uses(rawValue: 1)
        /// With a colon behind it.
        static let openingWithColon = Uses(rawValue: 2)
        static let conjunction = Uses(rawValue: 4)
        static let nobody = Uses(rawValue: 8)
        static let role = Uses(rawValue: 16)
        static let cut = Uses(rawValue: 32)
        static let month = Uses(rawValue: 64)
    }

    /// What a text in lower case is in the lists above.
    static func uses(of text: ByteText) -> Uses {
        text.count > longest ? [] : table[TextNumber(text)] ?? []
    }

    /// No listed text has more bytes.
    private static let longest = 80

    private static let table: NumberTable<Uses> = {
        var table: [TextNumber: Uses] = [:]
        let lists: [([String], Uses)] = [
            (openings, .opening), (conjunctions, .conjunction), (nobody, .nobody), (roles, .role),
            (cuts, .cut), (months, .month),
            (
                openings.filter { $0.hasSuffix(":") }.map { String($0.dropLast()) },
                .openingWithColon
            ),
        ]
        for (list, use) in lists {
            for word in list { table[TextNumber(word), default: []].insert(use) }
        }
        return NumberTable(table)
    }()
}
