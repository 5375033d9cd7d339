import WinnowModel

/// Where records go: a path with placeholders, such as
/// `documents/{source}/{date}.jsonl`.
///
/// `{source}` is the source's name, `{date}` the day (UTC) on which the record
/// was committed, `{hour}` its hour, two digits. A relative path begins at the
/// state directory.
public struct SegmentTemplate: Sendable, Equatable {
    /// The path with its placeholders.
    public let path: String

    /// Names that may stand between braces.
    public static let placeholders = ["source", "date", "hour"]

    /// Takes a path; nil if it has an unknown placeholder, a lone brace, no
    /// file name, or leads above where it begins.
    public init?(_ path: String) {
        var rest = Substring(path)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                return nil
            }
            let name = rest[rest.index(after: open)..<close]
            guard Self.placeholders.contains(String(name)) else { return nil }
            rest = rest[rest.index(after: close)...]
        }
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = components.last, !last.isEmpty, !components.contains(".."),
            !path.utf8.contains(0)
        else { return nil }
        self.path = path
    }

    /// The path for a source and an instant.
    func stem(source: String, at time: Timestamp) -> String {
        let date = time.rfc3339Date
        let hour = String(time.rfc3339.dropFirst(date.count + 1).prefix(2))
        let values = ["source": SegmentTemplate.fileName(for: source), "date": date, "hour": hour]
        var result = ""
        var rest = Substring(path)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += values[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The directory below which all segments of the template lie.
    var root: String {
        let fixed = path.prefix { $0 != "{" }
        guard let slash = fixed.lastIndex(of: "/") else { return "" }
        return String(fixed[...slash])
    }

    /// Whether a path could be one of the template's segments.
    ///
    /// Learning the output reads every file for which this is true, and heals
    /// it, so it must never be true for anything else in the state directory.
    func matches(_ candidate: String) -> Bool {
        let (base, suffix) = SegmentTemplate.split(path)
        guard !suffix.contains("{") else {
            return SegmentTemplate.matches(path[...], candidate[...])
        }
        guard candidate.hasSuffix(suffix) else { return false }
        let name = candidate.dropLast(suffix.count)
        if SegmentTemplate.matches(base, name) { return true }
        guard let dot = name.lastIndex(of: "."), let number = Int(name[name.index(after: dot)...])
        else { return false }
        return number > 0 && SegmentTemplate.matches(base, name[..<dot])
    }

    /// Compares from the front; a source's name is as short as possible, and
    /// longer where what follows does not fit.
    private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        guard first == "{", let close = pattern.firstIndex(of: "}") else {
            return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
        }
        let rest = pattern[pattern.index(after: close)...]
        switch pattern[..<close] {
        case "{date":
            return isDate(text.prefix(10)) && matches(rest, text.dropFirst(10))
        case "{hour":
            let digits = text.prefix(2)
            return digits.count == 2 && digits.allSatisfy(\.isASCIIDigit)
                && matches(rest, text.dropFirst(2))
        default:
            let component = text.prefix { $0 != "/" }
            return component.indices.contains { index in
                matches(rest, text[text.index(after: index)...])
            }
        }
    }

    private static func isDate(_ text: Substring) -> Bool {
        text.count == 10
            && text.enumerated().allSatisfy { index, character in
                index == 4 || index == 7 ? character == "-" : character.isASCIIDigit
            }
    }

    /// The path of one of the segments that a stem rolls through:
    /// `a/b.jsonl`, `a/b.1.jsonl`, `a/b.2.jsonl`, ...
    static func path(stem: String, number: Int) -> String {
        if number == 0 { return stem }
        let (base, suffix) = split(stem)
        return "\(base).\(number)\(suffix)"
    }

    private static func split(_ path: String) -> (base: Substring, suffix: Substring) {
        let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[name...].lastIndex(of: "."), dot > name else {
            return (path[...], "")
        }
        return (path[..<dot], path[dot...])
    }

    /// A source's name as one component of a path. What would lead elsewhere
    /// is percent-encoded: a name is the operator's, but a typing error in it
    /// must not write outside the output.
    private static func fileName(for source: String) -> String {
        var name = ""
        for (index, character) in source.unicodeScalars.enumerated() {
            let leads = index == 0 && character == "."
            if character == "/" || character.value < 0x20 || character == "%" || leads {
                let digits = String(character.value, radix: 16, uppercase: true)
                name += "%" + (digits.count < 2 ? "0" : "") + digits
            } else {
                name.unicodeScalars.append(character)
            }
        }
        return name.isEmpty ? "%" : name
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
