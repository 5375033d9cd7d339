import WinnowModel

/// Writes JSON Schemas of both kinds of files from the key tables, for
/// editors that complete and check YAML.
public enum ConfigurationSchema {
    /// Schema of the main file; with `modules`, their options too.
    public static func mainFile(modules: [ModuleDescription] = []) -> String {
        let schema = MainTable.table.schema
        return document(
            schema.replacing(["properties", "modules"], with: moduleOptions(modules)),
            title: "Winnow: main file"
        )
    }

    /// Schema of a sources file; with `modules`, their options too.
    public static func sourcesFile(modules: [ModuleDescription] = []) -> String {
        let options = moduleOptions(modules)
        let path = ["properties", "sources", "items", "properties", "route", "oneOf"]
        guard case .array(let choices)? = SourceTable.file.schema[path] else {
            return document(SourceTable.file.schema, title: sourcesTitle)
        }
        let routes = choices.map { $0.replacing(["properties", "options"], with: options) }
        return document(
            SourceTable.file.schema.replacing(path, with: .array(routes)),
            title: sourcesTitle
        )
    }

    private static let sourcesTitle = "Winnow: sources file"

    private static func document(_ schema: JSONValue, title: String) -> String {
        guard case .object(let members) = schema else { return schema.indentedText }
        let head = [
            JSONValue.Member(
                name: "$schema",
                value: "https://json-schema.org/draft/2020-12/schema"
            ),
            JSONValue.Member(name: "title", value: .string(title)),
        ]
        return JSONValue.object(head + members).indentedText + "\n"
    }

    /// Schema of options by module name. A module whose schema is faulty may
    /// have any: the loader reports it.
    private static func moduleOptions(_ modules: [ModuleDescription]) -> JSONValue? {
        guard !modules.isEmpty else { return nil }
        let properties = modules.sorted { $0.name < $1.name }.map { module in
            JSONValue.Member(
                name: module.name,
                value: withoutRequired((try? JSONParser.parse(module.optionsSchema)) ?? true)
            )
        }
        return [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
        ]
    }

    /// What a module requires may stand in the other file.
    private static func withoutRequired(_ schema: JSONValue) -> JSONValue {
        guard case .object(let members) = schema else { return schema }
        return .object(members.filter { $0.name != "required" })
    }
}

extension JSONValue {
    /// The value below members of these names, one in the other.
    fileprivate subscript(_ path: [String]) -> JSONValue? {
        path.reduce(self as JSONValue?) { $0?[$1] }
    }

    /// This value with another one at `path`; unchanged where nothing is there
    /// or `value` is nil.
    fileprivate func replacing(_ path: [String], with value: JSONValue?) -> JSONValue {
        guard let value else { return self }
        guard let name = path.first else { return value }
        guard case .object(let members) = self else { return self }
        return .object(
            members.map { member in
                guard member.name == name else { return member }
                return Member(
                    name: name,
                    value: member.value.replacing(Array(path.dropFirst()), with: value)
                )
            }
        )
    }
}
