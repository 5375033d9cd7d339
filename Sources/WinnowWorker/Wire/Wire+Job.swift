import WinnowModel

extension WireWriter {
    mutating func configuration(_ configuration: WorkerConfiguration) {
        strings(configuration.moduleDirectories)
        string(configuration.dataDirectory)
        list(configuration.instances) {
            $0.string($1.module)
            $0.string($1.options)
        }
        list(configuration.routes) { $0.list($1) { $0.uint32(UInt32(clamping: $1)) } }
        int64(Int64(clamping: configuration.memoryLimit))
        uint32(configuration.cpuSecondsPerJob)
    }

    mutating func report(_ report: WorkerReport) {
        list(report.modules) {
            $0.string($1.name)
            $0.string($1.version)
            $0.byte($1.role.rawValue)
            $0.strings($1.mediaTypes)
            $0.string($1.optionsSchema)
            $0.string($1.summary)
            $0.string($1.path)
        }
        list(report.faults) {
            $0.string($1.subject)
            $0.string($1.message)
            $0.bool($1.isFatal)
        }
    }

    /// Writes all of a document job but its body.
    mutating func documentHead(_ head: DocumentHead) {
        uint32(UInt32(clamping: head.route))
        bool(head.wantsBlocks)
        metadata(head.metadata)
    }

    /// Writes where a job's body stands, in a slot or behind this, and its size.
    mutating func place(slot: Int?, count: Int) {
        optional(slot) { $0.uint32(UInt32(clamping: $1)) }
        uint32(UInt32(clamping: count))
    }

    /// Writes all of a feed job but its body.
    mutating func feedHead(_ job: FeedJob) {
        switch job.kind {
        case .syndication: byte(0)
        case .sitemap: byte(1)
        case .links(let rules):
            byte(2)
            strings(rules)
        case .discovery: byte(3)
        }
        optionalString(job.contentType)
        optionalString(job.baseURL)
        list(job.headers) {
            $0.string($1.name)
            $0.string($1.value)
        }
    }

    mutating func failure(_ failure: JobFailure) {
        switch failure {
        case .unreadable(let message):
            byte(0)
            string(message)
        case .retryLater(let module, let message):
            byte(1)
            string(module)
            string(message)
        case .crashed(let module, let message):
            byte(2)
            optionalString(module)
            string(message)
        case .worker(let error):
            byte(3)
            string(error.message)
        }
    }
}

extension WireReader {
    mutating func configuration() throws(WorkerError) -> WorkerConfiguration {
        WorkerConfiguration(
            moduleDirectories: try strings(),
            dataDirectory: try string(),
            instances: try list { reader throws(WorkerError) in
                WorkerConfiguration.Instance(
                    module: try reader.string(),
                    options: try reader.string()
                )
            },
            routes: try list { reader throws(WorkerError) in
                try reader.list { inner throws(WorkerError) in Int(try inner.uint32()) }
            },
            memoryLimit: UInt64(clamping: try int64()),
            cpuSecondsPerJob: try uint32()
        )
    }

    mutating func report() throws(WorkerError) -> WorkerReport {
        WorkerReport(
            modules: try list { reader throws(WorkerError) in try reader.description() },
            faults: try list { reader throws(WorkerError) in
                WorkerReport.Fault(
                    subject: try reader.string(),
                    message: try reader.string(),
                    isFatal: try reader.bool()
                )
            }
        )
    }

    private mutating func description() throws(WorkerError) -> ModuleDescription {
        ModuleDescription(
            name: try string(),
            version: try string(),
            role: ModuleDescription.Role(rawValue: try byte()) ?? .processor,
            mediaTypes: try strings(),
            optionsSchema: try string(),
            summary: try string(),
            path: try string()
        )
    }

    mutating func feedKind() throws(WorkerError) -> FeedJob.Kind {
        switch try byte() {
        case 0: return .syndication
        case 1: return .sitemap
        case 2: return .links(rules: try strings())
        case 3: return .discovery
        case let code: throw .malformedFrame("the unknown kind of feed \(code)")
        }
    }

    mutating func failure() throws(WorkerError) -> JobFailure {
        switch try byte() {
        case 0: return .unreadable(message: try string())
        case 1: return .retryLater(module: try string(), message: try string())
        case 2: return .crashed(module: try optionalString(), message: try string())
        case 3:
            return .worker(
                WorkerError(code: .configuration, subject: "", message: try string())
            )
        case let code: throw .malformedFrame("the unknown failure \(code)")
        }
    }
}
