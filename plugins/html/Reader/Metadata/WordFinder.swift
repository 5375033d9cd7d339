/// Finds which of many words a text holds or begins with, in one pass.
///
/// The words are compared as bytes; texts are given in lower case. Their first
/// bytes select the few words that each place is compared with.
struct WordFinder: Sendable {
    private let buckets: [[[UInt8]]]

    init(_ words: [String]) {
        var buckets = [[[UInt8]]](repeating: [], count: 256)
        for word in words {
            let bytes = Array(word.utf8)
            if let first = bytes.first { buckets[Int(first)].append(bytes) }
        }
        self.buckets = buckets
    }

    /// Whether any of the words stands anywhere in a text.
    func occurs(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for start in bytes.indices where match(bytes, at: start) != nil { return true }
            return false
        }
    }

    /// The length in bytes of the first listed word that a text begins with.
    func prefix(of text: String) -> Int? {
        var text = text
        return text.withUTF8 { $0.isEmpty ? nil : match($0, at: 0) }
    }

    @inline(__always)
    private func match(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        for word in buckets[Int(text[start])] where word.count <= text.count - start {
            var length = 1
            while length < word.count, text[start + length] == word[length] { length += 1 }
            if length == word.count { return length }
        }
        return nil
    }
}
