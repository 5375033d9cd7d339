import Glibc

/// The claim of one process on a state directory.
///
/// It is a flock(2) on the file `lock`, which the kernel releases when the
/// process ends in whatever way; the file stays. The holder's process id
/// stands in it for the error message alone.
struct StateLock: ~Copyable {
    /// A process that its holder was starting when it ended has the lock, too,
    /// from its fork to its exec. So the lock is waited for, this many times
    /// ten milliseconds.
    private static let patience = 50

    private let file: File

    /// Takes the lock, or says who has it.
    init(directory: String) throws(StoreError) {
        let file = try File(Paths.join(directory, "lock"), flags: O_RDWR | O_CREAT)
        var tries = 0
        while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            if number == EINTR { continue }
            guard number == EWOULDBLOCK else {
                throw StoreError(errno: number, path: file.path, attempt: "cannot lock")
            }
            guard tries < StateLock.patience else {
                throw StateLock.refusal(
                    directory: directory,
                    holder: try file.bytes(at: 0, count: 20)
                )
            }
            tries += 1
            usleep(10_000)
        }
        let holder = Array("\(getpid())\n".utf8)
        guard ftruncate(file.descriptor, 0) == 0 else {
            throw StoreError(errno: errno, path: file.path, attempt: "cannot write to")
        }
        // A full disk must not keep the daemon from starting: the lock holds
        // without the number in it.
        _ = holder.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        self.file = file
    }

    private static func refusal(directory: String, holder: [UInt8]) -> StoreError {
        let digits = holder.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        let process =
            digits.isEmpty
            ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
        return StoreError(
            .locked,
            subject: directory,
            message: "the state directory is in use by \(process)"
        )
    }
}
