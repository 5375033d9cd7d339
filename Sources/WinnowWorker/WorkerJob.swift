import WinnowModel

/// One document to be passed through a route.
public struct DocumentJob: Sendable {
    /// The modules to pass, as the configuration in force lists them. A
    /// generation of workers that does not have the route refuses the job.
    public var route: WorkerConfiguration.Route
    /// What the host knows of the document; `media_type` decides which readers
    /// run.
    public var metadata: Metadata
    public var body: [UInt8]
    /// Whether the answer holds all blocks, dropped ones included.
    public var wantsBlocks: Bool
    /// Overrides the pool's deadline.
    public var deadline: Duration?

    public init(
        route: WorkerConfiguration.Route,
        metadata: Metadata,
        body: [UInt8],
        wantsBlocks: Bool = false,
        deadline: Duration? = nil
    ) {
        self.route = route
        self.metadata = metadata
        self.body = body
        self.wantsBlocks = wantsBlocks
        self.deadline = deadline
    }
}

/// One fetched list of entries to be parsed.
public struct FeedJob: Sendable {
    /// What the bytes should be.
    public enum Kind: Sendable, Equatable {
        /// RSS, Atom, RDF or JSON Feed; found out by content.
        case syndication
        case sitemap
        /// A page whose links that one of the rules chooses are the entries.
        case links(rules: [String])
        /// A page that may name feeds; those it names are the entries, the
        /// best first.
        case discovery
    }

    public var kind: Kind
    public var contentType: String?
    /// What relative references are resolved against.
    public var baseURL: String?
    /// Response headers that bear on reading, by name.
    public var headers: [Header]
    public var body: [UInt8]

    public init(
        kind: Kind,
        contentType: String?,
        baseURL: String?,
        headers: [Header] = [],
        body: [UInt8]
    ) {
        self.kind = kind
        self.contentType = contentType
        self.baseURL = baseURL
        self.headers = headers
        self.body = body
    }

    /// A response header as it came.
    public struct Header: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// Why a job gave no result although its worker lives.
public enum JobFailure: Error, Sendable, CustomStringConvertible {
    /// The bytes are nothing the job's reader knows.
    case unreadable(message: String)
    /// A module asked for another try.
    case retryLater(module: String, message: String)
    /// The worker died or hung on the job twice; `module` was running, as far
    /// as the worker had noted it.
    case crashed(module: String?, message: String)
    /// The machinery failed; the job is as good as new.
    case worker(WorkerError)

    static let mismatch = JobFailure.worker(
        WorkerError(code: .malformedFrame, subject: "", message: "an answer to another question")
    )

    public var description: String {
        switch self {
        case .unreadable(let message): message
        case .retryLater(let module, let message): "module \(module) asks to retry: \(message)"
        case .crashed(let module?, let message): "\(message) in module \(module)"
        case .crashed(nil, let message): message
        case .worker(let error): error.description
        }
    }
}

/// What a worker is asked for, but the body.
enum JobRequest: Sendable {
    case document(DocumentHead)
    case feed(FeedJob)
}

/// A document job but its body.
struct DocumentHead: Sendable {
    /// The route's index in the workers' configuration.
    var route: Int
    var metadata: Metadata
    var wantsBlocks: Bool
}

enum JobReply: Sendable {
    case document(ProcessedDocument)
    case feed(Feed)
}
