/// Facts about one possible value of a metadata field, as a set of flags.
///
/// Which fact has which bit is told by the field's own list of facts.
struct Evidence<Fact: EvidenceFact>: Sendable {
    private(set) var bits: UInt64 = 0

    init(_ facts: Fact...) {
        for fact in facts { insert(fact) }
    }

    mutating func insert(_ fact: Fact, if condition: Bool = true) {
        if condition { bits |= 1 << UInt64(fact.rawValue) }
    }

    mutating func formUnion(_ other: Self) { bits |= other.bits }

    func contains(_ fact: Fact) -> Bool {
        bits >> UInt64(fact.rawValue) & 1 != 0
    }

    /// The sum of the weights of the facts.
    var weight: Float {
        var sum: Float = 0
        var rest = bits
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            if index < Fact.weights.count { sum += Fact.weights[index] }
            rest &= rest - 1
        }
        return sum
    }

    /// The facts' names.
    var names: [String] {
        Fact.allCases.filter { contains($0) }.map { "\($0)" }
    }
}

/// The facts that can speak for or against a value of one field.
protocol EvidenceFact: RawRepresentable<UInt8>, CaseIterable, Sendable {
    /// What each fact adds, in the order of the raw values.
    static var weights: [Float] { get }
}

/// A possible value of a field with what speaks for it.
struct Candidate<Value, Fact: EvidenceFact> {
    var value: Value
    var evidence: Evidence<Fact>
}

extension Array {
    /// The candidate whose facts weigh most; nil if none weighs more than the
    /// threshold. Of equal ones the first.
    func strongest<Value, Fact>(above threshold: Float) -> Candidate<Value, Fact>?
    where Element == Candidate<Value, Fact> {
        var result: Candidate<Value, Fact>?
        var most = threshold
        for candidate in self {
            let weight = candidate.evidence.weight
            if weight > most {
                most = weight
                result = candidate
            }
        }
        return result
    }
}
