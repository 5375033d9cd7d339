// Reading dates as publishers write them.
//
// Nearly all dates are RFC 3339 or RFC 822; those two are read from the bytes
// without allocation. Everything else goes to `DateReader`, which splits the
// text into numbers and words and gives each a role.

extension FeedDate {
    /// Texts with more bytes are no dates.
    static let longestText = 256

    /// Reads a date in any form that feeds and pages are known to contain; nil
    /// where the text is no date, or one without a year.
    ///
    /// - Parameter language: the BCP 47 tag of the document, which decides what
    ///   month names mean and whether 3/4 is in March. Without it names of all
    ///   languages count, and numbers with slashes are read as in the US.
    public static func parse(_ text: String, language: String? = nil) -> FeedDate? {
        var text = text
        return text.withUTF8 { parse(utf8: $0, language: language) }
    }

    /// Reads a date from UTF-8 bytes; see `parse(_:language:)`.
    public static func parse(
        utf8 bytes: UnsafeBufferPointer<UInt8>,
        language: String? = nil
    ) -> FeedDate? {
        fields(utf8: bytes, DateLanguage(language))?.resolved()
    }

    /// What a text says of a date, before it is checked.
    ///
    /// - Parameter language: Made only where no standard form tells the date.
    static func fields(
        utf8 bytes: UnsafeBufferPointer<UInt8>,
        _ language: @autoclosure () -> DateLanguage
    ) -> DateFields? {
        guard !bytes.isEmpty, bytes.count <= longestText else { return nil }
        var internet = InternetDateScanner(bytes)
        if let fields = internet.scan() { return fields }
        var message = MessageDateScanner(bytes)
        if let fields = message.scan() { return fields }
        var reader = DateReader(bytes, language: language())
        return reader.read()
    }
}
