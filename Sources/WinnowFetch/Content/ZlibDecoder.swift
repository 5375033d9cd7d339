import CCurl

/// Reads `gzip` and `deflate`.
///
/// Forgiving where servers are known to be wrong and no byte can be mistaken: a
/// body that does not begin as gzip passes as it is, `deflate` may lack its zlib
/// wrapper, and what follows the last gzip member is ignored, as browsers do.
final class ZlibDecoder: ContentDecoder {
    enum Coding: String {
        case gzip, deflate
    }

    private enum State {
        /// Collects the two bytes that tell what follows.
        case head
        case stream
        /// Behind the last member.
        case ended
        /// The body is not compressed, whatever the header says.
        case plain
    }

    private let coding: Coding
    private var state = State.head
    private var head: [UInt8] = []
    private var hasMember = false
    // zlib keeps a pointer to the stream's structure, so it may not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var isOpen = false
    private lazy var output = [UInt8](repeating: 0, count: decodedPieceBytes)

    init(_ coding: Coding) {
        self.coding = coding
        stream.initialize(to: z_stream())
    }

    deinit {
        close()
        stream.deallocate()
    }

    func decode(_ input: UnsafeRawBufferPointer, into sink: ByteSink) throws(BodyFailure) {
        var rest = input
        while !rest.isEmpty {
            switch state {
            case .head: try readHead(&rest, sink)
            case .stream: try inflateSome(&rest, sink)
            case .plain:
                try sink(rest)
                return
            case .ended: return
            }
        }
    }

    func finish(into sink: ByteSink) throws(BodyFailure) -> Bool {
        switch state {
        case .ended: return true
        case .plain: return false
        case .stream: throw truncatedStream(coding.rawValue)
        case .head:
            if hasMember { return true }
            // A body of no or one byte is no compressed stream.
            let bytes = head
            try bytes.withUnsafeBufferPointer { (all) throws(BodyFailure) in
                if !all.isEmpty { try sink(UnsafeRawBufferPointer(all)) }
            }
            return false
        }
    }

    private func readHead(_ rest: inout UnsafeRawBufferPointer, _ sink: ByteSink)
        throws(BodyFailure)
    {
        while head.count < 2, let byte = rest.first {
            head.append(byte)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        }
        guard head.count == 2 else { return }
        let bytes = head
        guard let windowBits = windowBits(for: bytes) else {
            state = hasMember ? .ended : .plain
            if !hasMember {
                try bytes.withUnsafeBufferPointer { (all) throws(BodyFailure) in
                    try sink(UnsafeRawBufferPointer(all))
                }
            }
            return
        }
        close()
        guard winnow_inflate_start(stream, windowBits) == Z_OK else {
            throw BodyFailure(code: .internal, message: "zlib gave no decoder")
        }
        isOpen = true
        state = .stream
        try bytes.withUnsafeBufferPointer { (all) throws(BodyFailure) in
            var both = UnsafeRawBufferPointer(all)
            try inflateSome(&both, sink)
        }
    }

    /// What `inflateInit2` shall read, or nil if it is not compressed.
    private func windowBits(for head: [UInt8]) -> Int32? {
        switch coding {
        case .gzip:
            return head == [0x1f, 0x8b] ? 31 : nil
        case .deflate:
            // RFC 1950: compression method 8 and a check value. Early servers
            // sent raw deflate instead, and some still do.
            let value = Int(head[0]) << 8 | Int(head[1])
            return head[0] & 0x0f == 8 && value % 31 == 0 ? 15 : -15
        }
    }

    private func inflateSome(_ rest: inout UnsafeRawBufferPointer, _ sink: ByteSink)
        throws(BodyFailure)
    {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: rest.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        stream.pointee.avail_in = UInt32(clamping: rest.count)
        var status = Z_OK
        repeat {
            status = try inflatePiece(sink)
        } while status == Z_OK && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
        rest = UnsafeRawBufferPointer(rebasing: rest.suffix(Int(stream.pointee.avail_in)))
        if status == Z_STREAM_END {
            hasMember = true
            head = []
            state = coding == .gzip ? .head : .ended
        }
    }

    private func inflatePiece(_ sink: ByteSink) throws(BodyFailure) -> Int32 {
        let status: Int32 = output.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(buffer.count)
            return inflate(stream, Z_NO_FLUSH)
        }
        // A buffer error says that nothing could be done: more input is needed.
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            let words = stream.pointee.msg.map { String(cString: $0) }
            throw damagedStream(coding.rawValue, words)
        }
        let count = output.count - Int(stream.pointee.avail_out)
        if count > 0 {
            try output.withUnsafeBufferPointer { (all) throws(BodyFailure) in
                try sink(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[..<count])))
            }
        }
        return status
    }

    private func close() {
        if isOpen { inflateEnd(stream) }
        isOpen = false
    }
}
