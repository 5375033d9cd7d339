import Glibc
import WinnowConfig
import WinnowDaemon
import WinnowFeeds
import WinnowModel
import WinnowWorker

// Measures the whole pipeline on real pages:
//
//   winnow-bench-pipeline TREE FOLDER [ROUNDS]
//
// TREE is the install tree, FOLDER holds pages as NAME.html or NAME.html.gz.
// The pages are in memory, unpacked, before the clock starts, as they are for
// other extractors in the comparison. Then each goes through the default route
// of one worker (decoding, parsing, main content, metadata, boilerplate,
// language, text, digests) and its record is written to memory. Printed are
// pages for each second of processor time of both processes, the worker's start
// included.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: winnow-bench-pipeline TREE FOLDER [ROUNDS]")
    exit(64)
}
let tree = InstallTree(prefix: arguments[1])
let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 10 : 10
let pages = readPages(below: arguments[2])
guard !pages.isEmpty, let route = Configuration().route()?.stages else {
    print("no pages in \(arguments[2])")
    exit(66)
}

var configuration = WorkerConfiguration(
    moduleDirectories: [tree.moduleDirectory],
    dataDirectory: tree.dataDirectory
)
configuration.addRoute(route)
let before = processorTime(0)
let pool = WorkerPool(program: WorkerProgram(path: tree.workerPath))
let report = try await pool.replace(configuration, limits: WorkerLimits(count: 1))
for fault in report.faults { print("\(fault.subject): \(fault.message)") }

var stored = 0
var bytes = 0
for _ in 0..<rounds {
    for page in pages {
        var metadata = Metadata()
        metadata[Metadata.Key.mediaType] = "text/html"
        let job = DocumentJob(route: route, metadata: metadata, body: page.body)
        let document = try await pool.process(job)
        if case .stored = document.outcome { stored += 1 }
        var json = JSONWriter(reservingCapacity: document.text.utf8.count * 5 / 4 + 1024)
        let digest = RecordDigest.describe(page.body)
        RecordWriter().write(document, path: page.path, rawDigest: digest, to: &json)
        bytes += json.bytes.count
    }
}
let here = processorTime(0) - before
await pool.stop()
let seconds = here + processorTime(-1)
let count = pages.count * rounds
print(
    "pipeline: \(Int((Double(count) / seconds).rounded())) pages a second of processor time"
        + " (\(count) pages, \(stored) with text, \(bytes / count) bytes of record each)"
)

/// The pages of a folder in the order of their names.
func readPages(below folder: String) -> [(path: String, body: [UInt8])] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var pages: [(path: String, body: [UInt8])] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let path = folder + "/" + name
        guard name.hasSuffix(".html") || name.hasSuffix(".html.gz"), let body = read(path) else {
            continue
        }
        pages.append((path, body))
    }
    return pages.sorted { $0.path < $1.path }
}

/// A file's content, unpacked; nil if it cannot be read.
func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&piece, 1, piece.count, file)
        if count == 0 { break }
        content += piece[..<count]
    }
    return content.withUnsafeBufferPointer { bytes in
        Gunzip.isCompressed(bytes) ? Gunzip.decompress(bytes, limit: 64 << 20).bytes : nil
    } ?? content
}

/// Seconds of user and system time: RUSAGE_SELF (0) or RUSAGE_CHILDREN (-1),
/// which glibc declares as another type.
func processorTime(_ who: __rusage_who_t) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}
