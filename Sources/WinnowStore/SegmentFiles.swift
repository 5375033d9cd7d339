import Glibc

/// The files of the output segments, opened when needed.
///
/// Few segments are written at a time (one for each source, or one in all), so
/// the last ones used stay open.
final class SegmentFiles {
    private let directory: String
    private let fault: FaultHook?
    private var open: [String: Handle] = [:]
    private var uses: UInt64 = 0
    private static let limit = 128

    private final class Handle {
        let file: File
        let isNew: Bool
        var lastUse: UInt64 = 0

        init(_ path: String) throws(StoreError) {
            isNew = !Paths.exists(path)
            if isNew { try Paths.createDirectory(Paths.directory(of: path)) }
            file = try File(path, flags: O_RDWR | O_CREAT)
            if isNew { try Paths.syncDirectory(Paths.directory(of: path)) }
        }
    }

    /// Segment paths are relative to the directory unless absolute.
    init(directory: String, fault: FaultHook?) {
        self.directory = directory
        self.fault = fault
    }

    /// Where a segment's file is.
    func location(of path: String) -> String { Paths.join(directory, path) }

    /// Writes bytes at their place; a crash between leaves a part of them.
    func write(_ bytes: [UInt8], to path: String, at offset: Int64) throws(StoreError) {
        let handle = try handle(of: path)
        guard fault != nil else {
            try handle.file.write(bytes, at: offset)
            return
        }
        let half = bytes.count / 2
        try handle.file.write(Array(bytes[..<half]), at: offset)
        try pass(.appendHalfway, path)
        try handle.file.write(Array(bytes[half...]), at: offset + Int64(half))
    }

    /// Waits until a segment's bytes are on the disk.
    func sync(_ path: String) throws(StoreError) {
        try pass(.appended, path)
        try handle(of: path).file.sync()
    }

    /// Whether something stands where a segment would be.
    func isTaken(_ path: String) -> Bool { Paths.exists(location(of: path)) }

    /// Bytes in a segment's file; nil if there is none.
    func size(of path: String) -> Int64? { Paths.size(of: location(of: path)) }

    /// Up to `count` bytes of a segment.
    func bytes(of path: String, at offset: Int64, count: Int) throws(StoreError) -> [UInt8] {
        try handle(of: path).file.bytes(at: offset, count: count)
    }

    /// Overwrites a stretch with spaces, ending in a line feed.
    func blank(_ path: String, from start: Int64, to end: Int64) throws(StoreError) {
        let handle = try handle(of: path)
        var offset = start
        while offset < end {
            let count = Int(min(end - offset, 1 << 20))
            var spaces = [UInt8](repeating: UInt8(ascii: " "), count: count)
            if offset + Int64(count) == end { spaces[count - 1] = UInt8(ascii: "\n") }
            try handle.file.write(spaces, at: offset)
            offset += Int64(count)
        }
        try handle.file.sync()
    }

    /// Closes all files.
    func closeAll() { open.removeAll() }

    private func handle(of path: String) throws(StoreError) -> Handle {
        uses += 1
        if let handle = open[path] {
            handle.lastUse = uses
            return handle
        }
        if open.count >= Self.limit,
            let oldest = open.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            // Once closed, a failed write could go unnoticed.
            try oldest.value.file.sync()
            open[oldest.key] = nil
        }
        let handle = try Handle(location(of: path))
        if handle.isNew { try pass(.segmentCreated, path) }
        handle.lastUse = uses
        open[path] = handle
        return handle
    }

    private func pass(_ point: FaultPoint, _ path: String) throws(StoreError) {
        try FaultPoint.pass(point, hook: fault, path: location(of: path))
    }
}
