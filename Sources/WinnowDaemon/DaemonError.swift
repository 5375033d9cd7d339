/// Why the daemon cannot start, or cannot take over a configuration.
public struct DaemonError: Error, Sendable, CustomStringConvertible {
    /// What failed; decides the exit status.
    public enum Code: Sendable {
        /// The configuration has errors.
        case configuration
        /// Another daemon has the state directory.
        case locked
        case store
        case workers
        /// A module that a route needs cannot be used.
        case modules
        case fetcher
        case control
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// The exit status of `winnowd`, after sysexits.h.
    public var exitStatus: Int32 {
        switch code {
        case .configuration, .modules: 78
        case .locked: 75
        case .store, .workers, .fetcher, .control: 1
        }
    }
}
