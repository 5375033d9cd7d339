import Testing
import WinnowModel
import WinnowModuleHost

@Suite struct TextModuleTests {
    @Test func `separators are left out unless the document is explained`() throws {
        let text = Array("Before the line.\n\n-----\n\nBehind the line.\n".utf8)
        #expect(try TextModuleRunner.read(text).blocks.count == 2)
        let explained = try TextModuleRunner.read(text, explain: true)
        #expect(explained.blocks.map { $0.dropped?.rule } == [nil, "separator", nil])
    }

    @Test func `a heading at the top becomes the title`() throws {
        let text = Array("# The title\n\nA sentence behind it.\n".utf8)
        #expect(try TextModuleRunner.read(text).metadata[Metadata.Key.title] == "The title")
    }

    @Test func `the title that a feed gave is kept`() throws {
        var metadata = Metadata()
        metadata[Metadata.Key.title] = "From the feed"
        let text = Array("# The title\n\nA sentence behind it.\n".utf8)
        let document = try TextModuleRunner.read(text, metadata: metadata)
        #expect(document.metadata[Metadata.Key.title] == "From the feed")
    }

    @Test func `an empty document says why`() throws {
        let document = try TextModuleRunner.read(Array(" \r\n\t\r\n".utf8))
        #expect(document.blocks.isEmpty)
        #expect(document.metadata[Metadata.Key.emptyReason] == "no text")
    }

    @Test func `the encoding is recorded`() throws {
        let document = try TextModuleRunner.read([0xFF, 0xFE, 0x41, 0x00])
        #expect(document.metadata[Metadata.Key.encoding] == "UTF-16LE")
        #expect(document.blocks.map(\.text) == ["A"])
    }

    /// One letter with its mark behind it sends all of a text through
    /// composition; were that to copy the text for each letter, a worker's 44
    /// seconds would not be enough for a MB.
    @Test func `a long text with decomposed letters is composed`() throws {
        let paragraph = "Le cafe\u{301} du port, n\u{303}u a\u{328}\u{301}.\n\n"
        let text = Array(String(repeating: paragraph, count: 60_000).utf8)
        let document = try TextModuleRunner.read(text)
        #expect(document.blocks.count == 60_000)
        let composed = "Le caf\u{E9} du port, \u{F1}u \u{105}\u{301}."
        for place in [0, 30_000, 59_999] {
            #expect(document.blocks[place].text.utf8.elementsEqual(composed.utf8))
        }
    }

    @Test(arguments: 0..<200)
    func `any bytes are read without a crash and give text without controls`(
        seed: UInt64
    ) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        let bytes = (0..<600).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Half of the bytes are those that the structure looks at.
            let random = UInt8(truncatingIfNeeded: state >> 33)
            let marks = Array("\n\r\t -*#>=`1.)\u{8}".utf8)
            return random & 1 == 0 ? marks[Int(random >> 1) % marks.count] : random
        }
        for block in try TextModuleRunner.read(bytes, explain: true).blocks {
            let hasControl = block.text.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F..<0xA0).contains($0.value)
            }
            #expect(!hasControl)
        }
    }
}
