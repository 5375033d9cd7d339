import Foundation

/// Counts the records that a reader saw, and compares them with those that
/// should be there.
public struct RecordCensus {
    /// Names one record.
    public struct Key: Hashable, Comparable, CustomStringConvertible {
        /// The document's id.
        public var id: String
        /// The record's revision and processing.
        public var revision: Int, processing: Int

        /// Names a record.
        public init(id: String, revision: Int, processing: Int = 1) {
            self.id = id
            self.revision = revision
            self.processing = processing
        }

        /// Orders by id, then by age.
        public static func < (left: Key, right: Key) -> Bool {
            (left.id, left.revision, left.processing)
                < (right.id, right.revision, right.processing)
        }

        /// Id, revision and processing.
        public var description: String { "\(id) \(revision).\(processing)" }
    }

    /// How often each record was seen.
    public private(set) var counts: [Key: Int] = [:]
    /// Lines that are no record, shortened.
    public private(set) var badLines: [String] = []

    /// Creates an empty census.
    public init() {}

    /// Takes in a line. `isWhole` looks at a record's own members.
    public mutating func add(
        _ line: SegmentTailer.Line,
        isWhole: ([String: Any]) -> Bool = { _ in true }
    ) {
        let object = try? JSONSerialization.jsonObject(with: line.bytes) as? [String: Any]
        guard let object, let id = object["id"] as? String,
            let revision = object["revision"] as? Int,
            let processing = object["processing"] as? Int, isWhole(object)
        else {
            let start = String(decoding: line.bytes.prefix(80), as: UTF8.self)
            badLines.append("\(line.path):\(line.offset): \(start)")
            return
        }
        counts[Key(id: id, revision: revision, processing: processing), default: 0] += 1
    }

    /// What is wrong, one sentence each: torn lines, records that were seen
    /// twice, expected ones that were not, others that nobody expected.
    public func problems(expecting expected: Set<Key>) -> [String] {
        var problems = badLines.map { "not a record: \($0)" }
        problems += counts.filter { $0.value > 1 }.keys.sorted().map { "twice: \($0)" }
        problems += expected.subtracting(counts.keys).sorted().map { "lost: \($0)" }
        problems += Set(counts.keys).subtracting(expected).sorted().map { "not expected: \($0)" }
        return problems
    }
}
