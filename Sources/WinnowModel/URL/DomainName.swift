/// "Domain to ASCII" of the URL Standard; nil is failure.
func domainToASCII(_ domain: [UInt8]) -> [UInt8]? {
    guard domain.allSatisfy({ $0 < 0x80 }) else { return nil }
    return domain.map(asciiLowercased)
}
