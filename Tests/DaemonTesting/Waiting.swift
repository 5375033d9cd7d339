import Foundation

/// What ends a test early, in words.
public struct TestFailure: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String

    /// Makes a failure.
    public init(_ description: String) {
        self.description = description
    }
}

/// Looks again and again until a condition holds.
///
/// The limit is no measurement: it only keeps a test that can never succeed
/// from running for ever, and is generous since machines are busy.
///
/// - Parameter detail: said when the limit passes.
public func waitUntil(
    _ condition: String,
    atMost limit: Duration = .seconds(60),
    detail: () -> String = { "" },
    _ holds: () throws -> Bool
) throws {
    let end = ContinuousClock.now + limit
    while try !holds() {
        guard ContinuousClock.now < end else {
            throw TestFailure("waited in vain for: \(condition)\n\(detail())")
        }
        usleep(10_000)
    }
}
