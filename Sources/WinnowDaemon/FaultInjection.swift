import Glibc
import Synchronization
import WinnowStore

/// Ends the process at a chosen step of the commit order, for the crash tests.
///
/// `WINNOW_FAULT=appended:3` kills the daemon with SIGKILL when it passes the
/// fault point `appended` for the third time. Without the variable there is no
/// hook, and the store's steps cost nothing more.
enum FaultInjection {
    static func hookFromEnvironment() -> FaultHook? {
        guard let value = getenv("WINNOW_FAULT") else { return nil }
        let parts = String(cString: value).split(separator: ":")
        guard let point = parts.first.flatMap({ FaultPoint(rawValue: String($0)) }) else {
            return nil
        }
        let wanted = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        let passed = Mutex(0)
        return { current in
            guard current == point else { return 0 }
            let count = passed.withLock { passed in
                passed += 1
                return passed
            }
            if count == wanted { kill(getpid(), SIGKILL) }
            return 0
        }
    }
}
