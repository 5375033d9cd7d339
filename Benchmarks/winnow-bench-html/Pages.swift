import Glibc
import WinnowHTML

/// All regular files of a directory, in memory.
func readDirectory(_ path: String) -> [[UInt8]] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().map { readFile(path + "/" + $0) }
}

/// The bytes of a file; none if it cannot be read.
func readFile(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[0..<count])
    }
}

/// The processor time of this process in seconds.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Walks over all text of a tree and adds up its bytes.
func textLength(_ tree: HTMLTree) -> Int {
    var length = 0
    var node: HTMLNodeID? = tree.document
    while let current = node {
        if tree.isText(current) { length += tree.withText(of: current) { $0.count } }
        node = tree.following(current, within: tree.document)
    }
    return length
}

/// Parses every page `rounds` times into one tree and prints the fastest round.
func benchmarkPages(_ path: String, rounds: Int) {
    let pages = readDirectory(path)
    let input = pages.reduce(0) { $0 + $1.count }
    let tree = HTMLTree()
    var best = Double.infinity
    var text = 0
    var memory = 0
    for _ in 0..<rounds {
        text = 0
        memory = 0
        let start = processorSeconds()
        for page in pages {
            HTMLParser.parse(page, into: tree)
            text += textLength(tree)
            memory += tree.memoryUse
        }
        best = min(best, processorSeconds() - start)
    }
    print("\(pages.count) \(input) \(best) \(text) \(memory)")
}

/// Parses every page `count` times.
func parsePages(_ path: String, count: Int) {
    let pages = readDirectory(path)
    let tree = HTMLTree()
    var text = 0
    for _ in 0..<count {
        for page in pages {
            HTMLParser.parse(page, into: tree)
            text += textLength(tree)
        }
    }
    print(text)
}
