import WinnowModel

extension WireWriter {
    mutating func feed(_ feed: Feed) {
        for text in [
            feed.title, feed.link, feed.subtitle, feed.language, feed.id, feed.generator,
            feed.rights, feed.selfLink, feed.encoding, feed.format,
        ] {
            optionalString(text)
        }
        optional(feed.updated) { $0.date($1) }
        optional(feed.published) { $0.date($1) }
        optional(feed.timeToLive) { $0.int64(Int64($1)) }
        list(feed.authors) { $0.person($1) }
        strings(feed.categories)
        strings(feed.hubs)
        optional(feed.pollHints.updateSeconds) { $0.int64(Int64($1)) }
        blob(feed.pollHints.skipHours)
        blob(feed.pollHints.skipDays)
        strings(feed.diagnostics)
        list(feed.entries) { $0.entry($1) }
    }

    private mutating func entry(_ entry: Entry) {
        for text in [
            entry.id, entry.link, entry.title, entry.summary, entry.content, entry.language,
            entry.baseURL, entry.rights,
        ] {
            optionalString(text)
        }
        optional(entry.published) { $0.date($1) }
        optional(entry.updated) { $0.date($1) }
        list(entry.authors) { $0.person($1) }
        strings(entry.categories)
        list(entry.enclosures) {
            $0.string($1.url)
            $0.optionalString($1.type)
            $0.optional($1.length) { $0.int64($1) }
        }
    }

    private mutating func person(_ person: Person) {
        optionalString(person.name)
        optionalString(person.email)
        optionalString(person.uri)
    }

    private mutating func date(_ date: FeedDate) {
        int64(date.timestamp.milliseconds)
        byte(date.precision.rawValue)
        bool(date.hasZone)
    }
}

extension WireReader {
    mutating func feed() throws(WorkerError) -> Feed {
        var feed = Feed()
        feed.title = try optionalString()
        feed.link = try optionalString()
        feed.subtitle = try optionalString()
        feed.language = try optionalString()
        feed.id = try optionalString()
        feed.generator = try optionalString()
        feed.rights = try optionalString()
        feed.selfLink = try optionalString()
        feed.encoding = try optionalString()
        feed.format = try optionalString()
        feed.updated = try optional { reader throws(WorkerError) in try reader.date() }
        feed.published = try optional { reader throws(WorkerError) in try reader.date() }
        feed.timeToLive = try optional { reader throws(WorkerError) in Int(try reader.int64()) }
        feed.authors = try list { reader throws(WorkerError) in try reader.person() }
        feed.categories = try strings()
        feed.hubs = try strings()
        feed.pollHints.updateSeconds = try optional { reader throws(WorkerError) in
            Int(try reader.int64())
        }
        feed.pollHints.skipHours = try blob()
        feed.pollHints.skipDays = try blob()
        feed.diagnostics = try strings()
        feed.entries = try list { reader throws(WorkerError) in try reader.entry() }
        return feed
    }

    private mutating func entry() throws(WorkerError) -> Entry {
        var entry = Entry()
        entry.id = try optionalString()
        entry.link = try optionalString()
        entry.title = try optionalString()
        entry.summary = try optionalString()
        entry.content = try optionalString()
        entry.language = try optionalString()
        entry.baseURL = try optionalString()
        entry.rights = try optionalString()
        entry.published = try optional { reader throws(WorkerError) in try reader.date() }
        entry.updated = try optional { reader throws(WorkerError) in try reader.date() }
        entry.authors = try list { reader throws(WorkerError) in try reader.person() }
        entry.categories = try strings()
        entry.enclosures = try list { reader throws(WorkerError) in
            Enclosure(
                url: try reader.string(),
                type: try reader.optionalString(),
                length: try reader.optional { inner throws(WorkerError) in try inner.int64() }
            )
        }
        return entry
    }

    private mutating func person() throws(WorkerError) -> Person {
        Person(name: try optionalString(), email: try optionalString(), uri: try optionalString())
    }

    private mutating func date() throws(WorkerError) -> FeedDate {
        let timestamp = Timestamp(milliseconds: try int64())
        guard let precision = FeedDate.Precision(rawValue: try byte()) else {
            throw .malformedFrame("an unknown date precision")
        }
        return FeedDate(timestamp: timestamp, precision: precision, hasZone: try bool())
    }
}
