/// Local names that the readers of XML know; everything else is `unknown`.
enum ElementName: UInt8, CaseIterable {
    case unknown
    case rss, rdf, channel, feed, item, entry
    case title, link, description, summary, content, encoded, body, subtitle, tagline, info
    case abstract, fullitem, id, guid, div
    case pubdate, published, issued, created, modified, updated, lastbuilddate, date, dateadded
    case author, contributor, creator, managingeditor, webmaster
    case name, email, uri, url, homepage
    case category, keywords, subject, tags
    case generator, language, copyright, rights, ttl
    case skiphours, skipdays, day
    case updateperiod, updatefrequency
    case enclosure, image, source, group
    case origlink
    case comments
    case sitemapindex, sitemap, urlset, loc, lastmod, changefreq, priority, news
    case publicationdate = 100
    case html, base

    /// The name as it is written, in lower case.
    var spelling: String {
        self == .publicationdate ? "publication_date" : String(describing: self)
    }
}

/// Finds an element's name by its bytes, without regard to case.
///
/// Names fit into two words, so that one hash and one comparison decide.
struct ElementNameTable: ~Copyable {
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var name = ElementName.unknown
    }

    /// The one table; making it takes longer than reading a small feed.
    nonisolated(unsafe) static let shared: UnsafeMutablePointer<ElementNameTable> = {
        let table = UnsafeMutablePointer<ElementNameTable>.allocate(capacity: 1)
        table.initialize(to: ElementNameTable())
        return table
    }()

    private static let slotCount = 512
    private let slots: UnsafeMutablePointer<Slot>

    private init() {
        slots = .allocate(capacity: ElementNameTable.slotCount)
        slots.initialize(repeating: Slot(), count: ElementNameTable.slotCount)
        for name in ElementName.allCases where name != .unknown {
            var spelling = name.spelling
            let (low, high) = spelling.withUTF8 { bytes in
                bytes.baseAddress.map { ElementNameTable.key($0, bytes.count) } ?? (0, 0)
            }
            var index = ElementNameTable.hash(low, high)
            while slots[index].name != .unknown { index = (index + 1) % ElementNameTable.slotCount }
            slots[index] = Slot(low: low, high: high, name: name)
        }
    }

    deinit { slots.deallocate() }

    /// The name that `count` bytes from `start` spell.
    func name(_ start: UnsafePointer<UInt8>, _ count: Int) -> ElementName {
        guard count <= 16 && count > 0 else { return .unknown }
        let (low, high) = ElementNameTable.key(start, count)
        var index = ElementNameTable.hash(low, high)
        while slots[index].name != .unknown {
            if slots[index].low == low && slots[index].high == high { return slots[index].name }
            index = (index &+ 1) % ElementNameTable.slotCount
        }
        return .unknown
    }

    /// Packs at most sixteen bytes, capital letters folded.
    @inline(__always)
    private static func key(_ start: UnsafePointer<UInt8>, _ count: Int) -> (UInt64, UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<Swift.min(count, 8) { low = low << 8 | UInt64(folded(start[index])) }
        if count > 8 {
            for index in 8..<count { high = high << 8 | UInt64(folded(start[index])) }
        }
        return (low, high)
    }

    @inline(__always)
    private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 55)
    }
}

/// ASCII lower case of a byte.
@inline(__always)
func folded(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
}

/// Whether two names are the same without regard to ASCII case.
func equalsFolded(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where folded(left[index]) != folded(right[index]) { return false }
    return true
}

/// Whether bytes are `text`, which is in lower case, without regard to case.
func equalsFolded(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count where folded(bytes[index]) != text.utf8Start[index] {
        return false
    }
    return true
}

/// Bytes without the white space around them.
func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = bytes.count
    while start < end && isSpace(bytes[start]) { start &+= 1 }
    while end > start && isSpace(bytes[end &- 1]) { end &-= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
}
