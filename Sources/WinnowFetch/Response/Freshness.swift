import WinnowModel

/// What the header says about time (RFC 9111 and RFC 9110, section 10.2.3),
/// as wishes for the schedule.
extension ResponseHeaders {
    /// Longest time that a header is believed; what is longer is a fault, and
    /// what is done with it is the schedule's decision.
    private static let longest: Int64 = 10 * 365 * 86_400

    /// How long the response stays fresh: `Cache-Control: max-age`, else
    /// `Expires` from `Date`; nil if it does not say or forbids caching.
    public func freshness(now: Timestamp) -> Duration? {
        let directives = values(of: "cache-control").flatMap(cacheDirectives)
        if directives.contains(where: { $0.name == "no-cache" || $0.name == "no-store" }) {
            return nil
        }
        if let age = directives.first(where: { $0.name == "max-age" }) {
            return seconds(age.value)
        }
        guard let expires = self["expires"].flatMap(HTTPDate.parse) else { return nil }
        let start = self["date"].flatMap(HTTPDate.parse) ?? now
        return clamped(expires.seconds - start.seconds)
    }

    /// `Retry-After` as a delay from now; nil where it is missing, malformed,
    /// or in the past.
    public func retryAfter(now: Timestamp) -> Duration? {
        guard let value = self["retry-after"] else { return nil }
        if let delay = seconds(value) { return delay > .zero ? delay : nil }
        guard let date = HTTPDate.parse(value), date > now else { return nil }
        return clamped(date.seconds - now.seconds)
    }

    private func clamped(_ seconds: Int64) -> Duration {
        .seconds(min(max(seconds, 0), ResponseHeaders.longest))
    }

    /// Digits alone; more than a number can hold counts as the longest time.
    private func seconds(_ text: String) -> Duration? {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        return clamped(Int64(text) ?? ResponseHeaders.longest)
    }
}

/// Splits `max-age=60, must-revalidate` into names in lower case and values
/// without quotes.
private func cacheDirectives(_ field: String) -> [(name: String, value: String)] {
    field.split(separator: ",").map { directive in
        let parts = directive.split(separator: "=", maxSplits: 1)
        let value = parts.count > 1 ? parts[1].filter { $0 != " " && $0 != "\"" } : ""
        return (parts.first.map { $0.filter { $0 != " " }.lowercased() } ?? "", value)
    }
}
