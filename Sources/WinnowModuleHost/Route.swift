import CWinnowModule
import WinnowModel

/// How a document left its route.
public enum RouteOutcome: Sendable, Equatable {
    /// All modules have passed it.
    case completed
    /// No reader of the route reads its media type.
    case unread(mediaType: String)
    /// A module dropped the document on purpose.
    case dropped(module: String, reason: String)
    /// A module asks to try once more, in a fresh worker.
    case retry(module: String, message: String)
    /// A module could not process the document.
    case rejected(module: String, message: String)
    /// A module is unusable; the worker must end.
    case fatal(module: String, message: String)
}

/// Instances in the order in which a document passes them. Belongs to one
/// thread.
public struct Route {
    /// The instances, in order.
    public let instances: [ModuleInstance]
    private let hasReader: Bool

    /// Makes a route.
    public init(_ instances: [ModuleInstance]) {
        self.instances = instances
        hasReader = instances.contains { $0.description.role == .reader }
    }

    /// Passes a document through all modules, or until one ends it.
    ///
    /// The first reader that matches the media type and does not pass on the
    /// document reads it; the other readers are skipped. `milliseconds` is the
    /// time after which modules are told to come to an end. At `note` the
    /// running module's place in the route plus one is written, for whoever
    /// has to explain why the process died.
    public func run(
        _ document: HostDocument,
        milliseconds: Int64? = nil,
        noting note: UnsafeMutablePointer<UInt32>? = nil
    ) -> RouteOutcome {
        let deadline = milliseconds.map { monotonicMilliseconds() + $0 }
        let mediaType = document.storage.pointee.mediaType.string
        var isRead = !hasReader
        for (place, instance) in instances.enumerated() {
            let isReader = instance.description.role == .reader
            if isReader, isRead || !instance.reads(mediaType) { continue }
            note?.pointee = UInt32(truncatingIfNeeded: place + 1)
            let status = instance.process(document, deadline: deadline)
            switch Int(status) {
            case WINNOW_STATUS_OK: if isReader { isRead = true }
            case WINNOW_STATUS_PASS: continue
            default: return ending(status, of: instance)
            }
        }
        return isRead ? .completed : .unread(mediaType: mediaType)
    }

    private func ending(_ status: Int32, of instance: ModuleInstance) -> RouteOutcome {
        let name = instance.description.name
        let message = instance.takeError()
        switch Int(status) {
        case WINNOW_STATUS_DROP: return .dropped(module: name, reason: message)
        case WINNOW_STATUS_RETRY: return .retry(module: name, message: message)
        case WINNOW_STATUS_REJECT: return .rejected(module: name, message: message)
        case WINNOW_STATUS_FATAL: return .fatal(module: name, message: message)
        default: return .fatal(module: name, message: "returned the unknown status \(status)")
        }
    }
}
