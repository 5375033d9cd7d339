/// A JSON value whose objects keep their order.
///
/// Module schemas are read into it, module options written from it.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object.
    struct Member: Sendable, Equatable {
        let name: String
        let value: JSONValue
    }

    /// The member `name` of an object, nil for anything else.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The items of an array of strings, nil for anything else.
    var strings: [String]? {
        guard case .array(let items) = self else { return nil }
        return items.reduce(into: [] as [String]?) { result, item in
            guard case .string(let text) = item else { return result = nil }
            result?.append(text)
        }
    }

    /// This object with the members of `other` laid over it: objects merge
    /// member by member, any other value replaces. Members are sorted by name,
    /// so that equal options give equal text.
    func merged(with other: JSONValue) -> JSONValue {
        guard case .object(let mine) = self, case .object(let theirs) = other else {
            return other.sorted
        }
        var result = Dictionary(mine.map { ($0.name, $0.value) }) { $1 }
        for member in theirs {
            result[member.name] = result[member.name]?.merged(with: member.value) ?? member.value
        }
        return JSONValue.object(result.map { Member(name: $0.key, value: $0.value) }).sorted
    }

    /// This value with the members of all objects in it sorted by name.
    var sorted: JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.map { Member(name: $0.name, value: $0.value.sorted) }
                    .sorted { $0.name < $1.name }
            )
        case .array(let items): .array(items.map(\.sorted))
        default: self
        }
    }
}
