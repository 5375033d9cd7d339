import CWinnowModule

/// The metadata of a document in the arena: a dozen keys, found by a scan.
struct MetadataTable {
    struct Field: BitwiseCopyable {
        var key: winnow_string
        /// In the arena. Entries below `count` never change.
        var values: UnsafeMutablePointer<winnow_string>
        var count: Int
        var capacity: Int
    }

    private static let mostFields = 1024
    private static let mostValues = 1 << 16

    private(set) var fields = GrowableBuffer<Field>(capacity: 32)
    private var valueCount = 0

    func deallocate() {
        fields.deallocate()
    }

    mutating func removeAll() {
        fields.removeAll()
        valueCount = 0
    }

    func find(_ key: winnow_string) -> Int? {
        for index in 0..<fields.count where fields.elements[index].key.hasBytes(of: key) {
            return index
        }
        return nil
    }

    /// Replaces all values of `key`; none removes it. False at a limit.
    mutating func set(
        _ key: winnow_string,
        to values: UnsafeBufferPointer<winnow_string>,
        in arena: inout ByteArena
    ) -> Bool {
        guard !values.isEmpty else {
            remove(key)
            return true
        }
        let kept = find(key).map { fields.elements[$0].count } ?? 0
        guard values.count <= Self.mostValues - valueCount + kept,
            let copies = Self.copy(values, into: &arena)
        else { return false }
        valueCount += values.count - kept
        if let index = find(key) {
            fields.elements[index].values = copies
            fields.elements[index].count = values.count
            fields.elements[index].capacity = values.count
            return true
        }
        return add(key, copies, values.count, in: &arena)
    }

    /// Adds a value behind those that `key` has. False at a limit.
    mutating func append(
        _ value: winnow_string,
        to key: winnow_string,
        in arena: inout ByteArena
    ) -> Bool {
        guard let index = find(key) else {
            return withUnsafePointer(to: value) {
                set(key, to: UnsafeBufferPointer(start: $0, count: 1), in: &arena)
            }
        }
        guard valueCount < Self.mostValues, let copy = arena.copy(value) else { return false }
        var field = fields.elements[index]
        if field.count == field.capacity {
            guard let larger = Self.enlarge(field, in: &arena) else { return false }
            field.values = larger
            field.capacity *= 2
        }
        (field.values + field.count).initialize(to: copy)
        field.count += 1
        fields.elements[index] = field
        valueCount += 1
        return true
    }

    private mutating func remove(_ key: winnow_string) {
        guard let index = find(key) else { return }
        valueCount -= fields.elements[index].count
        fields.remove(at: index)
    }

    private mutating func add(
        _ key: winnow_string,
        _ values: UnsafeMutablePointer<winnow_string>,
        _ count: Int,
        in arena: inout ByteArena
    ) -> Bool {
        guard key.length > 0, fields.count < Self.mostFields, let key = arena.copy(key) else {
            valueCount -= count
            return false
        }
        fields.append(Field(key: key, values: values, count: count, capacity: count))
        return true
    }

    private static func copy(
        _ values: UnsafeBufferPointer<winnow_string>,
        into arena: inout ByteArena
    ) -> UnsafeMutablePointer<winnow_string>? {
        guard let copies = arena.allocateStrings(values.count) else { return nil }
        for (index, value) in values.enumerated() {
            guard let copy = arena.copy(value) else { return nil }
            (copies + index).initialize(to: copy)
        }
        return copies
    }

    private static func enlarge(
        _ field: Field,
        in arena: inout ByteArena
    ) -> UnsafeMutablePointer<winnow_string>? {
        guard let larger = arena.allocateStrings(field.capacity * 2) else { return nil }
        larger.initialize(from: field.values, count: field.count)
        return larger
    }
}

extension ByteArena {
    mutating func allocateStrings(_ count: Int) -> UnsafeMutablePointer<winnow_string>? {
        allocate(count * MemoryLayout<winnow_string>.stride)?
            .assumingMemoryBound(to: winnow_string.self)
    }
}
