/// What IDNA, normalisation and date reading need to know of a character.
struct UnicodeProperties {
    /// Bidi classes in the order of the generating script.
    enum BidiClass: UInt32 {
        case other, left, right, arabicLetter, europeanNumber, europeanSeparator
        case commonSeparator, europeanTerminator, arabicNumber, otherNeutral
        case boundaryNeutral, nonspacingMark
    }

    /// Joining types in the order of the generating script.
    enum JoiningType: UInt32 {
        case nonJoining, left, right, dual, transparent
    }

    private let value: UInt32

    init(_ codePoint: UInt32) {
        value = Self.runs.value(at: codePoint)
    }

    /// Canonical combining class.
    var combiningClass: UInt8 { UInt8(truncatingIfNeeded: value) }
    var bidiClass: BidiClass { BidiClass(rawValue: value >> 8 & 15) ?? .other }
    var joiningType: JoiningType { JoiningType(rawValue: value >> 12 & 7) ?? .nonJoining }
    /// Whether the general category is a mark.
    var isMark: Bool { value >> 15 & 1 == 1 }
    /// Whether the character is a virama, after which joiners are allowed.
    var isVirama: Bool { combiningClass == 9 }

    private static let runs: RunTable = {
        var table = PackedTable(UnicodeTable.properties)
        let combinations = (0..<table.number()).map { _ in table.number() }
        var runs = RunTable()
        while !table.isAtEnd {
            let length = table.number()
            runs.append(length: length, value: combinations[Int(table.number())])
        }
        return runs
    }()
}

/// A value for each code point, kept as runs; looked up by bisection.
struct RunTable: Sendable {
    private var starts: [UInt32] = []
    private var values: [UInt32] = []
    private var end: UInt32 = 0

    mutating func append(length: UInt32, value: UInt32) {
        starts.append(end)
        values.append(value)
        end += length
    }

    func value(at codePoint: UInt32) -> UInt32 { values[index(of: codePoint)] }

    /// The run that holds the code point.
    func index(of codePoint: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= codePoint { low = middle } else { high = middle }
        }
        return low
    }

    /// Where the run at an index starts.
    func start(at index: Int) -> UInt32 { starts[index] }

    /// The code point behind the run at an index.
    func end(at index: Int) -> UInt32 { index + 1 < starts.count ? starts[index + 1] : .max }
}
