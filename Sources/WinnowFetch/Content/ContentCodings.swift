/// The content codings of one response, undone in the right order.
struct ContentCodings {
    /// Sent as `Accept-Encoding`.
    static let accepted = "gzip, deflate, br, zstd"

    /// More layers than this are an attack: none is useful beyond the first.
    private static let maximumLayers = 4

    private let layers: [any ContentDecoder]
    private var counts: [Int]
    private let limit: Int

    /// Reads the values of `Content-Encoding` and their like.
    ///
    /// - Parameter limit: bytes that any layer may put out; the last one's are
    ///   the body.
    init(fields: [String], limit: Int) throws(BodyFailure) {
        // Room for the arithmetic below, whatever a caller asks.
        self.limit = min(max(0, limit), Int.max / 2)
        var layers: [any ContentDecoder] = []
        // Codings are listed in the order they were applied.
        for coding in fields.joined(separator: ",").split(separator: ",").reversed() {
            guard let layer = try decoder(for: coding) else { continue }
            layers.append(layer)
            guard layers.count <= ContentCodings.maximumLayers else {
                throw BodyFailure(
                    code: .contentEncoding,
                    message: "the body has too many content codings"
                )
            }
        }
        self.layers = layers
        counts = Array(repeating: 0, count: layers.count + 1)
    }

    /// Whether the body comes as it is.
    var isIdentity: Bool { layers.isEmpty }

    mutating func decode(_ bytes: UnsafeRawBufferPointer, into sink: ByteSink) throws(BodyFailure) {
        try feed(bytes, layer: 0, sink)
    }

    /// Ends all layers.
    ///
    /// - Returns: whether one of them proved that the body is whole.
    mutating func finish(into sink: ByteSink) throws(BodyFailure) -> Bool {
        var isVerified = false
        for (index, layer) in layers.enumerated() {
            let proved = try layer.finish { (bytes) throws(BodyFailure) in
                try feed(bytes, layer: index + 1, sink)
            }
            isVerified = isVerified || proved
        }
        return isVerified
    }

    private mutating func feed(_ bytes: UnsafeRawBufferPointer, layer: Int, _ sink: ByteSink)
        throws(BodyFailure)
    {
        // Compression may make small bodies a little larger.
        let allowed = layer == layers.count ? limit : limit + 64 * 1024
        let room = allowed - counts[layer]
        counts[layer] += bytes.count
        guard bytes.count <= room else {
            // Whoever wants only the beginning gets all of it.
            if layer == layers.count {
                try sink(UnsafeRawBufferPointer(rebasing: bytes[..<max(0, room)]))
            }
            throw BodyFailure(code: .tooLarge, message: "the body is larger than \(limit) bytes")
        }
        guard layer < layers.count else { return try sink(bytes) }
        try layers[layer].decode(bytes) { (decoded) throws(BodyFailure) in
            try feed(decoded, layer: layer + 1, sink)
        }
    }
}

/// The decoder of one coding; nil where there is nothing to decode.
private func decoder(for coding: Substring) throws(BodyFailure) -> (any ContentDecoder)? {
    let name = coding.filter { $0 != " " && $0 != "\t" }.lowercased()
    switch name {
    case "gzip", "x-gzip": return ZlibDecoder(.gzip)
    case "deflate": return ZlibDecoder(.deflate)
    case "br": return try BrotliDecoder()
    case "zstd": return try ZstandardDecoder()
    // Not codings, but servers mix them up with the character encoding or the
    // transfer encoding of mail; the bytes are plain.
    case "", "identity", "none", "utf-8", "utf8", "iso-8859-1", "binary", "8bit", "7bit":
        return nil
    default:
        throw BodyFailure(
            code: .contentEncoding,
            message: "the body has an unknown content coding"
        )
    }
}
