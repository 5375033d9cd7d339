/// A value of a JSON text.
enum JSONValue {
    case null
    case bool(Bool)
    /// As written; numbers as ids keep their spelling.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// Member of an object; nil where there is none or it is null.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self,
            let member = members.first(where: { $0.name == name })
        else { return nil }
        if case .null = member.value { return nil }
        return member.value
    }

    /// Text of a string without outer white space, or a number as text; nil
    /// where it is empty or something else.
    var text: String? {
        switch self {
        case .string(let text):
            let trimmed = trimmedUTF8(text.utf8)
            if trimmed.isEmpty { return nil }
            return trimmed.count == text.utf8.count
                ? text : String(decoding: trimmed, as: UTF8.self)
        case .number(let text): return text
        default: return nil
        }
    }

    /// Elements of an array; a lone value counts as one.
    var elements: [JSONValue] {
        switch self {
        case .array(let values): values
        case .null: []
        default: [self]
        }
    }
}
