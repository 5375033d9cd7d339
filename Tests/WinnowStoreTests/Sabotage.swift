import GRDB

/// A connection of its own, for what no operation of the store would do.
struct Sabotage {
    private let queue: DatabaseQueue

    init(path: String) throws { queue = try DatabaseQueue(path: path) }

    func execute(_ statement: String) throws {
        try queue.write { try $0.execute(sql: statement) }
        try queue.close()
    }

    func count(_ rows: String) throws -> Int? {
        try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(rows)") }
    }
}
