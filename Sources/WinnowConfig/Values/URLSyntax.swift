extension ValueFormat where Value == String {
    /// A URL with scheme http or https and a host.
    static var url: ValueFormat {
        url(schemes: ["http", "https"])
    }

    /// The URL of a proxy.
    static var proxyURL: ValueFormat {
        url(schemes: ["http", "https", "socks5", "socks5h"])
    }

    private static func url(schemes: [String]) -> ValueFormat {
        checked(
            typeName: "URL",
            expecting: "a URL such as `https://news.example/feed.xml`",
            schema: [
                "type": "string",
                "pattern": .string("^(\(schemes.joined(separator: "|")))://[^/\\s]+"),
            ]
        ) { text, span, checker in
            guard let fault = URLSyntax.fault(in: text, schemes: schemes) else { return text }
            checker.report(
                .invalidURL,
                at: span,
                fault.message,
                suggestion: fault.suggestion,
                hidesLine: fault.isSecret
            )
            return nil
        }
    }
}

/// Checks the parts of a URL that an operator gets wrong; the fetcher's own
/// parser has the last word.
enum URLSyntax {
    /// What is wrong and what was probably meant.
    struct Fault: Equatable {
        var message: String
        var suggestion: String?
        /// Whether the URL holds a password, which is not to be printed.
        var isSecret = false
    }

    /// The fault in `text`, nil if it is a URL with one of `schemes`.
    static func fault(in text: String, schemes: [String]) -> Fault? {
        if text.isEmpty { return Fault(message: "the URL is empty") }
        if text.utf8.count > 8192 { return Fault(message: "the URL is longer than 8192 bytes") }
        if let bad = text.unicodeScalars.first(where: { $0 == " " || !$0.isPrintable }) {
            return Fault(message: "the URL holds a \(bad == " " ? "space" : "control character")")
        }
        guard let split = text.range(ofSeparator: "://") else { return withoutScheme(text) }
        let scheme = String(text[..<split.lowerBound])
        let rest = text[split.upperBound...]
        if let fault = schemeFault(scheme, rest: rest, schemes: schemes) { return fault }
        return authorityFault(in: rest.prefix { !"/?#".contains($0) }, of: text)
    }

    private static func withoutScheme(_ text: String) -> Fault {
        if text.hasPrefix("/") && !text.hasPrefix("//") || text.hasPrefix(".") {
            return Fault(message: "`\(text.shortened(to: 60))` is a path, not a URL")
        }
        var bare = Substring(text)
        while bare.first == "/" { bare = bare.dropFirst() }
        for scheme in ["http:", "https:"] where bare.lowercased().hasPrefix(scheme) {
            bare = bare.dropFirst(scheme.count).drop { $0 == "/" }
            return Fault(
                message: "`\(scheme)` must be followed by `//`",
                suggestion: "\(scheme)//\(bare)"
            )
        }
        return Fault(
            message: "URL without a scheme: `\(text.shortened(to: 60))`",
            suggestion: "https://\(bare)"
        )
    }

    private static func schemeFault(
        _ scheme: String,
        rest: Substring,
        schemes: [String]
    ) -> Fault? {
        if schemes.contains(scheme.lowercased()) { return nil }
        let list = schemes.joined(separator: ", ")
        if scheme.lowercased() == "file" {
            return Fault(message: "scheme `file` is not fetched; `directory` reads files")
        }
        // `feed://` was once used by browsers for what is http or https.
        let meant = scheme == "feed" ? "https" : Suggestion.nearest(to: scheme, in: schemes)
        return Fault(
            message: "scheme `\(scheme.shortened(to: 20))` is not one of \(list)",
            suggestion: meant.map { "\($0)://\(rest)" }
        )
    }

    private static func authorityFault(in authority: Substring, of text: String) -> Fault? {
        if authority.contains("@") {
            return Fault(
                message: "a user or password in a URL would stand in every record and log line",
                isSecret: true
            )
        }
        var host = authority
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            let port = authority[authority.index(after: colon)...]
            guard let number = UInt16(port), number > 0 else {
                return Fault(message: "`\(String(port).shortened(to: 20))` is not a port")
            }
            host = authority[..<colon]
        }
        if host.isEmpty { return Fault(message: "the URL has no host") }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if !isBracketed, host.contains(where: { "<>[]{}|\\^`\"'%,;:".contains($0) }) {
            return Fault(message: "`\(String(host).shortened(to: 60))` is not a host name")
        }
        if host.hasPrefix(".") || host.contains("..") {
            return Fault(message: "`\(String(host).shortened(to: 60))` is not a host name")
        }
        return nil
    }
}

extension String {
    /// The first place of `separator`, found without Foundation.
    func range(ofSeparator separator: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(separator) {
                return index..<self.index(index, offsetBy: separator.count)
            }
            index = self.index(after: index)
        }
        return nil
    }
}
