import CWinnowModule

/// Copies several strings behind each other, so that all of them have an
/// address during one call of the host.
struct StringPacker {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// - Parameters:
    ///   - bytes: All strings together will have.
    ///   - strings: Will be added.
    init(reservingBytes bytes: Int = 0, strings: Int = 0) {
        self.bytes.reserveCapacity(bytes)
        ends.reserveCapacity(strings)
    }

    /// Adds a string and returns its index for `withStrings`.
    mutating func add(_ string: String) -> Int {
        bytes.append(contentsOf: string.utf8)
        ends.append(bytes.count)
        return ends.count - 1
    }

    /// Calls `body` with all strings, valid for the call.
    func withStrings<Result>(_ body: ([winnow_string]) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { all in
            var strings: [winnow_string] = []
            strings.reserveCapacity(ends.count)
            var start = 0
            for end in ends {
                strings.append(winnow_string(UnsafeBufferPointer(rebasing: all[start..<end])))
                start = end
            }
            return body(strings)
        }
    }
}
