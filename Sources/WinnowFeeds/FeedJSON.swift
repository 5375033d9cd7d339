import WinnowModel

/// Writes a feed as `winnow feed` prints it.
public enum FeedJSON {
    /// The object with feed, entries, encoding, diagnostics and a null error.
    public static func write(_ feed: Feed, to json: inout JSONWriter) {
        json.beginObject()
        json.key("feed")
        writeHead(feed, to: &json)
        json.key("entries")
        json.beginArray()
        for entry in feed.entries { write(entry, to: &json) }
        json.endArray()
        json.member("encoding", feed.encoding)
        json.member("diagnostics", feed.diagnostics)
        json.member("error", nil as String?)
        json.endObject()
    }

    /// The object for bytes that are no feed.
    public static func write(_ error: FeedError, to json: inout JSONWriter) {
        json.beginObject()
        json.key("feed")
        json.null()
        json.key("entries")
        json.beginArray()
        json.endArray()
        json.member("encoding", nil as String?)
        json.member("diagnostics", [String]())
        json.member("error", error.description)
        json.endObject()
    }

    private static func writeHead(_ feed: Feed, to json: inout JSONWriter) {
        json.beginObject()
        json.member("title", feed.title)
        json.member("link", feed.link)
        json.member("subtitle", feed.subtitle)
        json.member("language", feed.language)
        json.member("updated", feed.updated?.rfc3339)
        json.member("published", feed.published?.rfc3339)
        json.member("id", feed.id)
        json.member("ttl", feed.timeToLive)
        json.member("generator", feed.generator)
        json.key("authors")
        write(feed.authors, to: &json)
        json.member("categories", feed.categories)
        json.member("rights", feed.rights)
        json.member("format", feed.format)
        json.member("self", feed.selfLink)
        json.member("hubs", feed.hubs)
        json.key("poll")
        write(feed.pollHints, to: &json)
        json.endObject()
    }

    private static func write(_ hints: PollHints, to json: inout JSONWriter) {
        json.beginObject()
        json.member("update_seconds", hints.updateSeconds)
        json.key("skip_hours")
        json.beginArray()
        for hour in hints.skipHours { json.number(Int(hour)) }
        json.endArray()
        json.key("skip_days")
        json.beginArray()
        for day in hints.skipDays { json.number(Int(day)) }
        json.endArray()
        json.endObject()
    }

    private static func write(_ entry: Entry, to json: inout JSONWriter) {
        json.beginObject()
        // An entry without an id is known by its link.
        json.member("id", entry.id ?? entry.link)
        json.member("link", entry.link)
        json.member("title", entry.title)
        json.key("authors")
        write(entry.authors, to: &json)
        json.member("published", entry.published?.rfc3339)
        json.member("updated", entry.updated?.rfc3339)
        // Where a feed has one text, it is both.
        json.member("summary", entry.summary ?? entry.content)
        json.member("content", entry.content ?? entry.summary)
        json.member("categories", entry.categories)
        json.key("enclosures")
        json.beginArray()
        for enclosure in entry.enclosures { write(enclosure, to: &json) }
        json.endArray()
        json.member("language", entry.language)
        json.member("rights", entry.rights)
        json.endObject()
    }

    private static func write(_ enclosure: Enclosure, to json: inout JSONWriter) {
        json.beginObject()
        json.member("url", enclosure.url)
        json.member("type", enclosure.type)
        json.member("length", enclosure.length.map(Int.init))
        json.endObject()
    }

    private static func write(_ persons: [Person], to json: inout JSONWriter) {
        json.beginArray()
        for person in persons {
            json.beginObject()
            json.member("name", person.name)
            json.member("email", person.email)
            json.member("uri", person.uri)
            json.endObject()
        }
        json.endArray()
    }
}
