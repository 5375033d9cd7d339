import GRDB

/// The tables of `state.db`, and how each came to be.
///
/// Migrations are append-only: one that a release has carried is never changed,
/// since databases exist that ran it. Times are milliseconds since 1970.
enum Schema {
    /// All migrations, oldest first.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 sources and schedule") { database in
            try database.execute(sql: sourcesAndSchedule)
        }
        migrator.registerMigration("2 spool and entries") { database in
            try database.execute(sql: spoolAndEntries)
        }
        migrator.registerMigration("3 documents and segments") { database in
            try database.execute(sql: documentsAndSegments)
        }
        return migrator
    }

    private static let sourcesAndSchedule = """
        CREATE TABLE source (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            -- Empty for a source that was only learned from the segments.
            kind TEXT NOT NULL,
            location TEXT NOT NULL,
            -- The location as first configured; never changes.
            identity TEXT NOT NULL,
            active INTEGER NOT NULL,
            documents INTEGER NOT NULL DEFAULT 0,
            records INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            last_error TEXT,
            last_error_at INTEGER
        );
        CREATE UNIQUE INDEX source_name ON source(name) WHERE active;

        CREATE TABLE target (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL REFERENCES source(id),
            kind INTEGER NOT NULL,
            url TEXT NOT NULL,
            etag BLOB,
            last_modified BLOB,
            next_fetch INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            last_fetch INTEGER,
            last_success INTEGER,
            last_status INTEGER,
            last_error TEXT,
            entry INTEGER REFERENCES entry(id),
            -- What the feed said of an entry whose page is to be fetched.
            metadata BLOB,
            -- Copy of the source's, so that one index finds what is due.
            active INTEGER NOT NULL
        );
        CREATE INDEX target_due ON target(next_fetch) WHERE active AND next_fetch IS NOT NULL;
        CREATE INDEX target_waiting ON target(source) WHERE kind = 1 AND next_fetch IS NOT NULL;
        CREATE UNIQUE INDEX target_source ON target(source) WHERE kind = 0;
        CREATE UNIQUE INDEX target_entry ON target(entry) WHERE entry IS NOT NULL;
        """

    private static let spoolAndEntries = """
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL REFERENCES source(id),
            key TEXT NOT NULL,
            canonical_url TEXT,
            digest BLOB NOT NULL
        );
        CREATE UNIQUE INDEX entry_key ON entry(source, key);
        CREATE INDEX entry_url ON entry(source, canonical_url) WHERE canonical_url IS NOT NULL;

        CREATE TABLE spool (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            source INTEGER NOT NULL REFERENCES source(id),
            target INTEGER REFERENCES target(id),
            entry INTEGER REFERENCES entry(id),
            document TEXT NOT NULL,
            requested_url TEXT NOT NULL,
            effective_url TEXT NOT NULL,
            base_url TEXT,
            media_type TEXT NOT NULL,
            transport_encoding TEXT,
            http_status INTEGER,
            http_language TEXT,
            fetched INTEGER NOT NULL,
            metadata BLOB NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            length INTEGER NOT NULL
        );

        -- Bodies in pieces, so that none has to be in memory as a whole to be
        -- written. The id is the spool row's times 65536 plus the piece's
        -- number, which makes a body one range of the table.
        CREATE TABLE spool_piece (
            id INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL
        );

        CREATE TABLE quarantine (
            spool INTEGER PRIMARY KEY,
            source INTEGER NOT NULL REFERENCES source(id),
            effective_url TEXT NOT NULL,
            media_type TEXT NOT NULL,
            file TEXT NOT NULL,
            reason TEXT NOT NULL,
            module TEXT,
            at INTEGER NOT NULL
        );
        """

    private static let documentsAndSegments = """
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            -- Path without the number that rolling adds.
            stem TEXT NOT NULL,
            number INTEGER NOT NULL,
            path TEXT NOT NULL UNIQUE,
            -- Where the next record goes.
            assigned INTEGER NOT NULL DEFAULT 0,
            -- Every byte below is synced and its record marked.
            written INTEGER NOT NULL DEFAULT 0,
            -- When it last took a record.
            used INTEGER NOT NULL,
            -- No record is added any more.
            sealed INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX segment_stem ON segment(stem, number);
        CREATE INDEX segment_open ON segment(sealed) WHERE NOT sealed;

        -- Committed records that are not known to stand in their segment.
        CREATE TABLE pending (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            segment INTEGER NOT NULL REFERENCES segment(id),
            position INTEGER NOT NULL,
            document TEXT NOT NULL,
            bytes BLOB NOT NULL
        );
        CREATE INDEX pending_segment ON pending(segment, position);

        CREATE TABLE document (
            id TEXT PRIMARY KEY,
            revision INTEGER NOT NULL,
            processing INTEGER NOT NULL,
            content_digest TEXT NOT NULL,
            modules_digest TEXT NOT NULL,
            -- Where its latest record stands.
            segment INTEGER NOT NULL REFERENCES segment(id),
            position INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Facts about the database itself.
        CREATE TABLE fact (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        """
}
