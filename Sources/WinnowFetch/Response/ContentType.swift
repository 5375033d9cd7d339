/// `Content-Type`, split into media type and `charset` (RFC 9110, section 8.3,
/// read as forgivingly as the MIME Sniffing Standard does).
struct ContentType: Equatable {
    /// `type/subtype` in lower case.
    var mediaType: String
    /// The label as written, without quotes.
    var charset: String?

    /// Returns nil where `type/subtype` is malformed. Faults in parameters only
    /// cost the parameter.
    init?(_ value: String) {
        let scalars = Array(value.unicodeScalars)
        let end = scalars.firstIndex(of: ";") ?? scalars.count
        let essence = trimmed(scalars[..<end])
        let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(isToken) else { return nil }
        mediaType = text(essence).lowercased()
        charset = ContentType.charset(in: scalars[end...])
    }

    private static func charset(in parameters: ArraySlice<Unicode.Scalar>) -> String? {
        var rest = parameters
        while rest.first == ";" {
            rest = rest.dropFirst().drop(while: isSpace)
            let nameEnd = rest.firstIndex { $0 == "=" || $0 == ";" } ?? rest.endIndex
            let name = trimmed(rest[..<nameEnd])
            rest = rest[nameEnd...]
            guard rest.first == "=" else { continue }
            let value = takeValue(&rest)
            if text(name).lowercased() == "charset", !value.isEmpty { return value }
        }
        return nil
    }

    /// Takes `="quoted"` or `=token` and what follows it up to the next
    /// semicolon.
    private static func takeValue(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
        rest = rest.dropFirst().drop(while: isSpace)
        var value: [Unicode.Scalar] = []
        if rest.first == "\"" {
            rest = rest.dropFirst()
            while let scalar = rest.popFirst(), scalar != "\"" {
                value.append(scalar == "\\" ? rest.popFirst() ?? scalar : scalar)
            }
            rest = rest.drop { $0 != ";" }
        } else {
            value = Array(rest.prefix { $0 != ";" })
            rest = rest.dropFirst(value.count)
        }
        // Single quotes are no quotes in HTTP, but servers write them.
        return text(trimmed(value[...]).filter { $0 != "'" && $0 != "\"" })
    }
}

private func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t"
}

private func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var slice = scalars.drop(while: isSpace)
    while let last = slice.last, isSpace(last) { slice = slice.dropLast() }
    return slice
}

/// RFC 9110, section 5.6.2.
private func isToken(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    !scalars.isEmpty
        && scalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || "0"..."9" ~= $0
                    || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0))
        }
}
