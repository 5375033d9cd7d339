#!/usr/bin/env python3
"""Measures what the boilerplate module drops of texts that are clean already.

  measure-boilerplate.py WINNOW DATA [SET...]     DATA: folder with SET/gold.jsonl

Each gold text passes the text reader and the module; printed is the share of its words that went, by set and rule, and
with --show the lines. At most 0.3 % may go."""
import collections, json, os, re, subprocess, sys, tempfile
from pathlib import Path

show = "--show" in sys.argv
arguments = [a for a in sys.argv[1:] if a != "--show"]
winnow, data = arguments[0], Path(arguments[1])
sets = arguments[2:] or sorted(p.parent.name for p in data.glob("*/gold.jsonl"))
words = lambda text: len(re.findall(r"\w+", text))
total = dropped = 0
rules = collections.Counter()
for name in sets:
    with tempfile.TemporaryDirectory() as folder:
        count = 0
        for row in map(json.loads, open(data / name / "gold.jsonl", encoding="utf8")):
            text = row.get("text") or ""
            if not isinstance(text, str) or not text.strip():
                continue
            Path(folder, f"{count:05}.txt").write_text(text, encoding="utf8")
            count += 1
        if not count:
            continue
        out = subprocess.run([winnow, "clean", "--explain", folder], stdout=subprocess.PIPE).stdout.decode()
    rule, kept, gone = None, 0, 0
    for line in out.split("\n"):
        head = re.match(r"^([+-]) \[(.*)\]$", line)
        if head:
            rule = head[2] if head[1] == "-" and head[2].startswith("boilerplate") else None
        elif line[:2] in ("+ ", "- "):
            if rule:
                gone += words(line[4:])
                rules[rule] += words(line[4:])
                if show:
                    print(f"{name} {rule}: {line[4:][:150]}")
            elif line[0] == "+":
                kept += words(line[4:])
    print(f"{name:16} {count:5} texts, {kept + gone:8} words, {100 * gone / max(1, kept + gone):.3f} % dropped")
    total, dropped = total + kept + gone, dropped + gone
print(f"all: {100 * dropped / max(1, total):.3f} % of {total} words; " + ", ".join(f"{r} {n}" for r, n in rules.most_common(12)))
