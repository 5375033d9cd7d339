/// One request that a `LoopbackServer` received.
public struct LoopbackRequest: Sendable {
    /// `GET`, `HEAD`, ...
    public var method: String
    /// The target as sent, with its query.
    public var target: String
    /// Names in lower case and trimmed values, in the order they came.
    public var headers: [(name: String, value: String)]
    /// The request line and the header as they came.
    public var head: [UInt8]
    /// When its header was complete.
    public var time: ContinuousClock.Instant
    /// 1 for the first request of its connection.
    public var sequenceOnConnection: Int

    /// The target without its query.
    public var path: String {
        String(target.prefix { $0 != "?" })
    }

    /// The first value of a header field; `name` in lower case.
    public subscript(name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The bytes of the first value of a header field; `name` in lower case.
    public func rawValue(of name: String) -> [UInt8]? {
        let prefix = Array((name + ":").utf8)
        for line in head.split(separator: 10) where line.count >= prefix.count {
            let start = line.prefix(prefix.count).map { $0 | (65...90 ~= $0 ? 0x20 : 0) }
            guard start == prefix else { continue }
            return Array(line.dropFirst(prefix.count).drop { $0 == 32 }.filter { $0 != 13 })
        }
        return nil
    }

    /// Reads a request's head; nil if it is none.
    init?(head: [UInt8], sequence: Int) {
        let lines = String(decoding: head, as: UTF8.self)
            .split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        method = String(words[0])
        target = String(words[1])
        headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            return (String(parts.first ?? "").lowercased(), String(value))
        }
        self.head = head
        time = .now
        sequenceOnConnection = sequence
    }
}
