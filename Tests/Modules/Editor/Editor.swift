import WinnowModuleKit

/// editor: a processor for tests. It performs the edits that its options list,
/// and writes each result to the metadata, so that a test can call any function
/// of the host through the kit and the ABI.
struct Editor: Module {
    static let declaration = ModuleDeclaration(
        name: "editor",
        version: "1.0.0",
        role: .processor,
        summary: "edits as told (for tests)",
        optionsSchema: #"{"type": "object"}"#
    )

    private let host: ModuleHost

    init(configuration: ModuleConfiguration, host: ModuleHost) {
        self.host = host
    }

    mutating func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        guard case .array(let steps) = try document.options()["steps"] else { return .pass }
        for step in steps {
            guard case .array(let words) = step else { continue }
            let result = perform(words, document)
            document.appendMetadata(result, to: "editor.results")
        }
        return .ok
    }

    private func perform(_ words: [JSONValue], _ document: DocumentHandle) -> String {
        let step = Step(words: words)
        let id = BlockID(clamping: step.number(1))
        switch step.text(0) {
        case "add": return added(document.add(NewBlock(), text: step.text(1)))
        case "add-bytes":
            return added(document.add(NewBlock(), text: [UInt8(clamping: step.number(1))]))
        case "add-many":
            return String(
                (0..<step.number(1)).reduce(0) { count, _ in
                    document.add(NewBlock(), text: step.text(2)) == nil ? count : count + 1
                }
            )
        case "add-dropped":
            return added(document.add(NewBlock(.heading, level: 2, dropRule: "menu"), text: "x"))
        case "add-with-span":
            let span = BlockSpan(start: 0, end: step.number(1), kind: .link, value: "https://a/")
            return added(document.add(NewBlock(spans: [span]), text: "four"))
        case "before": return added(document.add(NewBlock(), text: step.text(2), at: .before(id)))
        case "after": return added(document.add(NewBlock(), text: step.text(2), at: .after(id)))
        case "set-text": return "\(document.setText(step.text(2), of: id))"
        case "set-kind": return "\(document.setKind(.quote, level: step.number(2), of: id))"
        case "set-language":
            return "\(document.setLanguage("de-AT", confidence: Float(step.number(2)), of: id))"
        case "set-hints":
            let hints = BlockHints(tag: "p", words: "story", linkDensity: 2, position: -1)
            return "\(document.setHints(hints, of: id))"
        case "add-span":
            let span = BlockSpan(start: 0, end: step.number(2), kind: .emphasis)
            return "\(document.addSpan(span, to: id))"
        case "drop": return "\(document.drop(id, rule: step.text(2)))"
        case "set-metadata":
            return "\(document.setMetadata(step.text(1), to: [step.text(2), step.text(3)]))"
        case "remove-metadata": return "\(document.setMetadata(step.text(1), to: []))"
        case "values": return document.metadataValues(step.text(1)).joined(separator: "|")
        case "keys": return document.metadataKeys.joined(separator: "|")
        case "edit-after-reading": return textAfterEdit(id, document)
        case "ids-after-adding": return idsAfterAdding(document)
        case "spans-after-adding": return spansAfterAdding(id, document)
        case "log":
            host.log(.warning, "a line", ["key": step.text(1), "other": ""])
            return "logged"
        default: return "unknown step"
        }
    }

    private func added(_ id: BlockID?) -> String { id.map { String($0) } ?? "nil" }

    /// What a view still shows after its block's text was replaced often.
    private func textAfterEdit(_ id: BlockID, _ document: DocumentHandle) -> String {
        guard let before = document.block(id) else { return "no block" }
        for round in 0..<5000 { document.setText("replaced \(round)", of: id) }
        return before.text.string + "|" + (document.block(id)?.text.string ?? "")
    }

    private func idsAfterAdding(_ document: DocumentHandle) -> String {
        let before = document.blockIDs
        for _ in 0..<5000 { document.add(NewBlock(), text: "more") }
        return before.map { String($0) }.joined(separator: "|") + " of \(document.blockIDs.count)"
    }

    private func spansAfterAdding(_ id: BlockID, _ document: DocumentHandle) -> String {
        document.addSpan(BlockSpan(start: 0, end: 1, kind: .link, value: "first"), to: id)
        guard let before = document.block(id) else { return "no block" }
        for _ in 0..<100 {
            document.addSpan(BlockSpan(start: 0, end: 1, kind: .link, value: "more"), to: id)
        }
        let values = before.spans.map(\.value).joined(separator: "|")
        return values + " of \(document.block(id)?.spanCount ?? 0)"
    }
}

/// One step with its words.
private struct Step {
    let words: [JSONValue]

    func text(_ index: Int) -> String {
        guard index < words.count, case .string(let text) = words[index] else { return "" }
        return text
    }

    func number(_ index: Int) -> Int {
        guard index < words.count, case .integer(let number) = words[index] else { return 0 }
        return number
    }
}

/// Exports the module.
@c(winnow_module_entry)
public func entry() -> ModuleDescriptorPointer {
    moduleDescriptor(for: Editor.self)
}
