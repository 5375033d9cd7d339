/// A number, a word or a sign in the text of a date.
struct DateToken {
    enum Kind {
        case number, word, sign
    }

    var kind: Kind
    /// Whether space stands before it.
    var followsSpace: Bool
    /// Whether it has a role in the date already.
    var isUsed = false
    /// A number's value, or a sign's scalar.
    var value = 0
    /// How many digits of a number were written.
    var digits = 0
    /// A word, and where its folded letters stand.
    var name = DateWord()
    var letters = 0..<0

    var number: Int? { kind == .number ? value : nil }

    var word: DateWord? { kind == .word ? name : nil }

    func isSign(_ sign: Unicode.Scalar) -> Bool { kind == .sign && value == Int(sign.value) }
}
