import FoundationEssentials
import GRDB
import WinnowModel

/// A file of a directory source, as its last look found it.
public struct FileStamp: Sendable, Equatable {
    /// Path of the file.
    public var path: String
    /// What tells that the content may have changed, such as size and time.
    public var digest: [UInt8]

    /// Creates a stamp.
    public init(path: String, digest: [UInt8]) {
        self.path = path
        self.digest = digest
    }
}

extension Store {
    /// Those of a directory's files that were not taken in with this stamp.
    public func changedFiles(
        _ stamps: [FileStamp],
        in source: SourceID
    ) throws(StoreError) -> [FileStamp] {
        try usable()
        return try database.read("cannot read the known files") { database in
            let statement = try database.cachedStatement(
                sql: "SELECT digest FROM entry WHERE source = ? AND key = ?"
            )
            return try stamps.filter { stamp in
                let known = try Data.fetchOne(statement, arguments: [source.rawValue, stamp.path])
                return known != Data(stamp.digest)
            }
        }
    }

    /// Spools a local file and remembers its stamp, all or nothing. Nil if the
    /// file was taken in with this stamp before.
    public func commitFile(
        _ stamp: FileStamp,
        in source: SourceID,
        header: SpoolHeader,
        body: SpooledBody
    ) throws(StoreError) -> SpoolID? {
        try writable()
        let id = try watching { () throws(StoreError) -> SpoolID? in
            try database.write("cannot spool the file") { database in
                try database.cachedStatement(
                    sql: """
                        INSERT INTO entry (source, key, digest) VALUES (?, ?, ?)
                        ON CONFLICT (source, key) DO UPDATE SET digest = excluded.digest
                        WHERE digest <> excluded.digest
                        """
                ).execute(arguments: [source.rawValue, stamp.path, Data(stamp.digest)])
                guard database.changesCount > 0 else { return nil }
                let entry = try Int64.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT id FROM entry WHERE source = ? AND key = ?"
                    ),
                    arguments: [source.rawValue, stamp.path]
                )
                let origin = SpoolTable.Origin(
                    source: source.rawValue,
                    target: nil,
                    entry: entry,
                    document: WinnowStore.documentID(url: header.effectiveURL)
                )
                let id = try SpoolTable.insert(header, origin, body, in: database)
                try pass(.bodyInserted)
                return id
            }
        }
        try pass(.bodyCommitted)
        return id
    }
}
