/// The part of JSON Schema by which a module declares its options.
///
/// Understood: `type` (one or a list), `properties`, `required`,
/// `additionalProperties` (a bool or a schema), `enum`, `minimum`, `maximum`,
/// `minLength`, `maxLength`, `items`, `minItems`, `maxItems`, and `true` or `false` for a whole schema. Titles, descriptions,
/// defaults, examples and comments say nothing about validity and are passed
/// over. Anything else is named in `ignoredKeywords`, so that a module's author
/// learns that nobody checks it.
struct OptionsSchema: Sendable {
    /// The types of JSON Schema.
    enum ValueType: String, Sendable, CaseIterable {
        case null, boolean, integer, number, string, array, object

        /// The type in words, for messages.
        var inWords: String {
            switch self {
            case .null: "nothing"
            case .boolean: "true or false"
            case .integer: "a whole number"
            case .number: "a number"
            case .string: "text"
            case .array: "a list"
            case .object: "a mapping"
            }
        }
    }

    /// What properties that are not listed must be.
    indirect enum Additional: Sendable {
        case any
        case none
        case matching(OptionsSchema)
    }

    /// The least and most of something that is counted.
    struct Bounds: Sendable {
        var least = 0
        var most = Int.max
    }

    /// Allowed types; empty where all are.
    private(set) var types: [ValueType] = []
    private(set) var properties: [(name: String, schema: OptionsSchema)] = []
    private(set) var required: [String] = []
    private(set) var additional = Additional.any
    /// Allowed values; nil where all are.
    private(set) var choices: [JSONValue]?
    private(set) var minimum: Double?
    private(set) var maximum: Double?
    /// Bounds of the number of characters of text.
    private(set) var lengths = Bounds()
    /// Bounds of the number of items of an array.
    private(set) var counts = Bounds()
    /// Schema of the items, in an array of one or none, which makes the
    /// recursion indirect.
    private(set) var items: [OptionsSchema] = []
    private(set) var ignoredKeywords: [String] = []

    /// The schema of a module that takes no options.
    static let empty: OptionsSchema = {
        var schema = OptionsSchema()
        schema.types = [.object]
        schema.additional = .none
        return schema
    }()

    /// The schema that allows everything.
    static let anything = OptionsSchema()

    private static let annotations: Set<String> = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated",
    ]

    private init() {}

    /// Reads a schema from JSON text; the empty text allows no options.
    static func parse(_ text: String) throws(JSONFault) -> OptionsSchema {
        guard !text.isEmpty else { return .empty }
        return try OptionsSchema(try JSONParser.parse(text))
    }

    /// Takes a schema over; fails where a keyword has a value of a wrong type.
    private init(_ json: JSONValue) throws(JSONFault) {
        switch json {
        case .bool(true): return
        case .bool(false): choices = []
        case .object(let members):
            for member in members { try take(member) }
        default: throw JSONFault(message: "a schema must be an object", offset: 0)
        }
    }

    private mutating func take(_ member: JSONValue.Member) throws(JSONFault) {
        switch member.name {
        case "type": types = try Self.types(member.value)
        case "properties": try takeProperties(member.value)
        case "required": required = try Self.strings(member)
        case "additionalProperties": try takeAdditional(member.value)
        case "enum":
            guard case .array(let values) = member.value else { throw Self.fault(member.name) }
            choices = values
        case "minimum": minimum = try Self.number(member)
        case "maximum": maximum = try Self.number(member)
        case "minLength": lengths.least = try Self.count(member)
        case "maxLength": lengths.most = try Self.count(member)
        case "minItems": counts.least = try Self.count(member)
        case "maxItems": counts.most = try Self.count(member)
        case "items":
            let schema = try OptionsSchema(member.value)
            ignoredKeywords += schema.ignoredKeywords
            items = [schema]
        default:
            if !Self.annotations.contains(member.name) { ignoredKeywords.append(member.name) }
        }
    }

    private mutating func takeProperties(_ value: JSONValue) throws(JSONFault) {
        guard case .object(let members) = value else { throw Self.fault("properties") }
        for member in members {
            let schema = try OptionsSchema(member.value)
            ignoredKeywords += schema.ignoredKeywords
            properties.append((member.name, schema))
        }
    }

    private mutating func takeAdditional(_ value: JSONValue) throws(JSONFault) {
        switch value {
        case .bool(let isAllowed): additional = isAllowed ? .any : .none
        default:
            let schema = try OptionsSchema(value)
            ignoredKeywords += schema.ignoredKeywords
            additional = .matching(schema)
        }
    }

    private static func types(_ value: JSONValue) throws(JSONFault) -> [ValueType] {
        var names = value.strings ?? []
        if case .string(let name) = value { names = [name] }
        let types = names.compactMap(ValueType.init(rawValue:))
        guard !types.isEmpty, types.count == names.count else { throw fault("type") }
        return types
    }

    private static func strings(_ member: JSONValue.Member) throws(JSONFault) -> [String] {
        guard let strings = member.value.strings else { throw fault(member.name) }
        return strings
    }

    private static func number(_ member: JSONValue.Member) throws(JSONFault) -> Double {
        switch member.value {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: throw fault(member.name)
        }
    }

    private static func count(_ member: JSONValue.Member) throws(JSONFault) -> Int {
        guard case .integer(let value) = member.value, value >= 0 else { throw fault(member.name) }
        return Int(value)
    }

    private static func fault(_ keyword: String) -> JSONFault {
        JSONFault(message: "keyword `\(keyword)` has a value that it cannot have", offset: 0)
    }
}
