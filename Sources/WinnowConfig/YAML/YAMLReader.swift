/// Turns the text of a file into nodes, and reports what is not YAML or not
/// the part of YAML that a configuration needs.
///
/// Left out on purpose: several documents in one file, tags other than those
/// of plain data, and keys that are not scalars. Bounded in depth and in the
/// number of nodes with aliases expanded, so that a few hundred bytes of
/// nested aliases cannot stand for billions of nodes.
struct YAMLReader {
    /// Deepest nesting; the configuration itself needs 6 levels, the rest is
    /// room for options of modules.
    static let depthLimit = 32
    /// Most nodes in one file with aliases expanded: about 50,000 sources.
    static let nodeLimit = 1_000_000

    /// Most lines that begin with `%`. libyaml compares each directive with
    /// all others, so that a megabyte of them took minutes.
    static let directiveLimit = 16

    private let file: SourceFile
    private var anchors: [String: Node] = [:]
    /// Names of anchors that are still being read.
    private var openAnchors: Set<String> = []
    private var nodeCount = 0

    /// Reads `file`; nil where nothing usable is in it, which is reported
    /// unless the file is empty.
    static func read(_ file: SourceFile, checker: inout Checker) -> Node? {
        var content = file.bytes[...]
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        if let fault = TextCheck.firstFault(in: Array(content)) {
            let mark = file.mark(atByte: content.startIndex + fault.offset)
            let span = Span(file: file, start: mark, end: mark)
            checker.report(.invalidText, at: span, fault.message)
            return nil
        }
        if let line = file.line(number: directiveLimit + 1, beginningWith: UInt8(ascii: "%")) {
            let mark = Mark(line: line, column: 1)
            let span = Span(file: file, start: mark, end: mark)
            checker.report(.syntax, at: span, "more than \(directiveLimit) YAML directives")
            return nil
        }
        var reader = YAMLReader(file: file)
        do {
            return try reader.readDocument(content, checker: &checker)
        } catch {
            let span = Span(file: file, start: error.mark, end: error.mark)
            checker.report(error.code, at: span, error.message)
            return nil
        }
    }

    /// A fault after which the rest of the file cannot be read.
    private struct Stop: Error {
        let code: DiagnosticCode
        let message: String
        let mark: Mark
    }

    private init(file: SourceFile) {
        self.file = file
    }

    private mutating func readDocument(
        _ content: ArraySlice<UInt8>,
        checker: inout Checker
    ) throws(Stop) -> Node? {
        guard var events = YAMLEventStream(content) else {
            let start = Mark(line: 1, column: 1)
            throw Stop(code: .syntax, message: "no memory for the YAML parser", mark: start)
        }
        var root: Node?
        while true {
            let event = try next(&events)
            switch event.kind {
            case .streamEnd: return root
            case .documentStart where root != nil:
                checker.report(
                    .severalDocuments,
                    at: span(of: event),
                    "a second document begins here; a configuration file holds one"
                )
                return root
            case .documentStart, .documentEnd, .other: continue
            default: root = try node(event, depth: 1, events: &events, checker: &checker)
            }
        }
    }

    /// Reads the node that `event` begins.
    private mutating func node(
        _ event: YAMLEvent,
        depth: Int,
        events: inout YAMLEventStream,
        checker: inout Checker
    ) throws(Stop) -> Node {
        try count(1, at: event.start)
        guard depth <= Self.depthLimit else {
            throw Stop(
                code: .tooDeep,
                message: "nested deeper than \(Self.depthLimit) levels",
                mark: event.start
            )
        }
        if case .alias(let name) = event.kind {
            return try alias(name, event, depth: depth, checker: &checker)
        }
        if let anchor = event.anchor { openAnchors.insert(anchor) }
        var result = try content(event, depth: depth, events: &events, checker: &checker)
        if let tag = event.tag, !Self.isKnown(tag: tag) {
            checker.report(
                .unsupportedTag,
                at: span(of: event),
                "tag `\(tag.shortened(to: 40))` has no meaning in a configuration"
            )
            result = Node(.invalid, span: result.span)
        }
        if let anchor = event.anchor {
            openAnchors.remove(anchor)
            anchors[anchor] = result
        }
        return result
    }

    private mutating func content(
        _ event: YAMLEvent,
        depth: Int,
        events: inout YAMLEventStream,
        checker: inout Checker
    ) throws(Stop) -> Node {
        switch event.kind {
        case .scalar(let scalar):
            return Node(.scalar(scalar), span: span(of: event))
        case .sequenceStart:
            return try sequence(event, depth: depth, events: &events, checker: &checker)
        case .mappingStart:
            return try mapping(event, depth: depth, events: &events, checker: &checker)
        default:
            return Node(.invalid, span: span(of: event))
        }
    }

