/// A unit of a quantity and how many of the base unit it is.
private struct Unit {
    let name: String
    let size: Int64
    /// What else people write for it.
    let otherNames: [String]
}

/// What was wrong with a quantity.
private enum QuantityFault: Error {
    case notANumber
    case missingUnit
    case unknownUnit(written: String, meant: String?)
    case tooLarge
}

private let durationUnits = [
    Unit(name: "d", size: 86_400_000, otherNames: ["day", "days"]),
    Unit(name: "h", size: 3_600_000, otherNames: ["hour", "hours", "hr", "hrs"]),
    Unit(name: "m", size: 60_000, otherNames: ["min", "mins", "minute", "minutes"]),
    Unit(name: "s", size: 1000, otherNames: ["sec", "secs", "second", "seconds"]),
    Unit(name: "ms", size: 1, otherNames: ["msec", "millisecond", "milliseconds"]),
]

private let byteUnits = [
    Unit(name: "GiB", size: 1 << 30, otherNames: ["gb", "g", "gi"]),
    Unit(name: "MiB", size: 1 << 20, otherNames: ["mb", "m", "mi"]),
    Unit(name: "KiB", size: 1 << 10, otherNames: ["kb", "k", "ki"]),
    Unit(name: "B", size: 1, otherNames: ["byte", "bytes"]),
]

extension ValueFormat where Value == Duration {
    /// A time such as `30s`, in `range`; `unit` is suggested where one is
    /// missing.
    static func duration(
        _ range: ClosedRange<Duration>,
        unit: String = "s"
    ) -> ValueFormat {
        let write: @Sendable (Duration) -> String = { duration in
            let parts = duration.components
            let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
            return quantityText(milliseconds, durationUnits)
        }
        return ValueFormat(
            typeName: "duration",
            bounds: "\(write(range.lowerBound)) to \(write(range.upperBound))",
            schema: ["type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$"],
            read: { node, checker in
                guard let scalar = checker.scalar(node, expecting: "a duration such as `30s`"),
                    let milliseconds = checker.quantity(
                        scalar.text,
                        durationUnits,
                        at: node,
                        what: "a duration such as `30s`",
                        unit: unit
                    )
                else { return nil }
                return checker.bounded(.milliseconds(milliseconds), range, at: node, text: write)
            },
            write: write
        )
    }
}

extension ValueFormat where Value == ByteCount {
    /// A size such as `8MiB`, in `range`; `unit` is suggested where one is
    /// missing.
    static func byteCount(
        _ range: ClosedRange<ByteCount>,
        unit: String = "MiB"
    ) -> ValueFormat {
        let write: @Sendable (ByteCount) -> String = { quantityText(Int64($0.bytes), byteUnits) }
        return ValueFormat(
            typeName: "size",
            bounds: "\(write(range.lowerBound)) to \(write(range.upperBound))",
            schema: ["type": "string", "pattern": "^[0-9]+(B|KiB|MiB|GiB)$"],
            read: { node, checker in
                guard let scalar = checker.scalar(node, expecting: "a size such as `8MiB`"),
                    let bytes = checker.quantity(
                        scalar.text,
                        byteUnits,
                        at: node,
                        what: "a size such as `8MiB`",
                        unit: unit
                    )
                else { return nil }
                return checker.bounded(
                    ByteCount(bytes: Int(bytes)),
                    range,
                    at: node,
                    text: write
                )
            },
            write: write
        )
    }
}

/// Writes a quantity with the largest unit that divides it.
private func quantityText(_ amount: Int64, _ units: [Unit]) -> String {
    // Zero is divisible by all; the smaller everyday unit reads better.
    guard amount > 0 else { return "0" + units[units.count - (units.count > 4 ? 2 : 1)].name }
    for unit in units where amount % unit.size == 0 {
        return "\(amount / unit.size)\(unit.name)"
    }
    return "\(amount)\(units[units.count - 1].name)"
}

extension Checker {
    /// Reads a number with one of `units`; nil after a report.
    fileprivate mutating func quantity(
        _ text: String,
        _ units: [Unit],
        at node: Node,
        what: String,
        unit: String
    ) -> Int64? {
        do {
            return try parseQuantity(text, units)
        } catch {
            report(error, text, units, at: node, what: what, unit: unit)
            return nil
        }
    }

    private mutating func report(
        _ fault: QuantityFault,
        _ text: String,
        _ units: [Unit],
        at node: Node,
        what: String,
        unit: String
    ) {
        let names = units.reversed().map(\.name).inCode
        switch fault {
        case .notANumber:
            report(.wrongType, at: node.span, "expected \(what), found \(node.kindInWords)")
        case .missingUnit:
            report(
                .missingUnit,
                at: node.span,
                "\(node.kindInWords) has no unit (\(names))",
                suggestion: text + unit
            )
        case .unknownUnit(let written, let meant):
            let number = text.prefix { $0.isNumber }
            report(
                .unknownUnit,
                at: node.span,
                "unknown unit `\(written.shortened(to: 20))`; the units are \(names)",
                suggestion: meant.map { number + $0 }
            )
        case .tooLarge:
            report(.outOfBounds, at: node.span, "\(node.kindInWords) is too large")
        }
    }

    private func parseQuantity(_ text: String, _ units: [Unit]) throws(QuantityFault) -> Int64 {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { throw .notANumber }
        let written = String(text.dropFirst(digits.count))
        guard !written.isEmpty else { throw .missingUnit }
        guard let unit = units.first(where: { $0.name == written }) else {
            let bare = written.filter { $0 != " " }
            guard bare.allSatisfy(\.isLetter) else { throw .notANumber }
            throw .unknownUnit(written: bare, meant: meantUnit(bare, units))
        }
        guard let number = Int64(Substring(digits)) else { throw .tooLarge }
        let (amount, overflow) = number.multipliedReportingOverflow(by: unit.size)
        guard !overflow else { throw .tooLarge }
        return amount
    }

    private func meantUnit(_ written: String, _ units: [Unit]) -> String? {
        let lower = written.lowercased()
        return units.first { $0.name.lowercased() == lower || $0.otherNames.contains(lower) }?.name
    }
}
