// winnow-content-features: the reader's own features of pages, for
// scripts/train-content-model, so that training and reading share one code.
//
// Standard input holds one frame a page: the page's length (32 bits, little
// endian), the page, the number of answers, the answers as floats. For each,
// standard output gets: 1 for a body out of a script's data, else 0, the place
// of the title's block counted from 1, else 0, the number of blocks, for each
// block the length of its text and the text, then the number of first-round
// values, these, the number of second-round values, and these.
//
// `winnow-content-features evidence FIRST SECOND`, with the trained models'
// files, answers with what speaks for each possible title, author and date
// instead; see EvidenceStream.

import Glibc
import HTMLReader

/// Reads and writes the frames.
struct FrameStream {
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>

    /// Opens standard input and output.
    init?() {
        guard let input = fdopen(0, "rb"), let output = fdopen(1, "wb") else { return nil }
        self.input = input
        self.output = output
    }

    /// Sends what was written.
    func flush() {
        fflush(output)
    }

    /// A 32-bit number, nil at the end of the input.
    func readNumber() -> Int? {
        var number: UInt32 = 0
        return fread(&number, 4, 1, input) == 1 ? Int(UInt32(littleEndian: number)) : nil
    }

    /// Values of a plain type.
    func read<Value: BitwiseCopyable>(_ zero: Value, count: Int) -> [Value]? {
        var values = Array(repeating: zero, count: count)
        let size = MemoryLayout<Value>.stride
        let found = values.withUnsafeMutableBytes { fread($0.baseAddress, size, count, input) }
        return found == count ? values : nil
    }

    func write(number: Int) {
        var value = UInt32(truncatingIfNeeded: number).littleEndian
        fwrite(&value, 4, 1, output)
    }

    func write<Value: BitwiseCopyable>(_ values: [Value]) {
        _ = values.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, output) }
    }
}

/// Answers frame after frame.
func run() throws {
    // The models play no part in the features; the smallest ones will do.
    let first = "winnow-trees 1 \(FeatureDump.firstWidth) 1\n=0\n"
    let second = "winnow-trees 1 \(FeatureDump.firstWidth + FeatureDump.contextWidth) 1\n=0\n"
    let reader = PageReader(
        scorer: try ContentScorer(first: Array(first.utf8), second: Array(second.utf8))
    )
    guard let stream = FrameStream() else { return }
    while let length = stream.readNumber(), let page = stream.read(UInt8(0), count: length),
        let count = stream.readNumber(), let answers = stream.read(Float(0), count: count)
    {
        let dump = page.withUnsafeBufferPointer { reader.features(of: $0, answers: answers) }
        stream.write(number: dump.isData ? 1 : 0)
        stream.write(number: dump.title.map { $0 + 1 } ?? 0)
        stream.write(number: dump.texts.count)
        for text in dump.texts {
            let bytes = Array(text.utf8)
            stream.write(number: bytes.count)
            stream.write(bytes)
        }
        stream.write(number: dump.firstRows.count)
        stream.write(dump.firstRows)
        stream.write(number: dump.contextRows.count)
        stream.write(dump.contextRows)
        stream.flush()
    }
}

if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "evidence" {
    try EvidenceStream.run(
        first: CommandLine.arguments[2],
        second: CommandLine.arguments[3]
    )
} else {
    try run()
}
