/// The daemon's answer to `status`, as the command shows it.
struct DaemonStatus: Decodable {
    struct Totals: Decodable {
        var documents: Int
        var records: Int
        var waitingBodies: Int
        var waitingPages: Int
        var quarantined: Int
    }

    struct Source: Decodable {
        var name: String
        var kind: String
        var location: String
        var lastPoll: String?
        var lastStatus: Int?
        var nextPoll: String?
        var failuresInARow: Int
        var documents: Int
        var failures: Int
        var lastError: String?
        var waitingPages: Int
    }

    var version: String
    var started: String
    var condition: String
    var conditionDetail: String?
    var totals: Totals
    var sources: [Source]

    /// What concerns the whole daemon.
    var summary: String {
        var lines = [
            "winnowd \(version), running since \(started), \(conditionText)",
            "\(sources.count) sources, \(totals.documents) documents in \(totals.records) records,"
                + " \(totals.waitingPages) pages and \(totals.waitingBodies) bodies waiting,"
                + " \(totals.quarantined) in quarantine",
        ]
        if let detail = conditionDetail { lines.append(detail) }
        return lines.joined(separator: "\n")
    }

    private var conditionText: String {
        switch condition {
        case "ready": "working"
        case "disk_full": "paused, the disk is full"
        default: "stopped writing"
        }
    }

    /// A table of the sources with their last errors below them.
    var table: [String] {
        guard !sources.isEmpty else { return [] }
        let rows =
            [["SOURCE", "KIND", "LAST POLL", "RESULT", "NEXT POLL", "DOCUMENTS", "FAILURES"]]
            + sources.map { source in
                [
                    source.name, source.kind, short(source.lastPoll), result(of: source),
                    short(source.nextPoll), String(source.documents), String(source.failures),
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = [""]
        for (number, row) in rows.enumerated() {
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            lines.append(trimmed(cells.joined(separator: "  ")))
            if number > 0, let error = sources[number - 1].lastError {
                lines.append("    last error: \(error)")
            }
        }
        return lines
    }

    private func result(of source: Source) -> String {
        if source.failuresInARow > 0 { return "failed x\(source.failuresInARow)" }
        return source.lastStatus.map { "HTTP \($0)" } ?? (source.lastPoll == nil ? "-" : "ok")
    }

    /// Date and time without the fraction.
    private func short(_ time: String?) -> String {
        guard let time else { return "-" }
        return String(time.prefix(19)).replacing("T", with: " ")
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
