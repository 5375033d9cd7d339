import BoilerplateFilter
import WinnowModuleKit

/// What operators add to the phrases, in the options of the module.
struct OperatorPhrases {
    /// The rules that `add` takes phrases for, each with its ways to match.
    static let optionsSchema = """
        {"type": "object", "additionalProperties": false, "properties": {
          "lines": {"type": "array", "items": {"type": "string", "minLength": 2},
            "description": "Lines that are dropped where they stand alone, in any case; numbers do not matter. (a|b) gives alternatives, a question mark behind the bracket makes it optional."},
          "headings": {"type": "array", "items": {"type": "string", "minLength": 2},
            "description": "Headings that are dropped together with the list of links or titles behind them."},
          "add": {"type": "object", "description": "Phrases by rule and way to match, such as {newsletter: {inside: [join our list]}}. Ways: line, heading, count (with a number), start, label (a colon follows), inside, mention (as inside, but not in a sentence), pair (as inside, with another such phrase of the rule), weak (only beside other boilerplate), part (only in a row of phrases), verb (a verb of speech: a sentence that has one beside a phrase stays).",
            "additionalProperties": {"type": "object", "additionalProperties": false,
              "properties": {\(ways)}}},
          "keep": {"type": "array", "items": {"type": "string", "minLength": 2},
            "description": "Lines that are never dropped, whatever the phrases say."},
          "disable": {"type": "array", "items": {"type": "string", "minLength": 2},
            "description": "Names of rules that drop nothing, as winnow try --explain and records of removed blocks show them."}}}
        """

    /// The ways to match, each with a list of phrases.
    private static var ways: String {
        PhraseTable.Match.allCases.map {
            #""\#($0.rawValue)": {"type": "array", "items": {"type": "string", "minLength": 2}}"#
        }.joined(separator: ", ")
    }

    /// Adds the phrases of some options to a table.
    static func add(_ options: ModuleOptions, to table: inout PhraseTable) throws(ModuleError) {
        for phrase in try options.strings("lines") {
            try add(phrase, "operator", .line, "lines", &table)
        }
        for phrase in try options.strings("headings") {
            try add(phrase, "operator", .heading, "headings", &table)
        }
        let rules = try options.object("add")
        for rule in rules.members {
            let matches = try rules.object(rule.name)
            for member in matches.members {
                guard let match = PhraseTable.Match(rawValue: member.name) else {
                    let known = PhraseTable.Match.allCases.map(\.rawValue).joined(separator: ", ")
                    throw fault("add.\(rule.name)", "'\(member.name)' is none of \(known)")
                }
                for phrase in try matches.strings(member.name) {
                    try add(phrase, rule.name, match, "add.\(rule.name).\(member.name)", &table)
                }
            }
        }
        for phrase in try options.strings("keep") where !table.keep(phrase) {
            throw fault("keep", "the brackets of '\(phrase)' do not match")
        }
    }

    private static func add(
        _ phrase: String,
        _ rule: String,
        _ match: PhraseTable.Match,
        _ key: String,
        _ table: inout PhraseTable
    ) throws(ModuleError) {
        guard table.add(phrase, rule: rule, match: match) else {
            throw fault(key, "the brackets of '\(phrase)' do not match")
        }
    }

    private static func fault(_ key: String, _ message: String) -> ModuleError {
        ModuleError(.invalidOptions, subject: key, message: message)
    }
}
