// Measures the language module:
//
//   winnow-bench-language libLanguageModule.so DATA_DIRECTORY TEXT_FILE
//
// prints MB/s of the module through the ABI on documents of one block, each a
// line of the file (what stands behind its last tab), and of libcld2 alone on
// the same lines in the same run; how long the module takes to load; and what
// it adds to the resident memory.
//
//   winnow-bench-language --cld2
//
// reads lines and prints the tag that libcld2 alone gives each, as it would
// stand without the model: cleaned as for the module, best effort.

import Foundation
import LanguageTagging
import WinnowModel
import WinnowModuleHost

/// Resident memory of this process in MB; 0 where the system does not tell.
func residentMegabytes() -> Double {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
        let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return 0 }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
}

/// Processor time of this thread in seconds: other programs take the processor
/// away, and that is not the measured one's fault.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The highest speed of each body in MB/s over several rounds, in turn: other
/// programs only ever make a round slower.
func megabytesPerSecond(_ bytes: Int, rounds: Int = 9, _ bodies: [() -> Void]) -> [Double] {
    var best = [Double](repeating: .infinity, count: bodies.count)
    for _ in 0..<rounds {
        for (index, body) in bodies.enumerated() {
            let start = processorSeconds()
            body()
            best[index] = min(best[index], processorSeconds() - start)
        }
    }
    return best.map { Double(bytes) / 1e6 / $0 }
}

func rounded(_ value: Double, _ parts: Double = 10) -> String {
    "\((value * parts).rounded() / parts)"
}

func tagWithCLD2() {
    var cleaner = TextCleaner()
    while var line = readLine() {
        line.withUTF8 { cleaner.clean($0) }
        print(cleaner.output.withUnsafeBufferPointer { CLD2.detect($0).summary })
    }
}

func measure(module path: String, data: String, texts file: String) throws {
    let texts = try String(contentsOfFile: file, encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: "\t").last.map(String.init) ?? "" }
    let bytes = texts.reduce(0) { $0 + $1.utf8.count }
    let before = residentMegabytes()
    let clock = ContinuousClock()
    let start = clock.now
    let instance = try LoadedModule.load(path: path).makeInstance(dataDirectory: data)
    try instance.selfTest()
    let loading = (clock.now - start) / .milliseconds(1)
    let route = Route([instance])
    let document = HostDocument()
    let documents = texts.map {
        Document(metadata: Metadata(), blocks: [Block(id: 1, kind: .paragraph, text: $0)])
    }
    let tagAll = {
        for text in documents {
            document.begin(text)
            _ = route.run(document)
        }
    }
    tagAll()
    let after = residentMegabytes()
    var cleaner = TextCleaner()
    let detectAll = {
        for var text in texts {
            text.withUTF8 { cleaner.clean($0) }
            cleaner.output.withUnsafeBufferPointer { _ = CLD2.detect($0) }
        }
    }
    let speeds = megabytesPerSecond(bytes, [tagAll, detectAll])
    let (module, alone) = (speeds[0], speeds[1])
    print("texts                 \(texts.count), \(rounded(Double(bytes) / 1e6)) MB")
    print("module through ABI    \(rounded(module)) MB/s")
    print(
        "libcld2 alone         \(rounded(alone)) MB/s, module / libcld2 = \(rounded(module / alone, 100))"
    )
    print("loading and self test \(rounded(loading)) ms")
    print("resident memory       +\(rounded(after - before)) MB")
}

let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "--cld2" {
    tagWithCLD2()
} else if arguments.count == 4 {
    try measure(module: arguments[1], data: arguments[2], texts: arguments[3])
} else {
    print("usage: winnow-bench-language libLanguageModule.so DATA_DIRECTORY TEXT_FILE | --cld2")
    exit(64)
}
