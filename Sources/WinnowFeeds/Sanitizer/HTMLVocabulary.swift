/// Elements and attributes that stored content may have.
///
/// The list follows what feed readers agree on: everything that formats or
/// structures a text, images, sound and video with checked addresses, and the
/// parts of forms, which do nothing without script. Nothing in it loads a
/// document or runs code.
enum HTMLVocabulary {
    /// What an element's number says.
    enum ElementFlag {
        static let html: UInt8 = 1
        static let void: UInt8 = 2
        /// Dropped with everything in it.
        static let dropped: UInt8 = 4
        static let svg: UInt8 = 8
        static let mathML: UInt8 = 16
        /// Separates words in plain text.
        static let block: UInt8 = 32
    }

    /// What an attribute's number says.
    enum AttributeFlag {
        static let plain: UInt8 = 1
        static let link: UInt8 = 2
        static let style: UInt8 = 4
        static let svg: UInt8 = 8
        static let mathML: UInt8 = 16
    }

    nonisolated(unsafe) static let elements: UnsafeMutablePointer<NameTable> = {
        let table = UnsafeMutablePointer<NameTable>.allocate(capacity: 1)
        table.initialize(
            to: NameTable([
                (htmlElements, ElementFlag.html), (voidElements, ElementFlag.void),
                (droppedElements, ElementFlag.dropped), (blockElements, ElementFlag.block),
                (svgElements, ElementFlag.svg), (mathElements, ElementFlag.mathML),
            ])
        )
        return table
    }()

    nonisolated(unsafe) static let attributes: UnsafeMutablePointer<NameTable> = {
        let table = UnsafeMutablePointer<NameTable>.allocate(capacity: 1)
        table.initialize(
            to: NameTable([
                (plainAttributes, AttributeFlag.plain), (linkAttributes, AttributeFlag.link),
                ("style", AttributeFlag.style), (svgAttributes, AttributeFlag.svg),
                (mathAttributes, AttributeFlag.mathML),
            ])
        )
        return table
    }()

    /// Whether an element has no end tag.
    static func isVoid(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        elements.pointee.value(name) & ElementFlag.void != 0
    }

    private static let htmlElements: StaticString = """
        a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas
        caption center cite code col colgroup command data datagrid datalist dd del details dfn
        dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3
        h4 h5 h6 header hgroup hr i img input ins kbd keygen label legend li m main map mark menu
        meter multicol nav nextid nobr noscript ol optgroup option output p picture pre progress q
        rb rp rt rtc ruby s samp section select small sound source spacer span strike strong sub
        summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr
        """

    private static let voidElements: StaticString = """
        area base basefont bgsound br col command embed frame hr img input keygen link meta nextid
        param source spacer track wbr
        """

    private static let droppedElements: StaticString = """
        script style applet
        """

    private static let blockElements: StaticString = """
        address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1
        h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul
        """

    private static let svgElements: StaticString = """
        a circle clippath defs desc ellipse font-face font-face-name font-face-src foreignobject g
        glyph hkern line lineargradient marker mask metadata missing-glyph mpath path pattern
        polygon polyline radialgradient rect stop svg switch symbol text textpath title tspan use
        """

    private static let mathElements: StaticString = """
        annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac
        mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot
        mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup
        mtable mtd mtext mtr munder munderover none semantics
        """

    private static let plainAttributes: StaticString = """
        abbr accept accept-charset accesskey align allowfullscreen alt autocomplete autofocus
        axis balance bgcolor bgproperties border bordercolor bordercolordark
        bordercolorlight bottompadding cellpadding cellspacing ch challenge char charoff charset
        checked choff class clear color cols colspan compact contenteditable controls coords
        crossorigin datafld datapagesize datasrc datetime default delay dir disabled draggable
        enctype end face for form frame galleryimg gutter headers height hidden hidefocus high
        hreflang hspace icon id inputmode ismap itemprop keytype kind label lang leftspacing list
        loading loop loopcount loopend loopstart low max maxlength media method min multiple muted
        name nohref noshade nowrap open optimum pattern point-size pqg preload prompt radiogroup
        readonly rel repeat-max repeat-min replace required rev reversed rightspacing role rows
        rowspan rules scope selected shape size sizes span srclang srcset start step summary
        suppress tabindex target template title toppadding type unselectable urn usemap valign
        value variable volume vrml vspace width wrap xml:lang
        """

    private static let linkAttributes: StaticString = """
        action background cite data dynsrc href longdesc lowsrc ping poster src xlink:href
        """

