#!/usr/bin/env python3
"""Writes seeds for the feed fuzzer from the fixtures: fuzz-feeds-seeds.py FOLDER"""
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parent.parent
target = pathlib.Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
fixtures = sorted((root / "Tests/WinnowFeedsTests/Fixtures").iterdir())
for path in fixtures:
    if path.suffix in (".xml", ".json") and not path.name.endswith(".expected.json"):
        for choice in (4, 12, 4 + 48, 12 + 64):
            (target / f"{path.stem}-{choice}").write_bytes(bytes([choice]) + path.read_bytes())
others = {
    "sitemap": b"\0<urlset><url><loc>https://s.example/1</loc><lastmod>2026-01-01</lastmod></url></urlset>",
    "lines": b"\0https://s.example/1\nhttps://s.example/2\n",
    "opml": b"\1<opml><body><outline text='g'><outline text='a' xmlUrl='https://a.example/'/></outline></body></opml>",
    "page": b"\2<base href='/x/'><link rel=alternate type=application/rss+xml href=f><main><a href=/x/y>t</a></main>",
    "date": b"\3Thu, 01 Jan 2026 00:00:00 GMT",
    "url": b"\3https://user:pw@h.example:80/a/../b?c#d",
}
for name, data in others.items():
    (target / name).write_bytes(data)
