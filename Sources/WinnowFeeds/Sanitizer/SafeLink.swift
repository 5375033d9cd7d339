import WinnowModel

/// An address in content, checked and made absolute.
enum SafeLink {
    /// The bytes may be used as they are.
    case unchanged(UnsafeBufferPointer<UInt8>)
    case resolved(String)

    nonisolated(unsafe) private static let schemes: UnsafeMutablePointer<NameTable> = {
        let table = UnsafeMutablePointer<NameTable>.allocate(capacity: 1)
        table.initialize(
            to: NameTable([
                (
                    """
                    http https mailto ftp ftps tel sms sip sips geo xmpp irc ircs irc6 news nntp
                    magnet feed webcal git ssh sftp svn svn+ssh rsync rtsp rtspu mms gopher telnet
                    skype callto facetime aim ymsg msnim gtalk imap ldap urn tag doi hdl bitcoin
                    ed2k wais prospero snews shttp smb cvs itms itpc pcast podcast acap h323 nfs
                    """, 1
                )
            ])
        )
        return table
    }()

    /// Checks an address; nil where its scheme is not allowed.
    ///
    /// Browsers ignore white space and controls at the ends and line breaks
    /// and tabs inside, so the scheme is read without them.
    static func make(
        _ bytes: UnsafeBufferPointer<UInt8>,
        base: WebURL?,
        isImage: Bool
    ) -> SafeLink? {
        let address = withoutControls(bytes)
        guard !address.isEmpty else { return .unchanged(address) }
        let hasBreaks = address.contains { $0 < 0x20 }
        if hasBreaks {
            let clean = address.filter { $0 >= 0x20 }
            return clean.withUnsafeBufferPointer { link -> SafeLink? in
                guard let made = make(link, base: base, isImage: isImage) else { return nil }
                guard case .unchanged(let bytes) = made else { return made }
                return .resolved(String(decoding: bytes, as: UTF8.self))
            }
        }
        let length = LinkResolution.schemeLength(address)
        guard length > 0 else { return relative(address, base: base) }
        let scheme = UnsafeBufferPointer(rebasing: address[..<length])
        if schemes.pointee.value(scheme) != 0 {
            let isWeb = equalsFolded(scheme, "http") || equalsFolded(scheme, "https")
            let rest = UnsafeBufferPointer(rebasing: address[(length + 1)...])
            if isWeb && !rest.starts(with: "//".utf8) { return relative(address, base: base) }
            return .unchanged(address)
        }
        guard isImage, equalsFolded(scheme, "data") else { return nil }
        return isRasterImage(address) ? .unchanged(address) : nil
    }

    private static func relative(
        _ address: UnsafeBufferPointer<UInt8>,
        base: WebURL?
    ) -> SafeLink? {
        // The serialisation cannot have another scheme than the base's,
        // because the reference has none of its own.
        guard let base, let url = WebURL.parse(utf8: address, base: base) else {
            return .unchanged(address)
        }
        return .resolved(url.href)
    }

    private static func isRasterImage(_ address: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = String(decoding: address.prefix(24).map(folded), as: UTF8.self)
        return ["png", "gif", "jpeg", "jpg", "webp", "avif", "bmp"].contains {
            start.hasPrefix("data:image/" + $0 + ";") || start.hasPrefix("data:image/" + $0 + ",")
        }
    }

    private static func withoutControls(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end && bytes[start] <= 0x20 { start &+= 1 }
        while end > start && bytes[end &- 1] <= 0x20 { end &-= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }
}
