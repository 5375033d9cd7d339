import Foundation
import Testing
import WinnowFeeds

/// Data of each kind of block, made with zlib from the text of `squares`.
@Suite struct GunzipTests {
    private let squares = (0..<60).map { "\($0) squared is \($0 * $0).\n" }.joined()

    private static let dynamic = bytes(
        """
        H4sICAAAAAAAA3NxdWFyZXMudHh0AF2TO27FMAwEe5/CJzDEn2QdJ0BSpEwecv9oXWleKYIgZ1fLdr5+/j5+vz7P
        79fZrsP2t12H7++8jtjf8zoS/f06ai94XUffC7E6BkauGfde6GvJ3Av3orCGNU2gJHV1AdZyTbIg39pmRJ6LyAgt
        auvUoS6A+61ZQA/Xxkm98hD0KXoHfaa6aPW9Zjnoy9dGB32NxeWg76J30PenC/TjmQX68Wyk9eIK0E/RB+inNAa9
        b7IiaH6TY0H3TcZG8SulIDpr+qaABAv9Ztxvf669EGGlbCQT1CUjGaGupCV1DMUxqeNWZvMtRQp2MkZNOpI5Mp1I
        MkjeNA86PJr2QodnW3zVmEvpKOjw/vRBhw/Nq2CAtbegw+dzwtARj47iGZv01nhLv+bxIkL+FU8i5fM/BbcYcHgE
        AAA=
        """
    )
    private static let fixed = bytes(
        """
        H4sIAAAAAAAAAzNQKC4sTSxKTVHILFYw0OMyROYb6nEZIfNN9LiMkfmWelwmKOrN9LhMkQWMTPW4zJAFjIEqzFGM
        BJphgSxgBrTEElnAAugKQwMUawxADkV1qRFIFYpjDU2AJhkao7oPaJshqpMtgS4yRHU0yNWGZqj+AKlCcbiRBcgs
        FKcbG4FstET1LygMUVxvAnK9EYrrTUxAqlCD2gJolhGK602NgDYaobje1BzoLiMU15uBXG+E4nozsCoU15uDzUJx
        vTnYRtSgB7nLGMX1liDXG6O43hLkR2PUsDcABYUxauAbgELMGDX0DUEBa2yKGpUgHxiboYqBoskYxQuGxqDYNLZA
        i3OQvSieMDQFpQ0T1BRkBvKGCWoSMgOlNBNUf5iDkqMJqj8sQGnWBC0VgRK2CWoyMgD5wwQ1HRmCsogJakIyMgCZ
        h+IPI2MDkL0o/jAyMQC6z9QANV2C/GGK4g8jM7A6FH8YmYPMMzVGTcAge01R/GFkCc7CKP4wBvvDFDUbG4L8a2qO
        lvpB5qHmCGNQ+JmiZgkTUDgDAAW3GHB4BAAA
        """
    )
    private static let stored = bytes("H4sIAAAAAAAAAwEKAPX/bm8gc3F1YXJlc8eYrX8KAAAA")

    private static func bytes(_ base64: String) -> [UInt8] {
        Data(base64Encoded: base64, options: .ignoreUnknownCharacters).map(Array.init) ?? []
    }

    /// The same into memory of `room` bytes; nil where that cannot be.
    private func unpackInPlace(_ bytes: [UInt8], room: Int) -> [UInt8]? {
        var memory = [UInt8](repeating: 0, count: room)
        let count = memory.withUnsafeMutableBytes { memory in
            bytes.withUnsafeBufferPointer { bytes in
                Gunzip.decompress(bytes) { size in
                    size <= room ? UnsafeMutableRawBufferPointer(rebasing: memory[..<size]) : nil
                }
            }
        }
        return count.map { Array(memory[..<$0]) }
    }

    private func unpack(_ bytes: [UInt8], limit: Int = 1 << 20) -> (text: String, isWhole: Bool) {
        let result = bytes.withUnsafeBufferPointer { Gunzip.decompress($0, limit: limit) }
        if let whole = unpackInPlace(bytes, room: limit) {
            #expect(result.isComplete && whole == result.bytes)
        }
        return (String(decoding: result.bytes, as: UTF8.self), result.isComplete)
    }

    @Test func `every kind of block is unpacked`() {
        #expect(unpack(Self.dynamic) == (squares, true))
        #expect(unpack(Self.fixed) == (squares, true))
        #expect(unpack(Self.stored) == ("no squares", true))
    }

    @Test func `a sound file is unpacked into the memory that there is for it`() {
        for bytes in [Self.dynamic, Self.fixed] {
            #expect(unpackInPlace(bytes, room: 4096) == Array(squares.utf8))
        }
        #expect(unpackInPlace(Self.dynamic, room: 100) == nil)
        #expect(unpackInPlace(Self.dynamic + Self.stored, room: 1 << 20) == nil)
        #expect(unpackInPlace(Array(Self.dynamic.dropLast(20)), room: 1 << 20) == nil)
        #expect(unpackInPlace([0x1F, 0x8B, 8], room: 1 << 20) == nil)
    }

    @Test func `a file that states another size is unpacked all the same`() {
        for size: UInt8 in [0, 9, 255] {
            var bytes = Self.stored
            bytes[bytes.count - 4] = size
            #expect(unpack(bytes).text == "no squares")
        }
    }

    @Test func `all members of a file are unpacked, one behind the other`() {
        #expect(unpack(Self.dynamic + Self.stored) == (squares + "no squares", true))
        #expect(unpack(Self.stored + Self.fixed + Self.stored).text.hasSuffix("\nno squares"))
        let many = unpack(Array(repeating: Self.stored, count: 1000).flatMap(\.self))
        #expect(many == (String(repeating: "no squares", count: 1000), true))
        let limited = unpack(Self.stored + Self.dynamic, limit: 15)
        #expect(limited == ("no squares0 squ", false))
        let cut = unpack(Self.stored + Self.dynamic.dropLast(20))
        #expect(!cut.isWhole && ("no squares" + squares).hasPrefix(cut.text))
    }

    @Test func `what is no member behind the last one is left`() {
        #expect(unpack(Self.dynamic + [0, 0, 0]) == (squares, true))
        #expect(unpack(Self.dynamic + [0x1F, 0x8B]) == (squares, true))
    }

    @Test func `a file cut anywhere gives the beginning of its content`() {
        for count in 0..<Self.dynamic.count {
            let result = unpack(Array(Self.dynamic.prefix(count)))
            #expect(!result.isWhole && squares.hasPrefix(result.text))
        }
    }

    @Test func `no more than the limit is unpacked`() {
        for limit in [1, 100, squares.utf8.count - 1] {
            let result = unpack(Self.fixed, limit: limit)
            #expect(!result.isWhole && result.text.utf8.count <= limit)
        }
    }

    @Test func `damage anywhere is noticed or without effect`() {
        for file in [Self.dynamic, Self.fixed, Self.stored] {
            let text = unpack(file).text
            for place in file.indices {
                for bit in 0..<8 {
                    var bytes = file
                    bytes[place] ^= 1 << bit
                    let result = unpack(bytes)
                    #expect(!result.isWhole || result.text == text)
                }
            }
        }
    }
}
