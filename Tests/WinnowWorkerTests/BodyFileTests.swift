import CSandbox
import Glibc
import Testing

/// What a worker could do with the descriptor that it inherits.
@Suite struct BodyFileTests {
    @Test("nobody but the parent's mapping can change the bodies, or their file's length")
    func seals() throws {
        let length = 1 << 16
        var descriptor: Int32 = -1
        var memory: UnsafeMutableRawPointer?
        try #require(winnow_bodies_create(length, &descriptor, &memory) == 0)
        defer { winnow_bodies_close(descriptor, memory, length) }
        #expect(winnow_bodies_reserve(descriptor, 4096, 8192) == 0)
        memory?.storeBytes(of: 7, toByteOffset: 5000, as: UInt8.self)

        let again = open("/proc/self/fd/\(descriptor)", O_RDWR | O_CLOEXEC)
        defer { if again >= 0 { close(again) } }
        for file in [descriptor, again] where file >= 0 {
            #expect(mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) == MAP_FAILED)
            #expect(pwrite(file, "x", 1, 5000) < 0)
            #expect(ftruncate(file, 0) < 0)
            #expect(ftruncate(file, off_t(2 * length)) < 0)
            let view = mmap(nil, length, PROT_READ, MAP_SHARED, file, 0)
            #expect(view != MAP_FAILED)
            #expect(mprotect(view, length, PROT_READ | PROT_WRITE) < 0)
            #expect(view?.load(fromByteOffset: 5000, as: UInt8.self) == 7)
            munmap(view, length)
        }
    }
}
