/// Gradient-boosted decision trees, read from a text file.
///
/// The file begins with `winnow-trees 1 WIDTH COUNT` and has one line a tree:
/// nodes in preorder, separated by spaces. An inner node is `FEATURE:LIMIT`,
/// its left subtree follows (taken where the feature is at most the limit),
/// then its right one; a leaf is `=VALUE`. The answer is the sum over all
/// trees through the logistic function.
///
/// A node takes eight bytes and the left child is the next node. Trees of up
/// to 32 leaves are asked in another form, see `FlatTrees`.
struct TreeEnsemble: Sendable {
    private struct Node {
        /// The limit of an inner node, the value of a leaf.
        var value: Float
        /// -1 for a leaf.
        var feature: Int16
        /// How far behind this node the right child stands.
        var right: UInt16
    }

    private var nodes: [Node] = []
    private var roots: [Int32] = []
    /// The same trees for many rows at a time; nil if one has too many leaves.
    private var flat: FlatTrees?
    /// Values in a row of features.
    let width: Int

    /// Reads a model; the error says where the text is not one.
    init(_ text: [UInt8]) throws(ReaderError) {
        let lines = text.split(separator: UInt8(ascii: "\n"))
        let header = lines.first?.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard let header, header.count == 4, header[0] == "winnow-trees", header[1] == "1",
            let width = Int(header[2]), let count = Int(header[3]), width > 0,
            width < Int(Int16.max), count == lines.count - 1
        else {
            throw ReaderError(
                .invalidModel,
                subject: "line 1",
                message: "expected 'winnow-trees 1 WIDTH COUNT' and COUNT lines"
            )
        }
        self.width = width
        for (number, line) in lines.dropFirst().enumerated() {
            roots.append(Int32(truncatingIfNeeded: nodes.count))
            var tokens = line.split(separator: 0x20).makeIterator()
            try readTree(&tokens, line: number + 2, depth: 0)
            guard tokens.next() == nil else {
                throw Self.fault(number + 2, "more nodes than the tree has room for")
            }
        }
        flat = flattened()
    }

    private func flattened() -> FlatTrees? {
        var flat = FlatTrees()
        for root in roots {
            flat.beginTree()
            _ = addTree(Int(root), to: &flat)
            guard flat.endTree() else { return nil }
        }
        flat.finish()
        return flat
    }

    /// Adds the subtree at a node and returns where the next one begins.
    private func addTree(_ place: Int, to flat: inout FlatTrees) -> Int {
        let node = nodes[place]
        guard node.feature >= 0 else {
            flat.addLeaf(node.value)
            return place + 1
        }
        let split = flat.addSplit(feature: Int(node.feature), limit: node.value)
        let right = addTree(place + 1, to: &flat)
        flat.endLeftSubtree(of: split)
        return addTree(right, to: &flat)
    }

    private mutating func readTree(
        _ tokens: inout IndexingIterator<[ArraySlice<UInt8>]>,
        line: Int,
        depth: Int
    ) throws(ReaderError) {
        guard let token = tokens.next(), depth < 64 else {
            throw Self.fault(line, "the tree is not complete, or too deep")
        }
        let place = nodes.count
        if token.first == UInt8(ascii: "=") {
            let value = try Self.number(token.dropFirst(), line)
            nodes.append(Node(value: value, feature: -1, right: 0))
            return
        }
        let parts = token.split(separator: UInt8(ascii: ":"))
        guard parts.count == 2, let feature = Int(String(decoding: parts[0], as: UTF8.self)),
            feature >= 0, feature < width
        else { throw Self.fault(line, "a node is neither 'FEATURE:LIMIT' nor '=VALUE'") }
        let limit = try Self.number(parts[1], line)
        nodes.append(Node(value: limit, feature: Int16(feature), right: 0))
        try readTree(&tokens, line: line, depth: depth + 1)
        guard nodes.count - place <= Int(UInt16.max) else {
            throw Self.fault(line, "the tree is too large")
        }
        nodes[place].right = UInt16(nodes.count - place)
        try readTree(&tokens, line: line, depth: depth + 1)
    }

    private static func number(
        _ digits: ArraySlice<UInt8>,
        _ line: Int
    ) throws(ReaderError) -> Float {
        guard let value = Float(String(decoding: digits, as: UTF8.self)), value.isFinite else {
            throw fault(line, "a value is no number")
        }
        return value
    }

    private static func fault(_ line: Int, _ message: String) -> ReaderError {
        ReaderError(.invalidModel, subject: "line \(line)", message: message)
    }

    /// The model's probability for each row of a table.
    func probabilities(of rows: borrowing FeatureTable) -> [Float] {
        precondition(width <= FeatureTable.width)
        var sums = Array(repeating: Float(0), count: rows.groupCount * FlatTrees.lanes)
        if let flat {
            flat.add(to: &sums, rows: rows)
        } else {
            addValues(to: &sums, rows: rows)
        }
        return sums.prefix(rows.blockCount).map(logistic)
    }

    /// Trees are the outer loop: one tree stays in the first-level cache while
    /// all rows pass it.
    private func addValues(to sums: inout [Float], rows: borrowing FeatureTable) {
        nodes.withUnsafeBufferPointer { nodes in
            guard let base = nodes.baseAddress else { return }
            for root in roots {
                for index in 0..<rows.blockCount {
                    sums[index] += Self.value(base + Int(root), rows.row(index))
                }
            }
        }
    }

    @inline(__always)
    private static func value(_ root: UnsafePointer<Node>, _ row: UnsafePointer<Float>) -> Float {
        var node = root
        while node.pointee.feature >= 0 {
            let value = row[Int(node.pointee.feature) &* FlatTrees.lanes]
            node += value <= node.pointee.value ? 1 : Int(node.pointee.right)
        }
        return node.pointee.value
    }
}

/// The logistic function without the C library: `e^x` as a power of two whose
/// fraction a polynomial gives, exact to 1e-6, the same on every machine.
func logistic(_ value: Float) -> Float {
    let scaled = max(-60, min(60, -value)) * 1.442_695_04
    let whole = scaled.rounded(.down)
    let part = scaled - whole
    var power: Float = 0.001_894_3
    power = power * part + 0.008_949_4
    power = power * part + 0.055_861_2
    power = power * part + 0.240_141_7
    power = power * part + 0.693_153_1
    power = power * part + 0.999_999_9
    let exponent = UInt32(bitPattern: Int32(whole) + 127) << 23
    return 1 / (1 + power * Float(bitPattern: exponent))
}
