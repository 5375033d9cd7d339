/// Words of `class` and `id` values and what they suggest.
///
/// Class names are written by developers in English nearly everywhere, with a
/// few from other languages, so this table needs no language of its own. A
/// word in the first list is found anywhere in a value (`relatedposts`); one in
/// the second list only between boundaries: ends, anything but a letter, or a
/// change from lower to upper case.
enum MarkupWords {
    /// Found anywhere.
    static let anywhere: [(MarkupCategory, [String])] = [
        (.commentWord, ["comment", "disqus", "respond", "discuss", "kommentar", "comentario"]),
        (
            .shareWord,
            [
                "share", "sharing", "social", "facebook", "twitter", "addthis", "whatsapp",
                "linkedin", "pinterest", "follow",
            ]
        ),
        (
            .relatedWord,
            [
                "relat", "recommend", "similar", "outbrain", "taboola", "popular", "trending",
                "latest", "mostread", "most-read", "readnext", "read-next", "more-from",
                "morefrom", "read-more", "readmore", "read-also", "recirc", "also-like",
                "upnext", "up-next", "nextup", "suggest", "onward", "further",
            ]
        ),
        (.navWord, ["navi", "navbar", "breadcrumb", "pagination", "pager", "paging", "crumb"]),
        (.menuWord, ["menu", "toolbar", "dropdown", "accordion", "tabs"]),
        (.footerWord, ["footer", "colophon", "copyright", "legal", "impressum"]),
        (.headerWord, ["header", "masthead", "topbar", "site-head"]),
        (.sidebarWord, ["sidebar", "widget", "rightcol", "right-col", "leftcol", "left-col"]),
        (
            .adWord,
            [
                "advert", "sponsor", "promo", "adsense", "doubleclick", "commercial", "adslot",
                "werbung", "anzeige", "publicid", "reklam", "affiliate", "partner",
            ]
        ),
        (
            .newsletterWord,
            [
                "newsletter", "subscri", "signup", "sign-up", "paywall", "membership", "regwall",
                "donat", "optin", "mailchimp", "abo-", "premium", "piano",
            ]
        ),
        (.loginWord, ["login", "register", "signin", "account", "user"]),
        (
            .metaWord,
            [
                "meta", "byline", "author", "date", "publish", "posted", "kicker", "timestamp",
                "credit", "source", "reading-time",
            ]
        ),
        (.tagWord, ["categor", "topic", "keyword", "taxonom", "hashtag"]),
        (
            .mediaWord,
            [
                "caption", "figure", "photo", "image", "gallery", "video", "media", "thumb",
                "slide", "picture", "carousel", "swiper", "player",
            ]
        ),
        (
            .consentWord,
            ["cookie", "consent", "gdpr", "modal", "popup", "overlay", "dialog", "banner", "toast"]
        ),
        (
            .contentWord,
            ["article", "entry", "content", "story", "hentry", "blog", "artikel", "articulo"]
        ),
        (
            .bodyWord,
            [
                "articlebody", "article-body", "article_body", "article__body", "entry-content",
                "post-content", "post-body", "story-body", "storybody", "article-content",
                "article__content", "article-text", "article_text", "articletext", "body-content",
                "content-body", "post_content", "post__content", "richtext", "rich-text", "prose",
                "markdown", "wysiwyg", "body-text", "bodytext", "text-body", "newstext",
                "article-detail", "content-text", "main-content",
            ]
        ),
        (.titleWord, ["title", "headline", "heading", "titre", "titulo"]),
        (.teaserWord, ["teaser", "card", "carousel", "slider", "tile", "archive", "preview"]),
        (
            .productWord,
            ["product", "review", "rating", "cart", "shop", "feature", "spec", "detail"]
        ),
        (.priceWord, ["price", "checkout", "stock", "offer", "sale", "basket", "buy"]),
        (
            .forumWord,
            [
                "forum", "thread", "message", "reply", "replies", "bbcode", "answer", "question",
                "postbody", "signature",
            ]
        ),
        (
            .leadWord,
            [
                "summary", "abstract", "excerpt", "standfirst", "subtitle", "subhead", "chapo",
                "description", "sub-title", "sapo", "vorspann", "lead-text", "dek",
            ]
        ),
        (
            .hiddenWord,
            [
                "hidden", "invisible", "sr-only", "visually", "screen-reader", "noprint",
                "tooltip", "d-none", "offscreen", "print-only",
            ]
        ),
        (.bioWord, ["about", "profile", "avatar", "contributor", "biograph"]),
        (
            .noteWord,
            ["disclaimer", "correction", "note", "reference", "disclosure", "editor", "alert"]
        ),
        (.documentationWord, ["wiki", "highlight", "code", "docs", "sphinx", "syntax", "manual"]),
        (.buttonWord, ["button", "btn", "cta-", "-cta", "call-to-action"]),
        (.embedWord, ["embed", "tweet", "instagram", "quote", "iframe"]),
        (.toolWord, ["tool", "print", "bookmark", "download", "font-size", "action", "rss"]),
        (.listWord, ["list", "grid", "result", "stream", "archive"]),
        (.textWord, ["text", "paragraph", "copy", "body"]),
    ]

    /// Found as whole words only.
    static let wholeWords: [(MarkupCategory, [String])] = [
        (.commentWord, ["replies"]),
        (.shareWord, ["sns", "fb"]),
        (.relatedWord, ["more", "also", "next", "recent", "most", "top", "read", "rel", "see"]),
        (.navWord, ["nav", "skip", "prev", "previous"]),
        (.menuWord, ["tab", "bar"]),
        (.footerWord, ["foot", "bottom", "ft"]),
        (.headerWord, ["head", "top", "hd", "hero"]),
        (.sidebarWord, ["side", "rail", "aside", "right", "left", "col2"]),
        (.adWord, ["ad", "ads", "adv", "dfp", "gpt", "mpu", "pub"]),
        (.newsletterWord, ["abo", "join", "plus", "piano"]),
        (.metaWord, ["time", "info", "by", "dateline", "written"]),
        (.tagWord, ["tag", "tags", "cat", "label", "labels"]),
        (.mediaWord, ["img", "fig", "pic", "asset"]),
        (.contentWord, ["post", "main", "page", "news", "single", "view", "read", "text", "body"]),
        (.bodyWord, ["copy", "editorial", "article"]),
        (.teaserWord, ["item", "box", "block", "feed", "loop", "module"]),
        (.productWord, ["item", "sku"]),
        (.forumWord, ["post", "posts", "topic"]),
        (.leadWord, ["lead", "intro", "lede", "deck"]),
        (.hiddenWord, ["hide", "collapse", "collapsed", "hid"]),
        (.bioWord, ["bio"]),
        (.noteWord, ["footnote", "footnotes", "info"]),
        (.documentationWord, ["doc", "toc", "api", "pre"]),
        (.buttonWord, ["cta", "link", "links"]),
        (.listWord, ["feed", "items", "row", "table"]),
    ]
}
