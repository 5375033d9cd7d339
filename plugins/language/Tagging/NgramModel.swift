// The trained weights: for each script group a table from hashed n-grams to one
// small integer for each language of the group.
//
// File, little-endian: magic "WNLM", version, number of groups; for each group
// its raw value (with bit 8 set for an expert, a second opinion on near languages
// of that script), number of languages, lanes (languages rounded up), number of
// slots, scale of the weights, offset of its keys, of its weights, of its
// biases; then the tags, 16 bytes each. A slot has a 16-bit key (the low half of
// the hash, 0 for empty) and `lanes` signed bytes. A hash's first slot is its
// high part times the slots; the next ones are searched in order.
//
// The file is mapped: loading costs a few page faults, and workers share it.

import CNgrams

#if canImport(Glibc)
    import Glibc
#endif

/// Why the weights cannot be used.
public struct ModelError: Error, Equatable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What was expected and found.
    public var message: String
    /// Whether there is no such file.
    public var isMissing = false

    /// `path: message`.
    public var description: String { path + ": " + message }
}

/// Weights of n-grams, mapped from a file.
public struct NgramModel {
    static let magic: UInt32 = 0x4D4C_4E57
    static let version: UInt32 = 2
    /// Marks an expert in the number of its script group.
    static let expertMark: UInt32 = 0x100
    static let headerSize = 12
    static let groupSize = 32
    static let tagSize = 16

    struct Group {
        let tags: [String]
        let table: winnow_ngram_table
        let scale: Float
        let biases: UnsafePointer<Float>
    }

    /// By index of `ScriptGroup.modelled`; nil where the file has no group.
    let groups: [Group?]
    /// By the same index: weights for near languages alone.
    let experts: [[Group]]

    /// Maps a file. The mapping lasts until the process ends.
    public init(path: String) throws(ModelError) {
        let bytes = try Self.map(path)
        var parser = ModelParser(path: path, bytes: bytes)
        (groups, experts) = try parser.readGroups()
    }

    /// The bytes of a file, until the process ends.
    static func map(_ path: String) throws(ModelError) -> UnsafeRawBufferPointer {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            let code = errno
            throw ModelError(
                path: path,
                message: String(cString: strerror(code)),
                isMissing: code == ENOENT
            )
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size >= headerSize,
            let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0),
            memory != MAP_FAILED
        else { throw ModelError(path: path, message: "cannot be mapped") }
        return UnsafeRawBufferPointer(start: memory, count: Int(status.st_size))
    }

    /// The languages of a group.
    func tags(of group: Int) -> [String] { groups[group]?.tags ?? [] }

    /// Writes the languages' log-odds for the features to `scores`, and
    /// returns how many of the features have weights.
    func score(
        _ hashes: UnsafeBufferPointer<UInt32>,
        group index: Int,
        into scores: inout [Float]
    ) -> Int {
        guard let group = groups[index] else {
            scores.removeAll(keepingCapacity: true)
            return 0
        }
        return group.score(hashes, into: &scores)
    }
}

extension NgramModel.Group {
    /// The first slot of a hash.
    @inline(__always)
    static func slot(_ hash: UInt32, of slots: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(truncatingIfNeeded: slots)) >> 32)
    }

    /// The key of a hash; 0 is for empty slots.
    @inline(__always)
    static func key(_ hash: UInt32) -> UInt16 {
        max(UInt16(truncatingIfNeeded: hash), 1)
    }

    /// Writes the languages' log-odds for the features to `scores`, and
    /// returns how many of the features have weights.
    func score(_ hashes: UnsafeBufferPointer<UInt32>, into scores: inout [Float]) -> Int {
        if scores.count != tags.count { scores = [Float](repeating: 0, count: tags.count) }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: table.lanes) { sums in
            let known = withUnsafePointer(to: table) {
                winnow_ngrams_sum($0, hashes.baseAddress, hashes.count, sums.baseAddress)
            }
            scores.withUnsafeMutableBufferPointer { scores in
                for language in scores.indices {
                    scores[language] = Float(sums[language]) * scale + biases[language]
                }
            }
            return known
        }
    }
}

/// Reads the header of a weights file and checks every offset in it.
private struct ModelParser {
    let path: String
    let bytes: UnsafeRawBufferPointer

    mutating func readGroups() throws(ModelError) -> ([NgramModel.Group?], [[NgramModel.Group]]) {
        guard word(0) == NgramModel.magic, word(4) == NgramModel.version else {
            throw failure("expected magic and version of the weights, found others")
        }
        let count = Int(word(8))
        guard count <= 64 else { throw failure("too many groups") }
        var groups: [NgramModel.Group?] = Array(repeating: nil, count: ScriptGroup.modelled.count)
        var experts: [[NgramModel.Group]] = Array(repeating: [], count: groups.count)
        var position = NgramModel.headerSize
        for _ in 0..<count {
            guard position + NgramModel.groupSize <= bytes.count,
                let script = ScriptGroup(
                    rawValue: UInt8(clamping: word(position) & ~NgramModel.expertMark)
                ),
                let index = ScriptGroup.modelled.firstIndex(of: script)
            else { throw failure("unknown script group") }
            let isExpert = word(position) & NgramModel.expertMark != 0
            let group = try readGroup(&position)
            if isExpert { experts[index].append(group) } else { groups[index] = group }
        }
        return (groups, experts)
    }

    private func readGroup(_ position: inout Int) throws(ModelError) -> NgramModel.Group {
        let languages = Int(word(position + 4))
        let lanes = Int(word(position + 8))
        let slots = Int(word(position + 12))
        let scale = Float(bitPattern: word(position + 16))
        let offsets = (20, 24, 28)
        let keys = Int(word(position + offsets.0))
        let weights = Int(word(position + offsets.1))
        let biases = Int(word(position + offsets.2))
        position += NgramModel.groupSize
        guard languages <= lanes, lanes <= 256, slots > 0, slots <= 1 << 22,
            keys % 2 == 0, keys + slots * 2 <= bytes.count, weights + slots * lanes <= bytes.count,
            biases % 4 == 0, biases + languages * 4 <= bytes.count, scale.isFinite,
            position + languages * NgramModel.tagSize <= bytes.count,
            let start = bytes.baseAddress
        else { throw failure("a table reaches beyond the end") }
        let tags = (0..<languages).map { index -> String in
            let tag = bytes[position + index * NgramModel.tagSize..<bytes.count]
                .prefix(NgramModel.tagSize)
            return String(decoding: tag.prefix { $0 != 0 }, as: UTF8.self)
        }
        position += languages * NgramModel.tagSize
        return NgramModel.Group(
            tags: tags,
            table: winnow_ngram_table(
                keys: (start + keys).assumingMemoryBound(to: UInt16.self),
                weights: (start + weights).assumingMemoryBound(to: Int8.self),
                slots: slots,
                lanes: lanes
            ),
            scale: scale,
            biases: (start + biases).assumingMemoryBound(to: Float.self)
        )
    }

    private func word(_ offset: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    private func failure(_ message: String) -> ModelError {
        ModelError(path: path, message: message)
    }
}
