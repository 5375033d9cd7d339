import Glibc
import HTMLReader

/// The candidates of pages' metadata, for scripts/train-metadata-model.
///
/// Standard input holds for each page its length (32 bits, little endian), the
/// page, the length of its address and the address. Standard output gets the
/// names of all facts, a field a line, then for each page its candidates, one
/// a line (field, facts with commas, values, all with tabs between), and an
/// empty line.
enum EvidenceStream {
    static func run(first: String, second: String) throws {
        let reader = PageReader(
            scorer: try ContentScorer(first: contents(of: first), second: contents(of: second))
        )
        guard let stream = FrameStream() else { return }
        for (field, names) in PageReader.factNames.sorted(by: { $0.key < $1.key }) {
            write(field + "\t" + names.joined(separator: ",") + "\n", to: stream)
        }
        stream.flush()
        while let length = stream.readNumber(), let page = stream.read(UInt8(0), count: length),
            let count = stream.readNumber(), let address = stream.read(UInt8(0), count: count)
        {
            var request = PageReader.Request()
            request.url = address.isEmpty ? nil : String(decoding: address, as: UTF8.self)
            let dump = page.withUnsafeBufferPointer { reader.evidence(of: $0, request) }
            for entry in dump.entries {
                let parts = [entry.field, entry.facts.joined(separator: ",")] + entry.values
                let clean = parts.map { part in
                    String(part.map { $0 == "\t" || $0.isNewline ? " " : $0 })
                }
                write(clean.joined(separator: "\t") + "\n", to: stream)
            }
            write("\n", to: stream)
            stream.flush()
        }
    }

    private static func write(_ text: String, to stream: FrameStream) {
        stream.write(Array(text.utf8))
    }

    private static func contents(of path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 8 << 20)
        let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        return Array(bytes.prefix(count))
    }
}
