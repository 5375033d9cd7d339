import WinnowConfig
import WinnowModel
import WinnowStore

/// Writes the answers of the control socket.
enum StatusReport {
    /// Sums, condition, and one object for each source.
    static func status(
        totals: StoreTotals,
        sources: [SourceStatus],
        running: RunningConfiguration,
        started: Timestamp
    ) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: sources.count * 320 + 1024)
        json.beginObject()
        json.member("version", WinnowVersion.current)
        json.member("started", started.rfc3339)
        json.member("configuration", running.configuration.mainFile)
        json.member("configured", running.since.rfc3339)
        writeCondition(totals.condition, to: &json)
        json.key("totals")
        json.beginObject()
        json.member("sources", running.sources.count)
        json.member("documents", totals.documents)
        json.member("records", totals.records)
        json.member("waiting_bodies", totals.spooled)
        json.member("waiting_pages", totals.pagesWaiting)
        json.member("quarantined", totals.quarantined)
        json.member("output_bytes", Int(totals.outputBytes))
        json.endObject()
        json.key("modules")
        json.beginArray()
        for module in running.modules {
            json.beginObject()
            json.member("name", module.name)
            json.member("version", module.version)
            json.endObject()
        }
        json.endArray()
        json.key("sources")
        json.beginArray()
        for source in sources where running.sources[source.id] != nil {
            write(source, settings: running.sources[source.id]?.settings, to: &json)
        }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    /// What a reload came to.
    static func reload(_ outcome: Reloader.Outcome) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        switch outcome {
        case .loaded(let configuration):
            json.member("ok", true)
            json.member("sources", configuration.sources.count)
        case .refused(let faults):
            json.member("ok", false)
            json.member("errors", faults)
        }
        json.endObject()
        return json.bytes
    }

    /// A request that cannot be answered.
    static func error(_ message: String) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("error", message)
        json.endObject()
        return json.bytes
    }

    private static func writeCondition(_ condition: StoreCondition, to json: inout JSONWriter) {
        switch condition {
        case .ready:
            json.member("condition", "ready")
        case .diskFull(let message):
            json.member("condition", "disk_full")
            json.member("condition_detail", message)
        case .failed(let message):
            json.member("condition", "failed")
            json.member("condition_detail", message)
        }
    }

    private static func write(
        _ source: SourceStatus,
        settings: SourceSettings?,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("name", source.name)
        json.member("kind", source.kind.rawValue)
        json.member("location", source.location)
        if let settings {
            json.member("every_seconds", Int(settings.every.components.seconds))
            json.member("route", settings.route.name)
        }
        json.member("last_poll", source.lastFetch?.rfc3339)
        json.member("last_status", source.lastStatus)
        json.member("next_poll", source.nextFetch?.rfc3339)
        json.member("failures_in_a_row", source.failuresInARow)
        json.member("documents", source.documents)
        json.member("records", source.records)
        json.member("failures", source.failures)
        json.member("last_error", source.lastError)
        json.member("last_error_at", source.lastErrorAt?.rfc3339)
        json.member("waiting_pages", source.pagesWaiting)
        json.endObject()
    }
}
