#!/usr/bin/env python3
"""Confidence against accuracy on text that neither training nor the choice of the vote saw.

    calibrate.py WINNOW TEXT_DIRECTORY [SKIPPED]

TEXT_DIRECTORY is WORK/text/held-out, which the script train leaves: the packages of prepare.py's
HELD_OUT. Of each language up to 150 lines are taken, each cut to 20 to 160 letters at a word, since
tags are given to headlines as well as to paragraphs. The vote's curve was fitted to the first 150
lines of each language, so SKIPPED = 150 shows text that no choice saw. Prints for each band of confidence how many tags were
given, the mean confidence, and the percentage that is right.
"""
import random
import subprocess
import sys
from pathlib import Path

BANDS = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01]
LINES = 150
# Languages that the tagger has no name of its own for, or that are written like others.
LEFT_OUT = {"en"}


def sample(file, generator, skipped):
    lines = [line.rstrip("\n").split("\t", 1)[1] for line in open(file, encoding="utf-8")]
    generator.shuffle(lines)
    for line in lines[skipped:skipped + LINES]:
        words, text, size = line.split(), "", generator.randint(20, 160)
        for word in words:
            if len(text) + len(word) > size and text:
                break
            text = (text + " " + word).strip()
        yield text


def main():
    generator = random.Random(1)
    skipped = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    rows = []
    for file in sorted(Path(sys.argv[2]).glob("*.tsv")):
        if file.stem not in LEFT_OUT and file.stat().st_size > 2000:
            rows += [(file.stem, text) for text in sample(file, generator, skipped)]
    run = subprocess.run([sys.argv[1], "language", "-"], input="\n".join(t for _, t in rows) + "\n",
                         capture_output=True, text=True, encoding="utf-8", check=True)
    tags = [line.split("\t") for line in run.stdout.split("\n")[:len(rows)]]
    given = [(float(c), tag == gold) for (gold, _), (tag, c) in zip(rows, tags) if tag != "und"]
    print(f"{len(rows)} lines in {len({g for g, _ in rows})} languages, {len(rows) - len(given)} und")
    print("confidence    tags   mean   right")
    for low, high in zip(BANDS, BANDS[1:]):
        band = [(c, right) for c, right in given if low <= c < high]
        if band:
            mean, share = (sum(x) / len(band) for x in zip(*band))
            print(f"{low:.2f}-{min(high, 1):.2f} {len(band):8d}  {mean:.3f}  {share:.3f}")


if __name__ == "__main__":
    main()