    private static let svgAttributes: StaticString = """
        accent-height accumulate additive alphabetic arabic-form ascent attributename attributetype
        baseprofile bbox begin by calcmode cap-height class color color-rendering content cx cy d
        descent display dur dx dy end fill fill-opacity fill-rule font-family font-size
        font-stretch font-style font-variant font-weight from fx fy g1 g2 glyph-name gradientunits
        gradienttransform hanging height horiz-adv-x horiz-origin-x id ideographic k keypoints
        keysplines keytimes lang marker-end marker-mid marker-start markerheight markerunits
        markerwidth mathematical max min name offset opacity orient origin overline-position
        overline-thickness panose-1 path pathlength points preserveaspectratio r refx refy
        repeatcount repeatdur requiredextensions requiredfeatures restart rotate rx ry slope
        spreadmethod stemh stemv stop-color stop-opacity strikethrough-position
        strikethrough-thickness stroke stroke-dasharray stroke-dashoffset stroke-linecap
        stroke-linejoin stroke-miterlimit stroke-opacity stroke-width systemlanguage target
        text-anchor to transform type u1 u2 underline-position underline-thickness unicode
        unicode-range units-per-em values version viewbox visibility width widths x x-height x1 x2
        xlink:actuate xlink:arcrole xlink:role xlink:show xlink:title xlink:type xml:lang xml:space
        y y1 y2 zoomandpan
        """

    private static let mathAttributes: StaticString = """
        accent accentunder actiontype align bevelled close columnalign columnlines columnspacing
        columnspan depth dir display displaystyle encoding equalcolumns equalrows fence fontstyle
        fontweight form frame framespacing height id largeop linebreak linethickness lquote lspace
        mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation open
        other rowalign rowlines rowspacing rowspan rquote rspace scriptlevel scriptminsize
        scriptsizemultiplier selection separator separators stretchy symmetric voffset width
        xlink:show xlink:type
        """
}

// MARK: - Guessing

extension HTMLVocabulary {
    /// Whether text that no one declared to be HTML is HTML: it has an end tag
    /// or a reference or begins with a tag that has attributes, and all of its
    /// tags and references are known.
    static func looksLikeHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var isHTML = beginsWithAttributes(bytes)
        var cursor = 0
        while cursor < bytes.count {
            switch bytes[cursor] {
            case UInt8(ascii: "<"):
                guard let tag = tag(bytes, at: cursor) else { break }
                if elements.pointee.value(tag.name) & (ElementFlag.html | ElementFlag.dropped) == 0
                {
                    return false
                }
                if tag.isEnd { isHTML = true }
            case UInt8(ascii: "&"):
                guard let isKnown = reference(bytes, at: cursor) else { break }
                guard isKnown else { return false }
                isHTML = true
            default: break
            }
            cursor &+= 1
        }
        return isHTML
    }

    /// Whether the first thing is a tag such as `<img src=...>`.
    private static func beginsWithAttributes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, first == UInt8(ascii: "<"),
            let close = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { return false }
        return bytes[..<close].contains(UInt8(ascii: "="))
    }

    private static func tag(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at open: Int
    ) -> (name: UnsafeBufferPointer<UInt8>, isEnd: Bool)? {
        var start = open &+ 1
        let isEnd = start < bytes.count && bytes[start] == UInt8(ascii: "/")
        if isEnd { start &+= 1 }
        var end = start
        while end < bytes.count && isNameByte(bytes[end]) { end &+= 1 }
        guard end > start else { return nil }
        let closes = end < bytes.count && bytes[end] == UInt8(ascii: ">")
        return (UnsafeBufferPointer(rebasing: bytes[start..<end]), isEnd && closes)
    }

    /// Whether the reference at an ampersand is known; nil where it is none.
    private static func reference(_ bytes: UnsafeBufferPointer<UInt8>, at ampersand: Int) -> Bool? {
        let rest = UnsafeBufferPointer(rebasing: bytes[ampersand...])
        if characterReference(rest) != nil { return true }
        var end = 1
        while end < rest.count && end < 40 && isNameByte(rest[end]) { end &+= 1 }
        guard end > 1, end < rest.count, rest[end] == UInt8(ascii: ";") else { return nil }
        return EntityNames.scalar(UnsafeBufferPointer(rebasing: rest[1..<end])) != nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        let lower = folded(byte)
        return (lower >= 0x61 && lower <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
    }
}
