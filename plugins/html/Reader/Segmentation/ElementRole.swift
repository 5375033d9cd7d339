import WinnowHTML

/// What an element does to the flow of text.
enum ElementRole: UInt8 {
    /// Part of the line it stands in.
    case inline = 0
    /// Begins and ends a block.
    case block = 1
    /// Has no text that a reader sees.
    case skipped = 2
    case lineBreak = 3
    case rule = 4
    case image = 5
    case link = 6
    case emphasis = 7
    case strong = 8
    case table = 9
    case row = 10
    case cell = 11
    case preformatted = 12
}

/// Roles and categories of the names that the parser knows, by their number.
struct ElementRoleTable: Sendable {
    private var roles: [UInt8]
    private var categories: [UInt64]

    init() {
        roles = Array(repeating: ElementRole.inline.rawValue, count: 1024)
        categories = Array(repeating: 0, count: 1024)
        for (role, names) in Self.names {
            for name in names where name.rawValue < 1024 {
                roles[Int(name.rawValue)] = role.rawValue
            }
        }
        for (category, names) in Self.markup {
            for name in names where name.rawValue < 1024 {
                categories[Int(name.rawValue)] |= 1 << UInt64(category.rawValue)
            }
        }
    }

    @inline(__always)
    func role(of name: HTMLName) -> ElementRole {
        guard name.rawValue >= 0, name.rawValue < 1024 else { return .inline }
        return ElementRole(rawValue: roles[Int(name.rawValue)]) ?? .inline
    }

    @inline(__always)
    func categories(of name: HTMLName) -> UInt64 {
        guard name.rawValue >= 0, name.rawValue < 1024 else { return 0 }
        return categories[Int(name.rawValue)]
    }

    /// Whether an element that has no text shows something of its own.
    @inline(__always)
    func isEmbedded(_ name: HTMLName) -> Bool {
        switch name {
        case .iframe, .video, .audio, .embed, .canvas: true
        default: false
        }
    }

    private static let names: [(ElementRole, [HTMLName])] = [
        (
            .block,
            [
                .p, .div, .section, .article, .main, .aside, .nav, .header, .footer, .ul, .ol, .li,
                .dl, .dt, .dd, .h1, .h2, .h3, .h4, .h5, .h6, .blockquote, .figure, .figcaption,
                .caption, .form, .fieldset, .legend, .address, .center, .details, .summary,
                .hgroup, .dialog, .menu, .dir, .body, .tbody, .thead, .tfoot, .button, .search,
                // What a plug-in's element holds is shown where there is no
                // plug-in, which is everywhere today.
                .object,
            ]
        ),
        (
            .skipped,
            [
                .script, .style, .template, .noscript, .iframe, .canvas, .audio,
                .video, .select, .option, .optgroup, .datalist, .textarea, .input, .head, .title,
                .rp, .rt, .map, .area, .embed, .applet, .frame, .frameset, .param, .source,
                .track, .meta, .link, .base, .colgroup, .col, .noframes, .noembed, .progress,
                .meter,
            ]
        ),
        (.lineBreak, [.br]), (.rule, [.hr]), (.image, [.img]), (.link, [.a]),
        (.emphasis, [.em, .i]), (.strong, [.b, .strong]), (.table, [.table]), (.row, [.tr]),
        (.cell, [.td, .th]), (.preformatted, [.pre, .listing, .xmp, .plaintext]),
    ]

    private static let markup: [(MarkupCategory, [HTMLName])] = [
        (.article, [.article]), (.main, [.main]), (.section, [.section]), (.aside, [.aside]),
        (.nav, [.nav]), (.header, [.header]), (.footer, [.footer]), (.form, [.form]),
        (.figure, [.figure]), (.list, [.ul, .ol, .dl, .menu, .dir]), (.table, [.table]),
        (.blockquote, [.blockquote]), (.button, [.button]), (.dialog, [.dialog]),
        (.details, [.details]), (.cell, [.td, .th]), (.heading, [.h1, .h2, .h3, .h4, .h5, .h6]),
        (.paragraph, [.p]), (.listItem, [.li]), (.caption, [.figcaption, .caption]),
        (.embedWord, [.object]), (.address, [.address]), (.definition, [.dt, .dd]),
    ]
}
