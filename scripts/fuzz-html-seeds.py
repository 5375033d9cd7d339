#!/usr/bin/env python3
"""Writes seeds for the HTML fuzzer: scripts/fuzz-html-seeds.py OUTPUT [PAGES_FOLDER] [CASES.jsonl]

Own fixtures, small pages and pieces of larger ones, and conformance cases if given; each gets the leading byte that chooses the options."""

import gzip
import json
import sys
from pathlib import Path

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
fixtures = Path(__file__).resolve().parents[1] / "Tests/WinnowHTMLTests/Fixtures/trees"
seeds = [p.read_bytes() for p in sorted(fixtures.glob("*.html"))]
if len(sys.argv) > 2:
    for page in sorted(Path(sys.argv[2]).rglob("*.html.gz"))[::9]:
        data = gzip.open(page).read()
        seeds += [data[:6000], data[len(data) // 2 : len(data) // 2 + 3000]]
if len(sys.argv) > 3:
    seeds += [json.loads(line)["data"].encode("utf8", "surrogatepass") for line in open(sys.argv[3])]
for number, seed in enumerate(seeds):
    (out / f"seed-{number:05}").write_bytes(bytes([number % 251]) + seed)
print(f"{len(seeds)} seeds in {out}")
