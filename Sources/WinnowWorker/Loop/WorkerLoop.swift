import CSandbox
import Glibc
import WinnowModel
import WinnowModuleHost

/// The life of a worker process: limits itself, loads its modules, then
/// answers one job after the other until its channel closes.
///
/// It is synchronous and has one thread. Everything hostile is parsed here, so
/// nothing here is trusted by the other side.
public enum WorkerLoop {
    /// Runs until the channel closes; the process's exit status.
    public static func run() -> Int32 {
        let channel = FrameChannel(descriptor: WINNOW_CHANNEL_FD)
        do throws(WorkerError) {
            guard let (kind, payload) = try channel.receive(deadline: .never) else { return 0 }
            guard kind == .configure else { throw .malformedFrame("no configuration first") }
            var reader = WireReader(payload)
            let configuration = try reader.configuration()
            try limit(configuration)
            let modules = ModuleSet(configuration, board: try openBoard())
            var writer = WireWriter()
            writer.report(modules.report)
            try channel.send(.ready, head: writer.bytes, deadline: .never)
            try answerJobs(on: channel, with: modules, cpuSeconds: configuration.cpuSecondsPerJob)
            return 0
        } catch {
            LogLine.write(
                LogLine().format(
                    priority: 3,
                    level: "error",
                    message: "worker ends",
                    fields: [("error", error.description)]
                )
            )
            return 1
        }
    }

    private static func answerJobs(
        on channel: FrameChannel,
        with modules: ModuleSet,
        cpuSeconds: UInt32
    ) throws(WorkerError) {
        let documents = DocumentRunner(modules: modules)
        let shared = SharedBody()
        while let (kind, payload) = try channel.receive(deadline: .never) {
            winnow_limit_cpu(cpuSeconds)
            var reader = WireReader(payload)
            let reply: Reply
            switch kind {
            case .document: reply = try documents.run(&reader, shared)
            case .feed: reply = try FeedRunner.run(&reader, shared)
            default: throw .malformedFrame("a request of the kind \(kind)")
            }
            try channel.send(reply.kind, head: reply.payload, deadline: .never)
            if reply.isLast { return }
            channel.shrink()
        }
    }

    /// What a job came to, ready to be sent.
    struct Reply {
        var kind: FrameKind
        var payload: [UInt8]
        /// Whether the worker has to end after it.
        var isLast = false

        static func failure(_ failure: JobFailure, isLast: Bool = false) -> Reply {
            var writer = WireWriter(reservingCapacity: 256)
            writer.failure(failure)
            return Reply(
                kind: isLast ? .failedForGood : .failed,
                payload: writer.bytes,
                isLast: isLast
            )
        }
    }

    private static func limit(_ configuration: WorkerConfiguration) throws(WorkerError) {
        let error = winnow_limit_self(configuration.memoryLimit)
        guard error == 0 else {
            throw WorkerError(
                code: .configuration,
                subject: "winnow-worker",
                message: "could not limit itself: \(String(cString: strerror(error)))",
                underlying: error
            )
        }
    }

    private static func openBoard() throws(WorkerError) -> UnsafeMutablePointer<UInt32> {
        var page: UnsafeMutablePointer<UInt32>?
        let error = winnow_board_open(&page)
        guard error == 0, let page else {
            throw WorkerError(
                code: .configuration,
                subject: "winnow-worker",
                message: "could not map its board",
                underlying: error
            )
        }
        return page
    }
}
