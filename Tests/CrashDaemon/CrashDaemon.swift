import DaemonTesting
import Foundation

/// `winnow-crash-daemon [--kills N] [--per-point N] [--seed N]` kills the real
/// daemon and checks what it left.
///
/// Status 0: nothing was lost, nothing stored or fetched twice. 1: something
/// was; the daemon's files are kept.
@main
struct CrashDaemon {
    static func main() {
        do {
            exit(try run(CrashOptions(Array(CommandLine.arguments.dropFirst()))))
        } catch {
            print("stopped: \(error)")
            exit(1)
        }
    }

    private static func run(_ options: CrashOptions) throws -> Int32 {
        guard let tree = InstallTree.built else { throw TestFailure("run make build first") }
        let modules = try ScratchDirectory()
        try FileManager.default.copyItem(
            atPath: BuildProducts.troubleModule,
            toPath: modules.path + "/trouble.so"
        )
        let killer = try Killer(tree: tree, modules: modules, seed: options.seed)
        say("seed \(options.seed), files in \(killer.directory.path)")
        do {
            for _ in 0..<options.kills { try killer.killAtRandom() }
            say("\(killer.kills) kills at random times, \(killer.recordCount) records")
            for point in Killer.points {
                for _ in 0..<options.perPoint { try killer.kill(at: point) }
                say("\(point): ended there \(killer.reached[point] ?? 0) times")
            }
            let problems = try killer.check()
            problems.forEach(say)
            let requests = killer.requestCounts
            say("\(requests.all) page requests, \(requests.again) for a page asked for before")
            say("\(killer.kills) kills, \(killer.recordCount) records, \(problems.count) problems")
            killer.directory.isKept = !problems.isEmpty
            return problems.isEmpty ? 0 : 1
        } catch {
            killer.directory.isKept = true
            throw error
        }
    }

    /// Prints a line that is seen at once, also in a pipe.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
