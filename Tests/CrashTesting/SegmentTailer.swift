import Foundation

/// Reads output segments while they are written, as a consumer would, and
/// remembers what it saw.
///
/// It reads on from where it stopped, takes a line when its line feed is there,
/// and never looks back; `changedFiles` then tells whether a byte that it read
/// has changed since.
public final class SegmentTailer {
    /// One line as it was seen.
    public struct Line {
        /// The segment.
        public var path: String
        /// Its first byte in the segment.
        public var offset: Int
        /// Its bytes without the line feed.
        public var bytes: Data
    }

    private struct Segment {
        var length = 0
        var hash = ByteHash()
        var rest = Data()
    }

    private let root: String
    private let suffix: String
    private var segments: [String: Segment] = [:]
    private let use: (Line) -> Void

    /// Reads the files below `root` whose names end in `suffix`, and calls
    /// `use` with each line, once.
    public init(root: String, suffix: String = ".jsonl", use: @escaping (Line) -> Void) {
        self.root = root
        self.suffix = suffix
        self.use = use
    }

    /// Reads what is new.
    public func poll() throws {
        for path in paths() {
            var segment = segments[path] ?? Segment()
            // A segment that vanishes between is noticed by `changedFiles`.
            guard SegmentTailer.size(of: path) != segment.length,
                let handle = FileHandle(forReadingAtPath: path)
            else { continue }
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(segment.length))
            guard let bytes = try handle.readToEnd(), !bytes.isEmpty else { continue }
            segment.hash.add(bytes)
            segment.length += bytes.count
            segment.rest.append(bytes)
            takeLines(of: path, &segment)
            segments[path] = segment
        }
    }

    private func takeLines(of path: String, _ segment: inout Segment) {
        while let feed = segment.rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = segment.rest[..<feed]
            use(Line(path: path, offset: segment.length - segment.rest.count, bytes: Data(line)))
            segment.rest = segment.rest[(feed + 1)...]
        }
        // A slice would keep all that was ever read.
        segment.rest = Data(segment.rest)
    }

    private static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Segments that do not begin with the bytes that were read from them.
    public func changedFiles() throws -> [String] {
        try segments.keys.sorted().filter { path in
            guard let seen = segments[path], let handle = FileHandle(forReadingAtPath: path) else {
                return true
            }
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: seen.length) ?? Data()
            var hash = ByteHash()
            hash.add(bytes)
            return bytes.count != seen.length || hash != seen.hash
        }
    }

    /// Segments whose last line has no line feed.
    public var tornFiles: [String] {
        segments.filter { !$0.value.rest.isEmpty }.map(\.key).sorted()
    }

    private func paths() -> [String] {
        guard let names = FileManager.default.enumerator(atPath: root) else { return [] }
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
            .map { root + "/" + $0 }
    }
}

/// FNV-1a, 64 bits: enough to tell that bytes changed by accident.
private struct ByteHash: Equatable {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: Data) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
}
