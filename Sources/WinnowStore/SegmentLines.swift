import Glibc

/// Reads the lines of a segment's file, from a place on.
///
/// A file of garbage may have no line end for gigabytes, so a line that is
/// longer than any record is told of without its bytes.
struct SegmentLines: ~Copyable {
    /// One line.
    struct Line {
        /// Its first byte in the file.
        var start: Int64
        /// The byte behind it, its line feed included.
        var end: Int64
        /// Its bytes without the line feed; nil if it is too long.
        var bytes: [UInt8]?
        /// Whether a line feed ends it.
        var isTerminated: Bool

        /// Whether it holds spaces alone, as a blanked line does.
        var isBlank: Bool { bytes?.allSatisfy { $0 == UInt8(ascii: " ") } ?? false }
    }

    /// Bytes that no record reaches.
    static let limit = 256 << 20

    private let file: File
    private var buffer: [UInt8] = []
    private var index = 0
    private var offset: Int64

    init(path: String, from start: Int64) throws(StoreError) {
        file = try File(path, flags: O_RDONLY)
        offset = start
    }

    /// The next line; nil at the end of the file.
    mutating func next() throws(StoreError) -> Line? {
        var line = Line(start: offset, end: offset, bytes: [], isTerminated: false)
        while try fill() {
            let rest = buffer[index...]
            let feed = rest.firstIndex(of: UInt8(ascii: "\n"))
            let part = rest[..<(feed ?? rest.endIndex)]
            append(part, to: &line)
            let consumed = part.count + (feed == nil ? 0 : 1)
            index += consumed
            offset += Int64(consumed)
            line.end = offset
            if feed != nil {
                line.isTerminated = true
                return line
            }
        }
        return line.end > line.start ? line : nil
    }

    private func append(_ part: ArraySlice<UInt8>, to line: inout Line) {
        guard var bytes = line.bytes else { return }
        line.bytes = nil
        guard bytes.count + part.count <= Self.limit else { return }
        bytes.append(contentsOf: part)
        line.bytes = bytes
    }

    private mutating func fill() throws(StoreError) -> Bool {
        if index < buffer.count { return true }
        buffer = try file.bytes(at: offset, count: 1 << 20)
        index = 0
        return !buffer.isEmpty
    }
}
