import CYAML

/// What libyaml reports next, with its place.
struct YAMLEvent {
    /// What was found.
    enum Kind {
        case documentStart
        case documentEnd
        case streamEnd
        case scalar(Node.Scalar)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
        case alias(String)
        case other
    }

    let kind: Kind
    let anchor: String?
    let tag: String?
    let start: Mark
    let end: Mark
}

/// What libyaml complained of, in its words.
struct YAMLFault: Error {
    let message: String
    let mark: Mark
    /// Where the construct begins in which the fault lies.
    var begin: Mark?
}

/// Owns one libyaml parser and the bytes it reads, and frees both.
///
/// Not for several threads. Events come in order until `streamEnd`; after a
/// fault the stream must not be asked again.
struct YAMLEventStream: ~Copyable {
    // On the heap, since libyaml keeps a pointer to the parser inside it.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Copies `bytes`, which are to be valid UTF-8; nil if memory is short.
    init?(_ bytes: some Collection<UInt8>) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        self.parser = parser
        input = .allocate(capacity: max(1, bytes.count))
        _ = input.initialize(from: bytes)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
        // Otherwise libyaml guesses UTF-16 from the first bytes.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// Reads the next event.
    mutating func next() throws(YAMLFault) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
        defer { yaml_event_delete(&event) }
        return Self.translate(event)
    }

    private func fault() -> YAMLFault {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "not valid YAML"
        guard let context = state.context.map({ String(cString: $0) }) else {
            return YAMLFault(message: problem, mark: Mark(state.problem_mark))
        }
        return YAMLFault(
            message: "\(problem) \(context)",
            mark: Mark(state.problem_mark),
            begin: Mark(state.context_mark)
        )
    }

    private static func translate(_ event: yaml_event_t) -> YAMLEvent {
        let data = event.data
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        let kind: YAMLEvent.Kind
        switch event.type {
        case YAML_SCALAR_EVENT:
            kind = .scalar(scalar(data.scalar))
            (anchor, tag) = (data.scalar.anchor, data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            (anchor, tag) = (data.sequence_start.anchor, data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            (anchor, tag) = (data.mapping_start.anchor, data.mapping_start.tag)
        case YAML_ALIAS_EVENT: kind = .alias(text(data.alias.anchor) ?? "")
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: kind = .streamEnd
        default: kind = .other
        }
        return YAMLEvent(
            kind: kind,
            anchor: text(anchor),
            tag: text(tag),
            start: Mark(event.start_mark),
            end: Mark(event.end_mark)
        )
    }

    private static func scalar(
        _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar
    ) -> Node.Scalar {
        let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
        let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE && data.plain_implicit != 0
        return Node.Scalar(text: String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension Mark {
    /// Takes over a mark of libyaml, which counts from 0.
    init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
