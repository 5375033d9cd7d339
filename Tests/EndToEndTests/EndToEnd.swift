import DaemonTesting
import Testing

/// The tests of the real programs. One at a time: each starts a daemon with its
/// workers, and many together would only wait for each other.
@Suite(.serialized, .enabled(if: InstallTree.isBuilt, "needs the built tree: make build"))
struct EndToEnd {}

/// The programs under test.
func builtTree() throws -> InstallTree {
    guard let tree = InstallTree.built else { throw TestFailure("there is no built tree") }
    return tree
}
