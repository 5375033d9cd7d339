import Foundation

/// The answer of `winnow status --json`, as far as tests look at it.
public struct DaemonReport: Decodable {
    /// Sums over all sources.
    public struct Totals: Decodable {
        public var documents: Int
        public var records: Int
        public var waitingBodies: Int
        public var waitingPages: Int
        public var quarantined: Int
    }

    /// How one source is doing.
    public struct Source: Decodable {
        public var name: String
        public var lastPoll: String?
        public var lastStatus: Int?
        public var nextPoll: String?
        public var failuresInARow: Int
        public var documents: Int
        public var failures: Int
        public var lastError: String?
    }

    public var condition: String
    public var totals: Totals
    public var sources: [Source]

    /// One source's part.
    public subscript(name: String) -> Source? { sources.first { $0.name == name } }
}

/// A record, as far as tests look at it.
public struct StoredRecord: Decodable {
    public var id: String
    public var revision: Int
    public var processing: Int
    public var source: String
    public var url: String
    public var title: String?
    public var text: String
    public var language: String
}
