import DaemonTesting
import Foundation

/// What the command line says.
struct CrashOptions {
    /// Kills at random times.
    var kills = 200
    /// Kills at each step of the commit order.
    var perPoint = 10
    /// Of the random choices.
    var seed = UInt64(Date().timeIntervalSince1970)

    /// Reads the arguments after the program's name.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst().flatMap({ UInt64($0) }) else {
                throw CrashOptions.usage
            }
            switch name {
            case "--kills": kills = Int(clamping: value)
            case "--per-point": perPoint = Int(clamping: value)
            case "--seed": seed = value
            default: throw CrashOptions.usage
            }
        }
    }

    private static let usage = TestFailure(
        "usage: winnow-crash-daemon [--kills N] [--per-point N] [--seed N]"
    )
}

/// A small generator, so that the choices of a run can be repeated by its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
