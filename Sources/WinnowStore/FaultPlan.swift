import Glibc
import Synchronization

/// Ends the process at a step, as `kill -9` there would.
///
/// A crash test writes it as `POINT:N`: the N-th time the step is passed. A
/// program offers it only where a test asks for it; the store itself knows no
/// environment variable.
public final class FaultPlan: Sendable {
    private let point: FaultPoint
    private let passesLeft: Mutex<Int>

    /// Reads a plan such as `appended:3`; nil if it names no step.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let point = FaultPoint(rawValue: String(parts[0])),
            let count = Int(parts[1]), count > 0
        else { return nil }
        self.point = point
        passesLeft = Mutex(count)
    }

    /// The hook that carries the plan out.
    public var hook: FaultHook {
        { passed in
            guard passed == self.point else { return 0 }
            let isLast = self.passesLeft.withLock { left in
                left -= 1
                return left == 0
            }
            if isLast { kill(getpid(), SIGKILL) }
            return 0
        }
    }
}
