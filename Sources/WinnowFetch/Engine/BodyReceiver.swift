/// Takes the body of one hop as it comes from the wire: decides how much of it
/// is wanted, decodes it, and spools it.
struct BodyReceiver: ~Copyable {
    /// What is kept of a body that is not the wanted document, as evidence.
    static let errorBodyBytes = 64 * 1024

    /// How much of a body is wanted.
    private enum Wanted {
        /// All, or the fetch fails.
        case all
        /// The beginning: the body of an error.
        case beginning
        /// All up to the limit, and what is longer is cut: RFC 9309 lets a
        /// robots.txt be of any size and asks for its first 500 KiB.
        case upToLimit
        /// Nothing; the bytes are read only to keep the connection usable.
        case nothing
    }

    private let limit: Int
    private let cutsAtLimit: Bool
    private var wanted = Wanted.all
    private var codings: ContentCodings?
    private var spool: BodySpool
    private(set) var wireBytes = 0
    /// Whether the transfer may end here: what is wanted has come.
    private(set) var hasEnough = false

    /// - Parameter cutsAtLimit: whether a body above the limit is cut instead
    ///   of refused.
    init(limit: Int, cutsAtLimit: Bool, spool: consuming BodySpool) {
        self.limit = limit
        self.cutsAtLimit = cutsAtLimit
        self.spool = spool
    }

    /// Prepares for the body that the header announces.
    mutating func begin(_ header: HeaderCollector, isRedirect: Bool) throws(BodyFailure) {
        if isRedirect {
            wanted = .nothing
            return
        }
        let isSuccess = 200...299 ~= header.status
        wanted = isSuccess ? (cutsAtLimit ? .upToLimit : .all) : .beginning
        let limit = isSuccess ? limit : min(limit, BodyReceiver.errorBodyBytes)
        if wanted == .all, let length = header.contentLength, length > limit {
            throw BodyFailure(
                code: .tooLarge,
                message: "the body has \(length) bytes and \(limit) are allowed"
            )
        }
        do {
            codings = try ContentCodings(fields: header.codings, limit: limit)
        } catch  where wanted == .beginning {
            // The status is what counts; its body may be unreadable.
            wanted = .nothing
        }
    }

    /// Takes wire bytes.
    ///
    /// - Returns: whether the transfer shall go on.
    mutating func receive(_ bytes: UnsafeRawBufferPointer) throws(BodyFailure) -> Bool {
        wireBytes += bytes.count
        if wanted == .nothing {
            // A short body is cheaper to read than a new connection.
            hasEnough = wireBytes > BodyReceiver.errorBodyBytes / 4
            return !hasEnough
        }
        do {
            try decode(bytes)
        } catch  where isEnough(error) {
            hasEnough = true
        }
        return !hasEnough
    }

    /// Ends the body.
    ///
    /// - Returns: the body, and whether its coding proves that it is whole.
    mutating func finish() throws(BodyFailure) -> (body: FetchedBody, isVerified: Bool) {
        var isVerified = false
        do {
            if !hasEnough { isVerified = try finishCodings() }
        } catch  where isEnough(error) {
            isVerified = false
        }
        return (spool.finish(), isVerified)
    }

    /// Whether what has come will do in spite of a failure.
    private func isEnough(_ failure: BodyFailure) -> Bool {
        switch wanted {
        case .all: false
        case .beginning, .nothing: failure.code != .spool
        case .upToLimit: failure.code == .tooLarge
        }
    }

    private mutating func decode(_ bytes: UnsafeRawBufferPointer) throws(BodyFailure) {
        guard var codings = codings.take() else { return }
        defer { self.codings = codings }
        try codings.decode(bytes) { (decoded) throws(BodyFailure) in try store(decoded) }
    }

    private mutating func finishCodings() throws(BodyFailure) -> Bool {
        guard var codings = codings.take() else { return false }
        return try codings.finish { (decoded) throws(BodyFailure) in try store(decoded) }
    }

    private mutating func store(_ bytes: UnsafeRawBufferPointer) throws(BodyFailure) {
        do {
            try spool.append(bytes)
        } catch {
            throw BodyFailure(
                code: .spool,
                message: error.message,
                underlying: errorText(error.errno)
            )
        }
    }
}
