// Memory of one document: texts, names, arrays that modules may look at until
// `process` returns.
//
// Bytes are handed out from chunks that never move and are never freed singly,
// so a pointer given to a module stays good after any edit. A reset keeps the
// chunks up to a limit for the next document: an ordinary document allocates
// nothing. Cost: an addition and a comparison for each allocation.

import CWinnowModule

struct ByteArena {
    private struct Chunk {
        var start: UnsafeMutableRawPointer
        var size: Int
    }

    private static let chunkSize = 256 << 10
    /// What a reset keeps. A worker's memory must not stay at the size of the
    /// largest document that it ever saw.
    private static let retainedBytes = 8 << 20

    private var chunks: [Chunk] = []
    /// Chunks before this index are full or in use; the rest wait.
    private var usedChunks = 0
    private var cursor: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer
    private(set) var allocatedBytes = 0
    let limit: Int

    init(limit: Int) {
        self.limit = limit
        let first = UnsafeMutableRawPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
        chunks.append(Chunk(start: first, size: Self.chunkSize))
        usedChunks = 1
        cursor = first
        end = first + Self.chunkSize
    }

    func deallocate() {
        for chunk in chunks { chunk.start.deallocate() }
    }

    /// Forgets all that was handed out.
    mutating func reset() {
        allocatedBytes = 0
        if chunks.count > 1 { releaseSurplus() }
        usedChunks = 1
        cursor = chunks[0].start
        end = cursor + chunks[0].size
    }

    private mutating func releaseSurplus() {
        var kept: [Chunk] = []
        var bytes = 0
        for chunk in chunks {
            if kept.isEmpty || bytes + chunk.size <= Self.retainedBytes {
                kept.append(chunk)
                bytes += chunk.size
            } else {
                chunk.start.deallocate()
            }
        }
        chunks = kept
    }

    /// Returns `count` bytes aligned to 8, or nil beyond the limit.
    @inline(__always)
    mutating func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
        guard count >= 0, count <= limit - allocatedBytes else { return nil }
        let rounded = (count + 7) & ~7
        if rounded > end - cursor, !openChunk(for: rounded) { return nil }
        let start = cursor
        cursor += rounded
        allocatedBytes += rounded
        return start
    }

    /// Makes a chunk with room for `count` bytes the current one.
    private mutating func openChunk(for count: Int) -> Bool {
        var next = usedChunks
        while next < chunks.count, chunks[next].size < count { next += 1 }
        if next == chunks.count {
            let size = max(count, Self.chunkSize)
            chunks.append(Chunk(start: .allocate(byteCount: size, alignment: 16), size: size))
        }
        chunks.swapAt(usedChunks, next)
        cursor = chunks[usedChunks].start
        end = cursor + chunks[usedChunks].size
        usedChunks += 1
        return true
    }

    /// Copies text into the arena, repaired where it is not UTF-8. Nil beyond
    /// the limit.
    @inline(__always)
    mutating func copy(_ text: winnow_string) -> winnow_string? {
        guard text.length > 0, let data = text.data else {
            return text.length == 0 ? winnow_string() : nil
        }
        let bytes = UnsafeRawBufferPointer(start: data, count: text.length)
        guard isUTF8(bytes) else { return copyRepaired(bytes) }
        return store(bytes)
    }

    /// Copies text that is known to be UTF-8.
    mutating func copy(_ string: String) -> winnow_string? {
        var string = string
        return string.withUTF8 { store(UnsafeRawBufferPointer($0)) }
    }

    @inline(__always)
    private mutating func store(_ bytes: UnsafeRawBufferPointer) -> winnow_string? {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return winnow_string() }
        guard let target = allocate(bytes.count) else { return nil }
        target.copyMemory(from: source, byteCount: bytes.count)
        return winnow_string(
            data: UnsafePointer(target.assumingMemoryBound(to: CChar.self)),
            length: bytes.count
        )
    }

    private mutating func copyRepaired(_ bytes: UnsafeRawBufferPointer) -> winnow_string? {
        // Repair can triple the length, so the limit is asked before.
        guard bytes.count <= (limit - allocatedBytes) / 3 else { return nil }
        return copy(String(decoding: bytes, as: UTF8.self))
    }
}

/// Whether the bytes are well-formed UTF-8. Most blocks begin with ASCII, and
/// many are nothing else, so eight bytes at a time are looked at first.
@inline(__always)
private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    var position = 0
    while position + 8 <= bytes.count {
        let word = (start + position).loadUnaligned(as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { break }
        position += 8
    }
    return isUTF8Slowly(UnsafeRawBufferPointer(rebasing: bytes[position...]))
}

@inline(never)
private func isUTF8Slowly(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let units = bytes.assumingMemoryBound(to: UInt8.self)
    return (try? UTF8Span(validating: units.span)) != nil
}