    private mutating func sequence(
        _ start: YAMLEvent,
        depth: Int,
        events: inout YAMLEventStream,
        checker: inout Checker
    ) throws(Stop) -> Node {
        var items: [Node] = []
        while true {
            let event = try next(&events)
            if case .sequenceEnd = event.kind {
                return Node(.sequence(items), span: span(from: start, to: event))
            }
            items.append(try node(event, depth: depth + 1, events: &events, checker: &checker))
        }
    }

    private mutating func mapping(
        _ start: YAMLEvent,
        depth: Int,
        events: inout YAMLEventStream,
        checker: inout Checker
    ) throws(Stop) -> Node {
        var pairs: [Node.Pair] = []
        var seen: [String: Span] = [:]
        while true {
            let event = try next(&events)
            if case .mappingEnd = event.kind {
                return Node(.mapping(pairs), span: span(from: start, to: event))
            }
            let key = try node(event, depth: depth + 1, events: &events, checker: &checker)
            let value = try node(
                try next(&events),
                depth: depth + 1,
                events: &events,
                checker: &checker
            )
            guard case .scalar(let scalar) = key.content else {
                reportKey(key, checker: &checker)
                continue
            }
            if let first = seen[scalar.text] {
                let line = first.start.map { " (first on line \($0.line))" } ?? ""
                checker.report(
                    .duplicateKey,
                    at: key.span,
                    "key `\(scalar.text.shortened(to: 40))` is given twice\(line)"
                )
                continue
            }
            seen[scalar.text] = key.span
            pairs.append(Node.Pair(key: scalar.text, keySpan: key.span, value: value))
        }
    }

    private func reportKey(_ key: Node, checker: inout Checker) {
        if case .invalid = key.content { return }
        checker.report(.wrongType, at: key.span, "a key must be a word, not \(key.kindInWords)")
    }

    private mutating func alias(
        _ name: String,
        _ event: YAMLEvent,
        depth: Int,
        checker: inout Checker
    ) throws(Stop) -> Node {
        guard let target = anchors[name] else {
            let isInside = openAnchors.contains(name)
            checker.report(
                .undefinedAlias,
                at: span(of: event),
                isInside
                    ? "alias `*\(name.shortened(to: 40))` stands inside its own anchor"
                    : "alias `*\(name.shortened(to: 40))` has no anchor before it",
                suggestion: isInside ? nil : nearestAnchor(to: name).map { "*" + $0 }
            )
            return Node(.invalid, span: span(of: event))
        }
        try count(target.weight - 1, at: event.start)
        guard depth - 1 + target.height <= Self.depthLimit else {
            throw Stop(
                code: .tooDeep,
                message:
                    "alias `*\(name.shortened(to: 40))` nests deeper than \(Self.depthLimit) levels",
                mark: event.start
            )
        }
        return target
    }

    /// The anchor that was probably meant; not looked for among thousands,
    /// which no operator wrote.
    private func nearestAnchor(to name: String) -> String? {
        anchors.count > 1000 ? nil : Suggestion.nearest(to: name, in: anchors.keys.sorted())
    }

    private mutating func count(_ nodes: Int, at mark: Mark) throws(Stop) {
        nodeCount += nodes
        guard nodeCount <= Self.nodeLimit else {
            throw Stop(
                code: .tooManyNodes,
                message: "more than \(Self.nodeLimit) values with aliases expanded",
                mark: mark
            )
        }
    }

    private func next(_ events: inout YAMLEventStream) throws(Stop) -> YAMLEvent {
        do {
            return try events.next()
        } catch {
            throw stop(error)
        }
    }

    private func stop(_ fault: YAMLFault) -> Stop {
        if character(at: fault.mark) == UInt8(ascii: "\t") {
            return Stop(
                code: .syntax,
                message: "a tab cannot indent YAML; use spaces",
                mark: fault.mark
            )
        }
        guard let begin = fault.begin else {
            return Stop(code: .syntax, message: fault.message, mark: fault.mark)
        }
        // At the end of the file there is nothing to see, so there the place is
        // that where the open construct began.
        let isAtEnd = file.isEnd(fault.mark)
        let note = isAtEnd ? "" : ", which begins on line \(begin.line)"
        return Stop(
            code: .syntax,
            message: fault.message + note,
            mark: isAtEnd ? begin : fault.mark
        )
    }

    private func character(at mark: Mark) -> UInt8? {
        // Only asked for a tab, before which there is white space alone as a
        // rule, so bytes and characters agree.
        file.line(mark.line).dropFirst(mark.column - 1).first
    }

    private func span(of event: YAMLEvent) -> Span {
        Span(file: file, start: event.start, end: event.end)
    }

    private func span(from start: YAMLEvent, to end: YAMLEvent) -> Span {
        Span(file: file, start: start.start, end: end.end)
    }

    private static func isKnown(tag: String) -> Bool {
        let prefix = "tag:yaml.org,2002:"
        guard tag.hasPrefix(prefix) else { return tag == "!" }
        return ["str", "int", "float", "bool", "null", "seq", "map"]
            .contains(String(tag.dropFirst(prefix.count)))
    }
}
