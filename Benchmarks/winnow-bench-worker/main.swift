import Glibc
import WinnowModel
import WinnowWorker

// Measures the way of a document through a worker:
//
//   winnow-bench-worker TREE MODULES
//
// TREE is the install tree with the worker, MODULES the folder with
// libEmptyModule.so. A document of 100 KB goes into a frame, through a route of
// one module that does nothing, and an answer comes back. Printed are documents
// a second by the clock, and what processor time each costs both sides.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: winnow-bench-worker TREE MODULES")
    exit(64)
}
let tree = InstallTree(prefix: arguments[1])
let documents = 40_000
let underWay = 16
let workers = 2

var configuration = WorkerConfiguration(
    moduleDirectories: [arguments[2] + "/libEmptyModule.so"],
    dataDirectory: tree.dataDirectory
)
let route = [WorkerConfiguration.Instance(module: "empty", options: "{}")]
configuration.addRoute(route)
let pool = WorkerPool(program: WorkerProgram(path: tree.workerPath))
let report = try await pool.replace(configuration, limits: WorkerLimits(count: workers))
for fault in report.faults { print("\(fault.subject): \(fault.message)") }

var metadata = Metadata()
metadata[Metadata.Key.mediaType] = "text/html"
metadata[Metadata.Key.effectiveURL] = "https://bench.example/page"
let body = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
let job = DocumentJob(route: route, metadata: metadata, body: body)

let started = now()
try await withThrowingTaskGroup { group in
    for _ in 0..<underWay {
        group.addTask {
            for _ in 0..<(documents / underWay) { _ = try await pool.process(job) }
        }
    }
    try await group.waitForAll()
}
let seconds = now() - started
// RUSAGE_SELF and RUSAGE_CHILDREN, which glibc declares as another type.
let parent = processorTime(0)
await pool.stop()
let children = processorTime(-1)
print(
    "\(Int(Double(documents) / seconds)) documents of 100 KB a second, \(workers) workers;"
        + " a document costs \(microseconds(parent)) us here and \(microseconds(children)) us"
        + " in the worker"
)

func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func processorTime(_ who: __rusage_who_t) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

func microseconds(_ seconds: Double) -> Int { Int(seconds / Double(documents) * 1e6) }
