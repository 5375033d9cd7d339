import Glibc
import WinnowStore

/// Ends the process at a chosen step of the commit order, for the crash tests.
///
/// `WINNOW_FAULT=appended:3` kills the daemon with SIGKILL when it passes the
/// fault point `appended` for the third time. Without the variable there is no
/// hook, and the store's steps cost nothing more.
enum FaultInjection {
    static func hookFromEnvironment() -> FaultHook? {
        getenv("WINNOW_FAULT").flatMap { FaultPlan(String(cString: $0)) }?.hook
    }
}
