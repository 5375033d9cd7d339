// robots.txt as RFC 9309 and Google's published matcher read it.
//
// Where the two differ, Google's reading is taken, for that is what sites are
// tested against: a percent-encoded letter does not match the letter,
// misspellings of the directives count, a rule for `/index.html` also allows
// the directory, and a part of a byte order mark is skipped. The file itself is
// subject to the rules like any path; a fetcher does not ask for it.

/// The rules of one robots.txt.
///
/// A pure value: fetching, caching and what an error status means are the
/// fetcher's.
public struct RobotsRules: Sendable {
    /// What follows these bytes is not read (RFC 9309, section 2.5); a line that
    /// the limit cuts is not either.
    public static let sizeLimit = 500 * 1024

    /// The rules that allow everything, for a site without robots.txt.
    public static let allowingAll = RobotsRules(groups: [], sitemaps: [])

    /// The rules that allow nothing, for a site whose robots.txt cannot be
    /// reached.
    public static let disallowingAll = RobotsRules(
        groups: [
            RobotsGroup(
                isGlobal: true,
                rules: [RobotsRule(isAllow: false, pattern: [0x2F], text: "Disallow: /", line: 0)]
            )
        ],
        sitemaps: []
    )

    let groups: [RobotsGroup]

    /// The values of `Sitemap`, as written.
    public let sitemaps: [String]

    init(groups: [RobotsGroup], sitemaps: [String]) {
        self.groups = groups
        self.sitemaps = sitemaps
    }

    /// Reads a robots.txt; any bytes are one.
    public init(parsing bytes: [UInt8]) {
        var parser = RobotsParser()
        parser.parse(bytes)
        self.init(groups: parser.groups, sitemaps: parser.sitemaps)
    }

    /// Whether an agent may fetch a URL.
    ///
    /// - Parameters:
    ///   - agent: the product token; a `User-Agent` value that starts with it
    ///     will do, as what follows a slash or a space does not count. A token
    ///     consists of letters, `-` and `_`; no group names any other.
    ///   - url: an absolute URL, or the path and query alone.
    public func decision(agent: String, url: String) -> RobotsDecision {
        let path = robotsPath(of: Array(url.utf8))
        let token = robotsProductName(agent)
        var specific = BestRules()
        var global = BestRules()
        var isNamed = false
        for group in groups {
            if !token.isEmpty, group.agents.contains(token) {
                isNamed = true
                for rule in group.rules { specific.consider(rule, path: path) }
            } else if group.isGlobal {
                for rule in group.rules { global.consider(rule, path: path) }
            }
        }
        // A group for the agent replaces the one for all, even if it has no
        // rule that matches.
        return isNamed ? specific.decision : global.decision
    }

    /// Whether an agent may fetch a URL.
    public func decision(agent: String, url: WebURL) -> RobotsDecision {
        decision(agent: agent, url: url.pathAndQuery)
    }

    /// The seconds between requests that a group asks of the agent with
    /// `Crawl-delay`, which is no part of RFC 9309; nil for none.
    public func crawlDelay(agent: String) -> Double? {
        let token = robotsProductName(agent)
        let named = groups.filter { !token.isEmpty && $0.agents.contains(token) }
        let relevant = named.isEmpty ? groups.filter(\.isGlobal) : named
        return relevant.compactMap(\.crawlDelay).max()
    }
}

/// The answer to whether a URL may be fetched, and why.
public struct RobotsDecision: Sendable, Equatable {
    /// Whether it may.
    public var allowed: Bool
    /// The rule that decides, as written; nil if none matches.
    public var rule: String?
    /// The rule's line, from 1.
    public var line: Int?

    /// Makes a decision.
    public init(allowed: Bool, rule: String? = nil, line: Int? = nil) {
        self.allowed = allowed
        self.rule = rule
        self.line = line
    }
}

/// Rules that hold for the same agents.
struct RobotsGroup: Sendable {
    /// The product tokens, in lower case.
    var agents: Set<[UInt8]> = []
    /// Whether the group is for `*`.
    var isGlobal = false
    var rules: [RobotsRule] = []
    var crawlDelay: Double?
}

/// The longest allowing and disallowing rule that match a path.
private struct BestRules {
    private var allow: RobotsRule?
    private var disallow: RobotsRule?

    mutating func consider(_ rule: RobotsRule, path: [UInt8]) {
        guard !rule.pattern.isEmpty else { return }
        let best = rule.isAllow ? allow : disallow
        if let best, best.pattern.count >= rule.pattern.count { return }
        guard rule.matches(path) else { return considerIndexPage(rule, path: path) }
        if rule.isAllow { allow = rule } else { disallow = rule }
    }

    /// A rule that allows `/x/index.html` allows `/x/` itself.
    private mutating func considerIndexPage(_ rule: RobotsRule, path: [UInt8]) {
        guard rule.isAllow, let slash = rule.pattern.lastIndex(of: 0x2F),
            rule.pattern[slash...].starts(with: "/index.htm".utf8)
        else { return }
        var directory = rule
        directory.pattern = rule.pattern[...slash] + [0x24]
        consider(directory, path: path)
    }

    var decision: RobotsDecision {
        let isAllowed = (disallow?.pattern.count ?? 0) <= (allow?.pattern.count ?? 0)
        let rule = isAllowed ? allow : disallow
        return RobotsDecision(allowed: isAllowed, rule: rule?.text, line: rule?.line)
    }
}
