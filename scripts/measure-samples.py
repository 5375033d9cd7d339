#!/usr/bin/env python3
"""Line precision and recall of the boilerplate module on its labelled samples, by language.

  measure-samples.py WINNOW [FOLDER] [--show]    exit 1 if precision or recall is below 0.97

FOLDER is Tests/BoilerplateFilterTests/Fixtures/Lines unless given: files LANGUAGE-NN.txt or .html whose lines begin with
"+ " (stays) or "- " (goes). Each passes its reader, HTML as feed content, and the module; a line counts as dropped if most
of its letters were. --show prints the lines that were judged wrongly, with the rule or the block that has them. The test
SampleTests pins the figures; this program is for looking at what is behind them."""
import collections
import html
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

LEAST = 0.97


def letters(text):
    """Letters, digits and marks alone: readers change all else."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


def read_sample(path):
    """The labelled lines of a file, and its text without labels."""
    labelled, text = [], []
    for line in path.read_text(encoding="utf8").split("\n"):
        if line[:2] in ("+ ", "- "):
            labelled.append((line[0], line[2:]))
            line = line[2:]
        text.append(line)
    return labelled, "\n".join(text)


def explained_blocks(winnow, options, paths):
    """By file name: (sign, rule or kind, text) of each block, as --explain prints them."""
    if not paths:
        return {}
    run = subprocess.run([winnow, "clean", "--explain", "--colour", "never", *options, *map(str, paths)],
                         stdout=subprocess.PIPE, encoding="utf8")
    documents, blocks = {}, []
    for line in run.stdout.split("\n"):
        if line.startswith("== "):
            blocks = documents[Path(line[3:].strip()).name] = []
        elif match := re.match(r"([+-]) \[(.*)\]$", line):
            blocks.append([match[1], match[2], ""])
        elif line[:2] in ("+ ", "- ") and blocks:
            blocks[-1][2] += line[4:] + " "
    return documents


def judge(name, labelled, blocks):
    """For each labelled line with letters: label, whether it was dropped, and by what."""
    text, signs, rules = "", [], []
    for sign, rule, block in blocks:
        own = letters(block)
        text += own
        signs += [sign] * len(own)
        rules += [rule] * len(own)
    position = 0
    for label, line in labelled:
        if name.endswith(".html"):
            line_text = html.unescape(re.sub(r"<[^>]+>", "", line))
        else:
            # The number of a list item becomes the kind of its block.
            line_text = re.sub(r"^\s*\(?\d{1,3}[.)] ", "", line)
        own = letters(line_text)
        if not own:
            continue
        start = text.find(own, position)
        if start < 0:
            start = text.find(own)
        if start < 0:
            yield label, True, "missing", line
            continue
        position = start + len(own)
        gone = signs[start:position].count("-")
        yield label, gone * 2 > len(own), rules[start], line


def main():
    arguments = [a for a in sys.argv[1:] if a != "--show"]
    winnow = arguments[0]
    own = Path(__file__).resolve().parent.parent / "Tests/BoilerplateFilterTests/Fixtures/Lines"
    folder = Path(arguments[1]) if len(arguments) > 1 else own
    samples, documents = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted([*folder.glob("*-*.txt"), *folder.glob("*-*.html")]):
            samples[path.name], text = read_sample(path)
            Path(scratch, path.name).write_text(text, encoding="utf8")
        for pattern, options in (("*.txt", []), ("*.html", ["--feed"])):
            documents |= explained_blocks(winnow, options, sorted(Path(scratch).glob(pattern)))
    counts, wrong = collections.defaultdict(collections.Counter), []
    for name, labelled in samples.items():
        if name not in documents:
            sys.exit(f"{winnow} printed nothing about {name}")
        for label, dropped, rule, line in judge(name, labelled, documents[name]):
            for key in ("all", name.rpartition("-")[0], name.rpartition(".")[2]):
                counts[key][label, dropped] += 1
            if (label == "-") != dropped:
                wrong.append((label, name, rule, line))
    figures = {}
    for key, count in sorted(counts.items()):
        right, false, missed = count["-", True], count["+", True], count["-", False]
        figures[key] = right / max(1, right + false), right / max(1, right + missed)
        print(f"{key:8} precision {figures[key][0]:.3f} recall {figures[key][1]:.3f}"
              f"  ({right} dropped, {false} wrongly, {missed} missed, {count['+', False]} kept)")
    if "--show" in sys.argv:
        for row in sorted(wrong):
            print(" | ".join(row))
    sys.exit(0 if min(figures["all"]) >= LEAST else 1)


if __name__ == "__main__":
    main()
