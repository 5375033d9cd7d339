/// Builds the bytes of a weights file; the trainer's side of `NgramModel`.
public struct ModelWriter {
    /// Trained weights of one script group.
    public struct Group {
        /// The script group.
        public var script: ScriptGroup
        /// Whether it is a second opinion on near languages.
        public var isExpert: Bool
        /// Languages, in the order of the weights.
        public var tags: [String]
        /// The features.
        public var hashes: [UInt32]
        /// One weight for each feature and language.
        public var weights: [Float]
        /// One constant for each language.
        public var biases: [Float]

        /// Collects weights.
        public init(
            script: ScriptGroup,
            isExpert: Bool,
            tags: [String],
            hashes: [UInt32],
            weights: [Float],
            biases: [Float]
        ) {
            self.script = script
            self.isExpert = isExpert
            self.tags = tags
            self.hashes = hashes
            self.weights = weights
            self.biases = biases
        }
    }

    private var header: [UInt8] = []
    private var tables: [UInt8] = []

    /// The bytes of a file with these groups.
    public static func file(_ groups: [Group]) -> [UInt8] {
        var writer = ModelWriter()
        let headerSize = groups.reduce(NgramModel.headerSize) {
            $0 + NgramModel.groupSize + $1.tags.count * NgramModel.tagSize
        }
        writer.append(NgramModel.magic)
        writer.append(NgramModel.version)
        writer.append(UInt32(groups.count))
        for group in groups { writer.add(group, tablesAt: headerSize) }
        return writer.header + writer.tables
    }

    private mutating func add(_ group: Group, tablesAt base: Int) {
        let lanes = (group.tags.count + 3) / 4 * 4
        let slots = group.hashes.count * 10 / 9 + 16
        let largest = group.weights.lazy.map(abs).max() ?? 1
        let scale = max(largest, 1e-6) / 127
        let (keys, rows) = table(group, lanes: lanes, slots: slots, scale: scale)
        while tables.count % 4 != 0 { tables.append(0) }
        let keysOffset = base + tables.count
        for key in keys { tables.append(contentsOf: key.littleEndianBytes) }
        let weightsOffset = base + tables.count
        tables.append(contentsOf: rows)
        while tables.count % 4 != 0 { tables.append(0) }
        let biasesOffset = base + tables.count
        for bias in group.biases { tables.append(contentsOf: bias.bitPattern.littleEndianBytes) }
        for value in [
            UInt32(group.script.rawValue) | (group.isExpert ? NgramModel.expertMark : 0),
            UInt32(group.tags.count), UInt32(lanes), UInt32(slots),
            scale.bitPattern, UInt32(keysOffset), UInt32(weightsOffset), UInt32(biasesOffset),
        ] { append(value) }
        for tag in group.tags {
            var field = Array(tag.utf8.prefix(NgramModel.tagSize))
            field += [UInt8](repeating: 0, count: NgramModel.tagSize - field.count)
            header.append(contentsOf: field)
        }
    }

    private func table(
        _ group: Group,
        lanes: Int,
        slots: Int,
        scale: Float
    ) -> (keys: [UInt16], rows: [UInt8]) {
        var keys = [UInt16](repeating: 0, count: slots)
        var rows = [UInt8](repeating: 0, count: slots * lanes)
        let languages = group.tags.count
        for (index, hash) in group.hashes.enumerated() {
            var slot = NgramModel.Group.slot(hash, of: slots)
            while keys[slot] != 0 { slot = slot + 1 == slots ? 0 : slot + 1 }
            keys[slot] = NgramModel.Group.key(hash)
            for language in 0..<languages {
                let weight = (group.weights[index * languages + language] / scale).rounded()
                rows[slot * lanes + language] = UInt8(
                    bitPattern: Int8(max(-127, min(127, weight)))
                )
            }
        }
        return (keys, rows)
    }

    private mutating func append(_ value: UInt32) {
        header.append(contentsOf: value.littleEndianBytes)
    }
}

extension FixedWidthInteger {
    fileprivate var littleEndianBytes: [UInt8] {
        withUnsafeBytes(of: littleEndian) { Array($0) }
    }
}
