import GRDB
import WinnowModel

extension Store {
    /// Makes the declared sources the active ones and returns them in the
    /// order of the declarations.
    ///
    /// A new source becomes due at its `firstFetch`, and so does one whose
    /// location changed, without its validators. Sources that are not declared
    /// keep all they have, but are not due any more. Names must be unique.
    public func reconcile(
        _ declarations: [SourceDeclaration]
    ) throws(StoreError) -> [StoredSource] {
        try writable()
        return try watching { () throws(StoreError) in
            try database.write("cannot update the sources") { database in
                let candidates = try Row.fetchAll(
                    database,
                    sql: "SELECT id, name, kind, location, active FROM source"
                ).map(SourceMatching.Candidate.init)
                let matches = SourceMatching.match(declarations, to: candidates)
                // Names are unique among active sources; taking all out first
                // lets two of them swap theirs.
                try database.execute(sql: "UPDATE source SET active = 0 WHERE active")
                let sources = try zip(declarations, matches).map { declaration, match in
                    try Store.activate(declaration, match, in: database)
                }
                try database.execute(
                    sql: """
                        UPDATE target SET active = NOT active WHERE active
                            <> (SELECT active FROM source WHERE source.id = target.source)
                        """
                )
                return sources
            }
        }
    }

    private static func activate(
        _ declaration: SourceDeclaration,
        _ match: SourceMatching.Candidate?,
        in database: Database
    ) throws -> StoredSource {
        if let match {
            try database.cachedStatement(
                sql: """
                    UPDATE source SET name = ?, kind = ?, location = ?, active = 1,
                        identity = iif(identity = '', ?, identity) WHERE id = ?
                    """
            ).execute(
                arguments: [
                    declaration.name, declaration.kind.rawValue, declaration.location,
                    declaration.location, match.id,
                ]
            )
        } else {
            try database.cachedStatement(
                sql: """
                    INSERT INTO source (name, kind, location, identity, active)
                    VALUES (?, ?, ?, ?, 1)
                    """
            ).execute(
                arguments: [
                    declaration.name, declaration.kind.rawValue, declaration.location,
                    declaration.location,
                ]
            )
        }
        let source = match?.id ?? database.lastInsertedRowID
        let target = try activateTarget(of: source, declaration, in: database)
        let identity = try String.fetchOne(
            database.cachedStatement(sql: "SELECT identity FROM source WHERE id = ?"),
            arguments: [source]
        )
        return StoredSource(
            id: SourceID(rawValue: source),
            name: declaration.name,
            kind: declaration.kind,
            location: declaration.location,
            identity: identity ?? declaration.location,
            target: target
        )
    }

    /// Gives the source its own target, or moves the one it has.
    private static func activateTarget(
        of source: Int64,
        _ declaration: SourceDeclaration,
        in database: Database
    ) throws -> TargetID {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT id, url, next_fetch FROM target WHERE source = ? AND kind = 0"
            ),
            arguments: [source]
        )
        guard let row else {
            try database.cachedStatement(
                sql: """
                    INSERT INTO target (source, kind, url, next_fetch, active)
                    VALUES (?, 0, ?, ?, 1)
                    """
            ).execute(
                arguments: [source, declaration.location, declaration.firstFetch.milliseconds]
            )
            return TargetID(rawValue: database.lastInsertedRowID)
        }
        let id: Int64 = row["id"]
        let url: String = row["url"]
        let nextFetch: Int64? = row["next_fetch"]
        if url != declaration.location {
            // Validators belong to a URL; those of the old one could turn the
            // new one's first answer into a 304.
            try database.cachedStatement(
                sql: """
                    UPDATE target SET url = ?, next_fetch = ?, etag = NULL, last_modified = NULL,
                        failures = 0 WHERE id = ?
                    """
            ).execute(
                arguments: [declaration.location, declaration.firstFetch.milliseconds, id]
            )
        } else if nextFetch == nil {
            // A source that the configuration names is polled.
            try database.cachedStatement(
                sql: "UPDATE target SET next_fetch = ? WHERE id = ?"
            ).execute(
                arguments: [declaration.firstFetch.milliseconds, id]
            )
        }
        return TargetID(rawValue: id)
    }
}

extension SourceMatching.Candidate {
    init(row: Row) {
        let kind: String = row["kind"]
        self.init(
            id: row["id"],
            name: row["name"],
            kind: SourceKind(rawValue: kind),
            location: row["location"],
            isActive: row["active"]
        )
    }
}
