import CFuzzFeeds
import WinnowFeeds
import WinnowModel

/// Reads what libFuzzer makes up as a feed, a sitemap, a subscription list, a page with links, and the dates, URLs and robots
/// rules in it; the address sanitizer and the preconditions judge.
///
/// The first byte chooses the reader and what the response says.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 0 else { return 0 }
    let choice = data[0]
    let bytes = UnsafeBufferPointer(start: data + 1, count: size - 1)
    switch choice & 7 {
    case 0: _ = try? SitemapReader.read(bytes, baseURL: "https://s.example/sitemap.xml")
    case 1: readSubscriptions(bytes)
    case 2: readPage(bytes)
    case 3: readValues(bytes)
    default: readFeed(bytes, choice)
    }
    return 0
}

private func readFeed(_ bytes: UnsafeBufferPointer<UInt8>, _ choice: UInt8) {
    let types = ["application/rss+xml", "text/xml", "text/html; charset=utf-8", "application/json"]
    let base = choice & 8 != 0 ? "https://f.example/a/feed?x#y" : nil
    let feed = try? FeedReader.read(
        bytes,
        contentType: types[Int(choice >> 4) & 3],
        baseURL: base,
        headers: choice & 64 != 0 ? [("Content-Location", "/b"), ("Link", "<h>; rel=hub")] : []
    )
    guard let feed else { return }
    // Twice: nothing of a document may stay behind.
    let again = try? FeedReader.read(
        bytes,
        contentType: types[Int(choice >> 4) & 3],
        baseURL: base,
        headers: choice & 64 != 0 ? [("Content-Location", "/b"), ("Link", "<h>; rel=hub")] : []
    )
    precondition(feed == again, "a feed depends on the one before")
    var json = JSONWriter()
    FeedJSON.write(feed, to: &json)
    for entry in feed.entries {
        for html in [entry.content, entry.summary] {
            if let html { checkSafe(html) }
        }
    }
}

/// Every tag in sanitised content has to be one that the sanitiser wrote.
private func checkSafe(_ html: String) {
    let lower = html.lowercased()
    for tag in ["<script", "<style", "<iframe", "<object", "<embed", "<base", "<meta", "<link"] {
        precondition(!lower.contains(tag), "sanitised content has a forbidden tag")
    }
}

private func readSubscriptions(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let list = try? OPML.read(bytes) else { return }
    let written = OPML.write(list, title: "fuzz")
    precondition((try? OPML.read(written))?.count == list.count, "a list changes when written")
}

private func readPage(_ bytes: UnsafeBufferPointer<UInt8>) {
    _ = FeedDiscovery.candidates(html: bytes, base: "https://p.example/")
    if let list = try? LinkList(["main a", "/x/**", "!nav"]) {
        _ = list.links(html: bytes, base: "https://p.example/")
    }
}

private func readValues(_ bytes: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let date = FeedDate.parse(text) { _ = date.rfc3339 }
    let base = WebURL.parse("https://u.example/a/b?c#d")
    if let url = WebURL.parse(text, base: base) {
        precondition(WebURL.parse(url.href)?.href == url.href, "a URL changes when parsed again")
    }
}
