/// A multi-byte encoding with the distribution of its language's characters.
///
/// Half of a Chinese, Japanese or Korean text consists of some hundred
/// characters; the others are taken as equally probable within the rows that
/// the standard gives to common and to rare ones.
struct MultiByteCandidate: Sendable {
    let encoding: Encoding
    let prior: Int
    private let common: Set<UInt32>
    private let commonCost: Int

    private init(_ encoding: Encoding, prior: Int, commonCost: Int, common: String) {
        self.encoding = encoding
        self.prior = prior
        self.commonCost = commonCost
        self.common = Set(common.unicodeScalars.map(\.value))
    }

    /// The cost of the bytes if they were this encoding, in quarters of a nat.
    func cost(of bytes: [UInt8]) -> Int {
        var cost = prior
        var index = 0
        var character: [UInt8] = []
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            let length = characterLength(bytes, at: index)
            character.removeAll(keepingCapacity: true)
            let slice = Array(bytes[index..<(index + length)])
            let errors = encoding.decode(slice.span, into: &character)
            if errors > 0 {
                cost += 120
                index += 1
            } else {
                cost += self.cost(of: slice, as: firstScalar(character))
                index += length
            }
        }
        return cost
    }

    private func firstScalar(_ utf8: [UInt8]) -> UInt32 {
        String(decoding: utf8, as: UTF8.self).unicodeScalars.first?.value ?? 0xFFFD
    }

    /// How many bytes the character at an index should have.
    private func characterLength(_ bytes: [UInt8], at index: Int) -> Int {
        let lead = bytes[index]
        let left = bytes.count - index
        switch encoding {
        case .shiftJIS where (0xA1...0xDF).contains(lead) || lead == 0x80: return 1
        case .eucJP where lead == 0x8F: return min(3, left)
        case .gbk where lead == 0x80: return 1
        case .gbk where left > 3 && (0x30...0x39).contains(bytes[index + 1]): return 4
        default: return min(2, left)
        }
    }

    private func cost(of bytes: [UInt8], as scalar: UInt32) -> Int {
        if common.contains(scalar) { return commonCost }
        switch encoding {
        case .gbk: return gbkCost(bytes)
        case .big5: return big5Cost(bytes)
        case .eucKR: return koreanCost(bytes, scalar)
        default: return japaneseCost(bytes, scalar)
        }
    }

    /// Level 1 has 3,755 characters, level 2 3,008, the rows of GBK 14,000.
    private func gbkCost(_ bytes: [UInt8]) -> Int {
        guard bytes.count == 2, bytes[1] >= 0xA1 else { return bytes.count == 2 ? 62 : 76 }
        switch bytes[0] {
        case 0xB0...0xD7: return 36
        case 0xD8...0xF7: return 48
        case 0xA1, 0xA3: return 34
        case 0xA2, 0xA4...0xA9: return 46
        default: return 62
        }
    }

    /// Level 1 has 5,401 characters, level 2 7,652.
    private func big5Cost(_ bytes: [UInt8]) -> Int {
        guard bytes.count == 2 else { return 60 }
        switch bytes[0] {
        case 0xA4...0xC6: return 37
        case 0xC9...0xF9: return 53
        case 0xA1...0xA3: return 34
        default: return 66
        }
    }

    /// 2,350 syllables of KS X 1001, 8,822 more of windows-949, 4,888 hanja.
    private func koreanCost(_ bytes: [UInt8], _ scalar: UInt32) -> Int {
        guard bytes.count == 2 else { return 60 }
        if (0xAC00...0xD7A3).contains(scalar) {
            return bytes[0] >= 0xB0 && bytes[1] >= 0xA1 ? 33 : 58
        }
        switch bytes[0] {
        case 0xA1...0xAC: return 36
        default: return 56
        }
    }

    /// Kana, 2,965 kanji of level 1, 3,390 of level 2.
    private func japaneseCost(_ bytes: [UInt8], _ scalar: UInt32) -> Int {
        switch scalar {
        case 0x3041...0x3096: return 22
        case 0x30A1...0x30FE: return 24
        case 0xFF61...0xFF9F: return 40
        case 0x3000...0x3020, 0xFF01...0xFF5E: return 28
        default: break
        }
        let isLevel1 =
            encoding == .eucJP
            ? (0xB0...0xCF).contains(bytes[0])
            : (0x88...0x98).contains(bytes[0])
        if isLevel1 { return 38 }
        return (0x4E00...0x9FFF).contains(scalar) ? 54 : 44
    }

    // MARK: The candidates

    private static let chinese = """
        ，的。一是不了人有、在我这为大中上个国以生和要时会年也他出成就来自多法对而美们现到发家方地那用可过看能作民公\
        得说学然后所她因行还前心种当但下等主政如之与被都分进将式好身只本小开很去外么点女：“”新明道起月从重度事高由间\
        手全部其没！此入于著工权子理面
        """
    private static let traditionalChinese = """
        ，的。一是不了人有、在我這為大中上個國以生和要時會年也他出成就來自多法對而美們現到發家方地那用可過看能作民公\
        得說學然後所她因行還前心種當「但下等主政如之」與被都分進將式好身只本小開很去外麼點女：新明道起月從重度事高由間\
        手全體部其沒！此台入於著工權子理面
        """
    private static let japanese = """
        の、いでてがしにとなる。すはをたまかりられもっうこくあんンきさだけそトどおやえイめよスラつッせレばフク上みろわアリ\
        ちルじ分コシジ日人一大年月
        """
    private static let korean = """
        이다는에가의을고지로한은서하사대기수리를도자시으있해인정아전부국들라일원했장주나만보어제과선스그회상적당위것문게우\
        조성경구면와년중유분개등동명내안말소신여통교무업진연된세러간마미비니거모식실합데관산
        """

    static let all: [MultiByteCandidate] = [
        MultiByteCandidate(.gbk, prior: 4, commonCost: 22, common: chinese),
        MultiByteCandidate(.big5, prior: 8, commonCost: 22, common: traditionalChinese),
        MultiByteCandidate(.eucKR, prior: 6, commonCost: 19, common: korean),
        MultiByteCandidate(.shiftJIS, prior: 4, commonCost: 18, common: japanese),
        MultiByteCandidate(.eucJP, prior: 6, commonCost: 18, common: japanese),
    ]
}
