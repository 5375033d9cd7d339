import CWinnowModule

/// A source's own options for the modules of its route, as JSON objects.
///
/// Its memory stays in place for its whole life, so that modules may see from
/// the address that the options are those of the document before.
public final class ModuleOptionsTable {
    private let entries: [(module: String, json: winnow_string)]

    /// Holds one JSON object for each module's name.
    public init(_ options: [String: String] = [:]) {
        entries = options.map { ($0.key, winnow_string.allocate($0.value)) }
    }

    deinit {
        for entry in entries { entry.json.deallocate() }
    }

    func json(for module: String) -> winnow_string {
        entries.first { $0.module == module }?.json ?? winnow_string(literal: "{}")
    }
}
