import CXML
import WinnowFeeds
import WinnowModel

#if canImport(Glibc)
    import Glibc
#endif

// Measures the feed reader on a folder of real feeds against the bare SAX
// parser of libxml2, in processor time of this process. Rounds of the
// contestants alternate, and the best round of each counts, so that what else
// the machine does matters little.

/// What one contestant did in its best round.
struct Measurement {
    var name: String
    var bestNanoseconds = UInt64.max
    var checksum = 0
}

func processorNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func contents(ofFolder path: String) -> [[UInt8]] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(path + "/" + name) }
    }
    return names.sorted().compactMap(contents(ofFile:))
}

func contents(ofFile path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&piece, 1, piece.count, file)
        if count == 0 { return bytes }
        bytes.append(contentsOf: piece[..<count])
    }
}

func readFeeds(_ files: [[UInt8]], sanitizes: Bool) -> Int {
    let options = FeedReader.Options(sanitizes: sanitizes)
    var entries = 0
    for bytes in files {
        let feed = try? FeedReader.read(
            bytes,
            baseURL: "https://feeds.example/feed.xml",
            options: options
        )
        entries += feed?.entries.count ?? 0
    }
    return entries
}

func parseSAX(_ files: [[UInt8]], recover: Int32) -> Int {
    var events = 0
    for bytes in files {
        bytes.withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            events += Int(winnow_sax_parse(start, Int32(raw.count), recover))
        }
    }
    return events
}

func entryContents(_ files: [[UInt8]]) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    for bytes in files {
        let feed = try? FeedReader.read(bytes, options: FeedReader.Options(sanitizes: false))
        for entry in feed?.entries ?? [] {
            for text in [entry.content, entry.summary] {
                if let text { contents.append(Array(text.utf8)) }
            }
        }
    }
    return contents
}

func run(_ folder: String, rounds: Int) {
    let files = contents(ofFolder: folder)
    let total = files.reduce(0) { $0 + $1.count }
    guard total > 0 else {
        print("no files in \(folder)")
        exit(66)
    }
    let texts = entryContents(files)
    let textTotal = texts.reduce(0) { $0 + $1.count }
    var results = [
        Measurement(name: "libxml2 SAX"), Measurement(name: "libxml2 SAX, recovering"),
        Measurement(name: "winnow entries"), Measurement(name: "winnow entries, sanitised"),
        Measurement(name: "winnow sanitiser"),
    ]
    for _ in 0..<rounds {
        for index in results.indices {
            let start = processorNanoseconds()
            switch index {
            case 0: results[index].checksum = parseSAX(files, recover: 0)
            case 1: results[index].checksum = parseSAX(files, recover: 1)
            case 2: results[index].checksum = readFeeds(files, sanitizes: false)
            case 3: results[index].checksum = readFeeds(files, sanitizes: true)
            default: results[index].checksum = FeedReader.sanitizedLength(texts)
            }
            let elapsed = processorNanoseconds() - start
            results[index].bestNanoseconds = min(results[index].bestNanoseconds, elapsed)
        }
    }
    print("\(files.count) files, \(total) bytes; best of \(rounds) rounds, processor time")
    for (index, result) in results.enumerated() {
        let bytes = index == 4 ? textTotal : total
        let speed = Double(bytes) * 1000 / Double(result.bestNanoseconds)
        let ratio = Double(results[0].bestNanoseconds) / Double(result.bestNanoseconds)
        let share = index == 4 ? "" : "  ratio to libxml2 SAX \(rounded(ratio))"
        print("\(result.name): \(rounded(speed)) MB/s\(share)  (\(result.checksum))")
    }
}

func rounded(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    let fraction = scaled % 100
    return "\(scaled / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    print("usage: winnow-bench-feeds FOLDER [ROUNDS]")
    exit(64)
}
run(arguments[1], rounds: arguments.count > 2 ? Int(arguments[2]) ?? 20 : 20)
