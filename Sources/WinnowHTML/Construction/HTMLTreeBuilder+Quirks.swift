/// Document types and the quirks modes they ask for (the standard's "initial" insertion mode).
extension HTMLTreeBuilder {
    mutating func insertDoctype(_ token: DoctypeToken) {
        var record = NodeRecord(kind: .doctype, sourceOffset: token.offset)
        record.start = UInt32(truncatingIfNeeded: token.nameStart)
        record.count = UInt32(truncatingIfNeeded: token.nameCount)
        record.extra = UInt32(truncatingIfNeeded: store.pointee.doctypes.count)
        store.pointee.doctypes.append(token.identifiers)
        add(record, at: Place(parent: 0, before: -1))
        store.pointee.quirks = quirks(of: token)
        mode = .beforeHTML
    }

    private func quirks(of token: DoctypeToken) -> HTMLQuirksMode {
        let name = text(
            UInt32(truncatingIfNeeded: token.nameStart),
            UInt32(truncatingIfNeeded: token.nameCount)
        )
        let identifiers = token.identifiers
        let publicID =
            identifiers.publicStart == .max
            ? nil : text(identifiers.publicStart, identifiers.publicCount)
        let systemID =
            identifiers.systemStart == .max
            ? nil : text(identifiers.systemStart, identifiers.systemCount)
        if token.forceQuirks || name != "html" { return .quirks }
        if systemID == Self.quirksSystemID { return .quirks }
        guard let publicID else { return .noQuirks }
        if Self.quirksPublicIDs.contains(publicID) || Self.hasPrefix(publicID, Self.quirksPrefixes)
        {
            return .quirks
        }
        if Self.hasPrefix(publicID, Self.transitionalPrefixes) {
            return systemID == nil ? .quirks : .limitedQuirks
        }
        return Self.hasPrefix(publicID, Self.limitedPrefixes) ? .limitedQuirks : .noQuirks
    }

    /// Text in small ASCII letters, for comparisons without regard to case.
    private func text(_ start: UInt32, _ count: UInt32) -> String {
        String(
            decoding: store.pointee.bytes(at: start, count: count).map(lowercasedASCII),
            as: UTF8.self
        )
    }

    private static func hasPrefix(_ text: String, _ prefixes: [String]) -> Bool {
        prefixes.contains { text.utf8.starts(with: $0.utf8) }
    }

    private static let quirksSystemID = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"
    private static let quirksPublicIDs = [
        "-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html",
    ]
    private static let transitionalPrefixes = [
        "-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//",
    ]
    private static let limitedPrefixes = [
        "-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//",
    ]
    private static let quirksPrefixes = [
        "+//silmaril//dtd html pro v0r11 19970101//",
        "-//as//dtd html 3.0 aswedit + extensions//",
        "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
        "-//ietf//dtd html 2.0 level 1//",
        "-//ietf//dtd html 2.0 level 2//",
        "-//ietf//dtd html 2.0 strict level 1//",
        "-//ietf//dtd html 2.0 strict level 2//",
        "-//ietf//dtd html 2.0 strict//",
        "-//ietf//dtd html 2.0//",
        "-//ietf//dtd html 2.1e//",
        "-//ietf//dtd html 3.0//",
        "-//ietf//dtd html 3.2 final//",
        "-//ietf//dtd html 3.2//",
        "-//ietf//dtd html 3//",
        "-//ietf//dtd html level 0//",
        "-//ietf//dtd html level 1//",
        "-//ietf//dtd html level 2//",
        "-//ietf//dtd html level 3//",
        "-//ietf//dtd html strict level 0//",
        "-//ietf//dtd html strict level 1//",
        "-//ietf//dtd html strict level 2//",
        "-//ietf//dtd html strict level 3//",
        "-//ietf//dtd html strict//",
        "-//ietf//dtd html//",
        "-//metrius//dtd metrius presentational//",
        "-//microsoft//dtd internet explorer 2.0 html strict//",
        "-//microsoft//dtd internet explorer 2.0 html//",
        "-//microsoft//dtd internet explorer 2.0 tables//",
        "-//microsoft//dtd internet explorer 3.0 html strict//",
        "-//microsoft//dtd internet explorer 3.0 html//",
        "-//microsoft//dtd internet explorer 3.0 tables//",
        "-//netscape comm. corp.//dtd html//",
        "-//netscape comm. corp.//dtd strict html//",
        "-//o'reilly and associates//dtd html 2.0//",
        "-//o'reilly and associates//dtd html extended 1.0//",
        "-//o'reilly and associates//dtd html extended relaxed 1.0//",
        "-//sq//dtd html 2.0 hotmetal + extensions//",
        "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
        "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
        "-//spyglass//dtd html 2.0 extended//",
        "-//sun microsystems corp.//dtd hotjava html//",
        "-//sun microsystems corp.//dtd hotjava strict html//",
        "-//w3c//dtd html 3 1995-03-24//",
        "-//w3c//dtd html 3.2 draft//",
        "-//w3c//dtd html 3.2 final//",
        "-//w3c//dtd html 3.2//",
        "-//w3c//dtd html 3.2s draft//",
        "-//w3c//dtd html 4.0 frameset//",
        "-//w3c//dtd html 4.0 transitional//",
        "-//w3c//dtd html experimental 19960712//",
        "-//w3c//dtd html experimental 970421//",
        "-//w3c//dtd w3 html//",
        "-//w3o//dtd w3 html 3.0//",
        "-//webtechs//dtd mozilla html 2.0//",
        "-//webtechs//dtd mozilla html//",
    ]
}
