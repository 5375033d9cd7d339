/// Writes a frame's payload: little-endian integers, and texts and lists with
/// their length in front.
///
/// Both ends are one build of one program, so the encoding has no versions,
/// names or types in it; that is what makes it fast. `WireReader` is its
/// inverse and trusts nothing.
struct WireWriter {
    private(set) var bytes: [UInt8]

    init(reservingCapacity capacity: Int = 4096) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func bool(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func uint32(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func int64(_ value: Int64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func float(_ value: Float) { uint32(value.bitPattern) }

    mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { utf8(UnsafeRawBufferPointer($0)) }
    }

    /// Writes text that is UTF-8 already, as `string` does.
    mutating func utf8(_ value: UnsafeRawBufferPointer) {
        uint32(UInt32(clamping: value.count))
        bytes.append(contentsOf: value)
    }

    mutating func blob(_ value: [UInt8]) {
        uint32(UInt32(clamping: value.count))
        bytes.append(contentsOf: value)
    }

    mutating func optional<Value>(_ value: Value?, _ write: (inout Self, Value) -> Void) {
        bool(value != nil)
        if let value { write(&self, value) }
    }

    mutating func optionalString(_ value: String?) {
        optional(value) { $0.string($1) }
    }

    mutating func list<Value>(_ values: [Value], _ write: (inout Self, Value) -> Void) {
        uint32(UInt32(clamping: values.count))
        for value in values { write(&self, value) }
    }

    mutating func strings(_ values: [String]) {
        list(values) { $0.string($1) }
    }
}
