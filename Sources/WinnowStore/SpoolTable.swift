import FoundationEssentials
import GRDB
import WinnowModel

/// The rows of spooled bodies and their bytes in pieces.
///
/// Operations take the connection, so that they are part of whatever
/// transaction their caller runs. A piece has 256 KiB: few rows for a large
/// body, little memory for a piece.
struct SpoolTable {
    /// Bytes in each piece but the last.
    static let pieceSize = 256 << 10
    /// A body's pieces have the ids from its own times this.
    private static let piecesPerBody: Int64 = 1 << 16

    /// What a new row says beside its header.
    struct Origin {
        var source: Int64
        var target: Int64?
        var entry: Int64?
        var document: String
    }

    /// Adds a body. A file is read piece by piece.
    static func insert(
        _ header: SpoolHeader,
        _ origin: Origin,
        _ body: SpooledBody,
        in database: Database
    ) throws -> SpoolID {
        let length = body.length
        guard length <= Int64(pieceSize) * piecesPerBody else {
            throw StoreError(
                .invalid,
                subject: header.effectiveURL,
                message: "cannot spool the body: it has \(length) bytes"
            )
        }
        try insertRow(header, origin, length: length, in: database)
        let id = database.lastInsertedRowID
        let statement = try database.cachedStatement(
            sql: "INSERT INTO spool_piece (id, bytes) VALUES (?, ?)"
        )
        var offset: Int64 = 0
        var piece = id * piecesPerBody
        while offset < length {
            let count = Int(min(Int64(pieceSize), length - offset))
            let bytes = try body.piece(at: offset, count: count)
            try statement.execute(arguments: [piece, bytes])
            offset += Int64(count)
            piece += 1
        }
        return SpoolID(rawValue: id)
    }

    private static func insertRow(
        _ header: SpoolHeader,
        _ origin: Origin,
        length: Int64,
        in database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO spool (kind, source, target, entry, document, requested_url,
                    effective_url, base_url, media_type, transport_encoding, http_status,
                    http_language, fetched, metadata, length)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            header.kind.rawValue, origin.source, origin.target, origin.entry, origin.document,
            header.requestedURL, header.effectiveURL, header.baseURL, header.mediaType,
            header.transportEncoding, header.httpStatus, header.httpLanguage,
            header.fetched.milliseconds, Data(MetadataCoding.encode(header.metadata)), length,
        ])
    }

    /// The bytes of a body; nil if it is not spooled any more.
    static func body(of id: SpoolID, in database: Database) throws -> [UInt8]? {
        let length = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT length FROM spool WHERE id = ?"),
            arguments: [id.rawValue]
        )
        guard let length else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        try forEachPiece(of: id, in: database) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Calls `use` with each piece of a body in turn.
    static func forEachPiece(
        of id: SpoolID,
        in database: Database,
        _ use: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let pieces = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT bytes FROM spool_piece WHERE id >= ? AND id < ? ORDER BY id"
            ),
            arguments: range(of: id)
        )
        while let row = try pieces.next() {
            try row.withUnsafeData(atIndex: 0) { data in
                guard let data else { return }
                try data.withUnsafeBytes(use)
            }
        }
    }

    /// Frees a body. False if it was free already.
    static func delete(_ id: SpoolID, in database: Database) throws -> Bool {
        try database.cachedStatement(sql: "DELETE FROM spool WHERE id = ?")
            .execute(arguments: [id.rawValue])
        guard database.changesCount > 0 else { return false }
        try database.cachedStatement(sql: "DELETE FROM spool_piece WHERE id >= ? AND id < ?")
            .execute(arguments: range(of: id))
        return true
    }

    private static func range(of id: SpoolID) -> StatementArguments {
        [id.rawValue * piecesPerBody, (id.rawValue + 1) * piecesPerBody]
    }
}

extension SpooledBody {
    /// Bytes of the whole.
    var length: Int64 {
        switch self {
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, let length): length
        }
    }

    /// Some of the bytes, which must be there.
    fileprivate func piece(at offset: Int64, count: Int) throws -> Data {
        switch self {
        case .bytes(let bytes):
            return Data(bytes[Int(offset)..<Int(offset) + count])
        case .file(let descriptor, _):
            var data = Data(count: count)
            // A descriptor that cannot be read says nothing of the disk that
            // the store writes to.
            let read = try? data.withUnsafeMutableBytes {
                try File.read(descriptor, into: $0, at: offset, path: "fetched body")
            }
            guard read == count else {
                throw StoreError(
                    .invalid,
                    subject: "fetched body",
                    message: "cannot spool it: its file ends before its stated length"
                )
            }
            return data
        }
    }
}

extension SpoolItem {
    init(row: Row) {
        let kind: Int = row["kind"]
        let metadata: Data = row["metadata"]
        let header = SpoolHeader(
            kind: SpoolKind(rawValue: kind) ?? .page,
            requestedURL: row["requested_url"],
            effectiveURL: row["effective_url"],
            baseURL: row["base_url"],
            mediaType: row["media_type"],
            transportEncoding: row["transport_encoding"],
            httpStatus: row["http_status"],
            httpLanguage: row["http_language"],
            fetched: Timestamp(milliseconds: row["fetched"]),
            metadata: MetadataCoding.decode(Array(metadata))
        )
        self.init(
            id: SpoolID(rawValue: row["id"]),
            source: SourceID(rawValue: row["source"]),
            target: (row["target"] as Int64?).map(TargetID.init(rawValue:)),
            entry: (row["entry"] as Int64?).map(EntryID.init(rawValue:)),
            documentID: row["document"],
            header: header,
            attempts: row["attempts"],
            length: row["length"]
        )
    }
}
