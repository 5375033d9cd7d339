import WinnowModel

// Reads RSS of every version, Atom, and CDF in one pass over the tokens.
//
// One loop keeps the stack of open elements. Elements that hold a value are
// captured as a whole (`FeedXMLParser+Capture.swift`), containers get a role
// on the stack, everything else is passed over. An end tag closes the nearest
// element of its name; where there is none it is ignored. So a missing or
// wrong end tag costs one value and never the feed.

/// Turns XML that holds a feed into a `Feed`.
struct FeedXMLParser: ~Copyable {
    /// Open elements beyond this depth are passed over.
    static let depthLimit = 200
    /// Entries beyond this number are left out.
    static let entryLimit = 100_000
    /// Values of one list, such as categories or enclosures of one entry.
    static let listLimit = 1000

    /// Rank of a link written as text; the last one counts.
    static let textLinkRank: UInt8 = 4

    /// What an open element is to us.
    enum Role: UInt8 {
        /// Its content is none of ours.
        case ignored
        case feed
        case entry
        case person
        case skipHours
        case skipDays
        /// `media:group`, `media:content`: media elements inside count.
        case media
        /// `itunes:category`, which nests.
        case category
        /// The element was captured and is closed already.
        case captured
    }

    struct Frame {
        var nameStart: Int
        var nameEnd: Int
        var role: Role
        var mark: XMLScope.Mark
    }

    /// How far a value of an entry may still be replaced by a better one.
    struct Ranks {
        var title: UInt8 = 0
        var summary: UInt8 = 0
        var content: UInt8 = 0
        var link: UInt8 = 0
        var published: UInt8 = 0
        var updated: UInt8 = 0
        var author: UInt8 = 0
        var guidIsLink = false
        var language: UInt8 = 0
    }

    var tokenizer: XMLTokenizer
    var references = XMLReferences()
    var scope = XMLScope()
    var frames: [Frame] = []
    var innerNames: [(start: Int, end: Int)] = []
    var captureBuffer = ByteBuffer()
    var scratch = ByteBuffer(capacity: 512)
    var sanitized = ByteBuffer()
    var sanitizer = HTMLSanitizer()
    let sanitizes: Bool
    /// A token that ended a capture and is to be looked at again.
    var pending: XMLTokenizer.Token?
    var current = XMLName(namespace: .core, name: .unknown)

    var feed = Feed()
    var entry = Entry()
    var inEntry = false
    var feedRanks = Ranks()
    var entryRanks = Ranks()
    /// What the response or its address says, for what the feed leaves open.
    let documentBase: WebURL?
    /// The feed's own link, against which publishers mean relative links.
    var linkBase: WebURL?
    var isAtom = false
    var sawRoot = false
    /// Categories that the open entry, or the feed, has already.
    var categoryKeys: Set<String> = []
    var person = Person()
    var personText: [UInt8] = []
    var personRank: UInt8 = 0
    var updatePeriod: Int?
    var updateFrequency: Int?
    var isTruncated = false
    var tooDeep = false

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        documentBase: WebURL?,
        sanitizes: Bool
    ) {
        tokenizer = XMLTokenizer(bytes)
        self.documentBase = documentBase
        self.sanitizes = sanitizes
        frames.reserveCapacity(32)
    }

    /// Reads the document; false where no element of a feed was in it.
    mutating func parse() -> Bool {
        while true {
            let token = pending ?? tokenizer.next()
            pending = nil
            switch token {
            case .startTag:
                handleStart()
            case .endTag:
                handleEnd()
            case .text, .cdata:
                if frames.last?.role == .person { collectPersonText(token) }
            case .doctype:
                references.declare(tokenizer.bytes(tokenizer.start, tokenizer.end))
            case .end:
                finish()
                return sawRoot
            }
        }
    }

    private mutating func finish() {
        if frames.contains(where: { $0.role == .feed || $0.role == .entry }) { isTruncated = true }
        while !frames.isEmpty { popFrame() }
        if inEntry { finishEntry() }
        finishFeed()
    }
}

// MARK: - Elements

extension FeedXMLParser {
    private mutating func handleStart() {
        guard frames.count < FeedXMLParser.depthLimit else {
            tooDeep = true
            return
        }
        pushFrame()
        let isEmpty = tokenizer.isSelfClosing
        let role = role(in: parentRole)
        // A captured element has closed its own frame.
        guard role != .captured, !frames.isEmpty else { return }
        frames[frames.count - 1].role = role
        if isEmpty { popFrame() }
    }

    private var parentRole: Role {
        frames.count > 1 ? frames[frames.count - 2].role : .feed
    }

    /// Reads the current element, or says what it is to its children.
    private mutating func role(in parent: Role) -> Role {
        if isEntryStart, parent != .ignored || !inEntry { return startEntry() }
        switch parent {
        case .ignored: return frames.count == 1 ? startRoot() : .ignored
        case .person: return startPersonPart()
        case .skipHours, .skipDays: return startSkipped(parent)
        case .feed, .entry, .media, .category, .captured:
            if frames.count == 1 { return startRoot() }
            return inEntry ? startInEntry() : startInFeed()
        }
    }

    private var isEntryStart: Bool {
        (current.name == .item || current.name == .entry)
            && (current.namespace == .core || current.namespace == .atom)
    }

    private mutating func startEntry() -> Role {
        if inEntry { closeOpenEntry() }
        sawRoot = true
        inEntry = true
        entry = Entry()
        entryRanks = Ranks()
        categoryKeys.removeAll(keepingCapacity: true)
        if feed.format == nil { feed.format = current.name == .entry ? "atom10" : "rss" }
        if current.name == .entry { isAtom = isAtom || current.namespace == .atom }
        startEntryAttributes()
        return .entry
    }

    /// Ends an entry that its publisher forgot to end; the new element's frame
    /// stays on top.
    private mutating func closeOpenEntry() {
        let newest = frames.removeLast()
        while let top = frames.last, inEntry {
            if top.role == .feed { break }
            popFrame()
        }
        if inEntry { finishEntry() }
        frames.append(newest)
    }

    mutating func pushFrame() {
        let mark = scope.enter(tokenizer, documentBase: documentBase)
        frames.append(
            Frame(
                nameStart: tokenizer.start,
                nameEnd: tokenizer.end,
                role: .ignored,
                mark: mark
            )
        )
        current = scope.resolve(tokenizer)
    }

    mutating func popFrame() {
        guard let frame = frames.popLast() else { return }
        switch frame.role {
        case .entry: finishEntry()
        case .person: finishPerson()
        default: break
        }
        scope.leave(frame.mark)
    }

    private mutating func handleEnd() {
        guard let index = openFrame(tokenizer.start, tokenizer.end) else { return }
        while frames.count > index { popFrame() }
    }

    /// Index of the innermost open element with this name.
    func openFrame(_ start: Int, _ end: Int) -> Int? {
        let name = tokenizer.bytes(start, end)
        var index = frames.count
        while index > 0 {
            index &-= 1
            if equalsFolded(tokenizer.bytes(frames[index].nameStart, frames[index].nameEnd), name) {
                return index
            }
        }
        return nil
    }
}
