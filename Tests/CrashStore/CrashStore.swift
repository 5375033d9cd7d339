import Foundation
import WinnowStore

/// `winnow-crash-store [--kills N] [--per-point N] [--seed N] [--directory DIR]`
/// kills writers of a store and checks what they left.
@main
struct CrashStore {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 7, arguments[1] == "write" {
            try await Writer.run(
                directory: arguments[2],
                log: arguments[3],
                generation: Int(arguments[4]) ?? 0,
                count: Int(arguments[5]) ?? 0,
                fault: arguments[6].isEmpty ? nil : arguments[6]
            )
            return
        }
        do {
            exit(try run(Array(arguments.dropFirst())))
        } catch {
            print("stopped: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        let values = try options(arguments)
        let seed = UInt64(values["--seed"] ?? "") ?? UInt64(Date().timeIntervalSince1970)
        let directory = values["--directory"] ?? NSTemporaryDirectory() + "winnow-crash-\(getpid())"
        print("seed \(seed), state in \(directory)")
        let killer = Killer(directory: directory, seed: seed)
        for _ in 0..<(Int(values["--kills"] ?? "") ?? 200) { try killer.killAtRandom() }
        let perPoint = Int(values["--per-point"] ?? "") ?? 10
        // Setting a database aside needs a damaged one; unit tests do that.
        let points = FaultPoint.allCases.filter { $0 != .damageSetAside }
        for point in points {
            for _ in 0..<perPoint { try killer.kill(at: point) }
            print("\(point.rawValue): ended there \(killer.reached[point] ?? 0) times")
        }
        let problems =
            try killer.check()
            + points.filter {
                (killer.reached[$0] ?? 0) < perPoint
            }.map { "not reached \(perPoint) times: \($0.rawValue)" }
        problems.forEach { print($0) }
        print("\(killer.kills) kills, \(killer.recordCount) records, \(problems.count) problems")
        if problems.isEmpty, values["--directory"] == nil {
            try FileManager.default.removeItem(atPath: directory)
            try FileManager.default.removeItem(atPath: directory + ".log")
        }
        return problems.isEmpty ? 0 : 1
    }

    private static func options(_ arguments: [String]) throws -> [String: String] {
        let known = ["--kills", "--per-point", "--seed", "--directory"]
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard known.contains(name), let value = rest.popFirst() else {
                throw Failure(
                    text: "usage: winnow-crash-store [\(known.joined(separator: " N] [")) N]"
                )
            }
            values[name] = value
        }
        return values
    }
}
