import CWinnowModule

#if canImport(Glibc)
    import Glibc
#endif

extension winnow_string {
    /// The bytes, where they stand.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : length)
    }

    /// A copy as a string; bytes that are not UTF-8 become U+FFFD.
    var string: String {
        String(decoding: bytes, as: UTF8.self)
    }

    func hasBytes(of other: winnow_string) -> Bool {
        guard length == other.length else { return false }
        guard length > 0, let data, let otherData = other.data else { return length == 0 }
        return memcmp(data, otherData, length) == 0
    }

    /// Text that lives as long as the process.
    init(literal: StaticString) {
        let start = UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
        self.init(data: start, length: literal.utf8CodeUnitCount)
    }

    /// Copies a string to memory that the caller frees with `deallocate`.
    static func allocate(_ string: String) -> winnow_string {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: string.utf8.count)
        _ = copy.initialize(fromContentsOf: string.utf8)
        return winnow_string(
            data: UnsafeRawPointer(copy.baseAddress)?.assumingMemoryBound(to: CChar.self),
            length: copy.count
        )
    }

    func deallocate() {
        data?.deallocate()
    }
}
