// Canonicalisation for identity: two URLs with the same result are taken for
// the same page. It only removes what no server gives a meaning to; a wrong
// removal would merge two pages, a missing one only stores a page twice.

extension WebURL {
    /// The URL in the form that identifies its page.
    ///
    /// Beyond the URL Standard's own form (case of scheme and host, default
    /// port, dot segments) this removes the fragment unless it routes (`#!`),
    /// the credentials, parameters that only track where a reader came from,
    /// the index file of a directory, a full stop after the host, and an empty
    /// query; and writes percent-encodings of unreserved characters as the
    /// characters, others in capitals. Order and values of all other parameters
    /// stay, as servers may look at them. Only http and https URLs change.
    public var canonicalForIdentity: WebURL {
        guard isHTTP else { return self }
        var record = record
        record.username = []
        record.password = []
        if record.fragment?.starts(with: "!".utf8) != true { record.fragment = nil }
        if let host = record.host, host.count > 1, host.last == 0x2E, host[host.count - 2] != 0x2E {
            record.host = host.dropLast()
        }
        record.path = withoutIndexFile(normalizedEncodings(record.path))
        record.query = record.query.flatMap(identifyingQuery)
        return WebURL(record)
    }
}

/// The path without a final `index.html` or the like.
private func withoutIndexFile(_ path: [UInt8]) -> [UInt8] {
    guard let slash = path.lastIndex(of: 0x2F) else { return path }
    let name = String(decoding: path[(slash + 1)...], as: UTF8.self)
    return indexFiles.contains(name) ? Array(path[...slash]) : path
}

/// What servers answer for a directory in their default configuration. Not
/// `index.php`, whose query often says what to show.
private let indexFiles: Set<String> = [
    "index.html", "index.htm", "index.shtml", "default.htm", "default.html", "Default.htm",
]

/// The query without tracking parameters; nil if nothing is left.
private func identifyingQuery(_ query: [UInt8]) -> [UInt8]? {
    let kept = normalizedEncodings(query).split(separator: 0x26, omittingEmptySubsequences: false)
        .filter { parameter in
            !isTrackingParameter(parameter)
        }
    let joined = Array(kept.joined(separator: [0x26]))
    return joined.isEmpty ? nil : joined
}

private func isTrackingParameter(_ parameter: ArraySlice<UInt8>) -> Bool {
    let name = String(
        decoding: parameter.prefix { $0 != 0x3D }.map(asciiLowercased),
        as: UTF8.self
    )
    if trackingPrefixes.contains(where: { name.hasPrefix($0) }) { return true }
    return trackingNames.contains(name)
}

/// Parameter families of analytics tools.
private let trackingPrefixes = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "at_custom", "hsa_"]

/// Names that advertising, mailing and social networks append to the links of
/// others. General words (`ref`, `source`, `id`) are not among them.
private let trackingNames: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ymclid",
    "twclid",
    "ttclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi",
    "__hstc", "__hssc", "__hsfp", "hsctatracking", "vero_id", "vero_conv", "oly_anon_id",
    "oly_enc_id", "rb_clickid", "s_cid", "wickedid", "_openstat", "fb_action_ids",
    "fb_action_types", "fb_source", "fb_ref", "ga_source", "ga_medium", "ga_campaign", "ga_term",
    "ga_content", "_ga", "_gl", "wt_mc", "wt.mc_id", "wtrid", "at_medium", "at_campaign",
    "at_link_origin", "xtor", "guccounter", "guce_referrer", "guce_referrer_sig",
    "zanpid", "sc_campaign", "sc_channel", "sc_content", "sc_medium", "sc_outcome", "sc_geo",
    "sc_country", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "srsltid",
    "mkcid", "mkevt", "trk_contact", "trk_msg", "trk_module", "trk_sid", "ml_subscriber",
    "ml_subscriber_hash", "epik", "__twitter_impression",
]

/// The bytes with percent-encoded letters, digits, `-`, `.`, `_` and `~` as they
/// are (RFC 3986, section 6.2.2) and the digits of other encodings in capitals.
private func normalizedEncodings(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x25) else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        guard bytes[index] == 0x25, index + 2 < bytes.count,
            let high = hexDigitValue(bytes[index + 1]), let low = hexDigitValue(bytes[index + 2])
        else {
            output.append(bytes[index])
            index += 1
            continue
        }
        let byte = high << 4 | low
        let isUnreserved =
            isASCIILetter(byte) || isASCIIDigit(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
        if isUnreserved, !completesEncoding(byte, after: output) {
            output.append(byte)
        } else {
            output.append(percentEncoded: byte)
        }
        index += 3
    }
    return output
}

/// Whether a byte would make an encoding of a lone `%` or `%X` before it.
private func completesEncoding(_ byte: UInt8, after output: [UInt8]) -> Bool {
    guard hexDigitValue(byte) != nil, let last = output.last else { return false }
    if last == 0x25 { return true }
    return output.count > 1 && output[output.count - 2] == 0x25 && hexDigitValue(last) != nil
}
