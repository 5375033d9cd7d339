import Crypto

/// Id of the document that an entry of a feed becomes.
///
/// `w1:` and 26 letters and digits: the first 130 bits of SHA-256 over
/// `entry`, a zero byte, the feed's URL as it was first configured, a zero
/// byte, and the entry id, in the base 32 of RFC 4648 in lower case. Among a
/// billion documents two share an id with a probability below 10^-20.
public func documentID(feed identity: String, entry key: String) -> String {
    var hash = SHA256()
    hash.update(data: Array("entry\0".utf8))
    hash.update(data: Array(identity.utf8))
    hash.update(data: [0])
    hash.update(data: Array(key.utf8))
    return documentID(of: hash.finalize())
}

/// Id of the document at a URL that no feed led to: as for an entry, but over
/// `url`, a zero byte, and the effective URL.
public func documentID(url: String) -> String {
    var hash = SHA256()
    hash.update(data: Array("url\0".utf8))
    hash.update(data: Array(url.utf8))
    return documentID(of: hash.finalize())
}

/// Digest of the modules that made a record.
///
/// It is taken over the members of the record's `modules` object in the order
/// they stand there, so that it can be computed again from a stored line.
public func modulesDigest(of modules: [(name: String, version: String)]) -> String {
    var hash = SHA256()
    for (name, version) in modules {
        hash.update(data: Array(name.utf8))
        hash.update(data: [0])
        hash.update(data: Array(version.utf8))
        hash.update(data: [0])
    }
    return base32(of: hash.finalize(), characters: 26)
}

private func documentID(of digest: SHA256.Digest) -> String {
    "w1:" + base32(of: digest, characters: 26)
}

/// The first characters of the bytes' base 32 (RFC 4648, lower case).
private func base32(of bytes: some Sequence<UInt8>, characters: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
        buffer = buffer << 8 | UInt32(byte)
        bits += 8
        while bits >= 5 {
            bits -= 5
            text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            if text.count == characters { return String(decoding: text, as: UTF8.self) }
        }
        buffer &= (1 << UInt32(bits)) - 1
    }
    return String(decoding: text, as: UTF8.self)
}
