import DaemonTesting
import Foundation
import Testing

extension EndToEnd {
    /// The short form of `scripts/crash-daemon`.
    @Suite struct CrashTests {
        @Test func `what a killed daemon accepted is stored, once`() throws {
            let result = try CommandResult.of(
                BuildProducts.program("winnow-crash-daemon"),
                ["--kills", "10", "--per-point", "1"],
                limit: .seconds(1200)
            )
            #expect(result.ending == .exited(0), "\(result.output)\(result.errors)")
            #expect(result.output.contains(", 0 problems\n"), "\(result.output)")
        }
    }
}
