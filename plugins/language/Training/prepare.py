#!/usr/bin/env python3
"""Filters extracted texts and adds the forms that packages do not carry.

    prepare.py EXTRACTED_DIRECTORY WORDS_DIRECTORY OUTPUT_DIRECTORY

- Lines that stand in the English files too, or whose words are those of the
  English files rather than of the language's own, are translations that nobody
  made; they are left out.
- Serbian in Latin script is made from Serbian in Cyrillic, which the official
  alphabets map letter by letter.
- Yoruba is also given without its marks, as much of it is written.
- Languages with less than 10 KB are left out.
- The word lists that words.py wrote become lines of eight words in random order,
  without those that are frequent in English text.
- The packages of HELD_OUT go to OUTPUT_DIRECTORY/held-out: the calibration is
  measured on them, so neither training nor the choice of the vote sees them.
"""
import collections
import math
import random
import re
import sys
import unicodedata
from pathlib import Path

HELD_OUT = {"gcompris-qt-data", "gramps", "freeciv-data", "debian-handbook"}
MOST_WORDS = 40_000
WORDS_A_LINE = 8
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()


def text_of(line):
    return line.rstrip("\n").split("\t", 1)[1]


class Words:
    """How often each word stands in some texts."""

    def __init__(self, texts):
        self.counts = collections.Counter(w for text in texts for w in WORD.findall(text))
        self.total = sum(self.counts.values()) + 1

    def log_odds(self, other):
        """A function that tells how much more likely a text's words are here than there."""
        known = {w: self.log_odds_of(other, w) for w in self.counts.keys() | other.counts.keys()}
        return lambda text: sum(known[w] for w in WORD.findall(text))

    def log_odds_of(self, other, word):
        return math.log((self.counts[word] + 0.1) / self.total * other.total
                        / (other.counts[word] + 0.1))


def transliterations():
    table = dict(zip(CYRILLIC, LATIN))
    table.update({letter.upper(): latin.capitalize() for letter, latin in table.items()})
    return str.maketrans(table)


def without_marks(line):
    decomposed = unicodedata.normalize("NFD", line)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def word_lines(file, english):
    words = [w for w in file.read_text(encoding="utf-8").split("\n") if w and w not in english]
    random.Random(1).shuffle(words)
    words = words[:MOST_WORDS]
    for start in range(0, len(words), WORDS_A_LINE):
        yield "words\t" + " ".join(words[start:start + WORDS_A_LINE]) + "\n"


def main():
    source, word_lists, output = map(Path, sys.argv[1:])
    held_out = output / "held-out"
    held_out.mkdir(exist_ok=True)
    english = {text_of(line).lower() for line in open(source / "en.tsv", encoding="utf-8")}
    english_words = Words(english)
    frequent = {word for word, count in english_words.counts.items() if count >= 20}
    for file in sorted(source.glob("*.tsv")):
        if file.stat().st_size < 10_000:
            continue
        lines = list(open(file, encoding="utf-8"))
        texts = [text_of(line).lower() for line in lines]
        log_odds = english_words.log_odds(Words(texts))
        with (open(output / file.name, "w", encoding="utf-8") as out,
              open(held_out / file.name, "w", encoding="utf-8") as held):
            for line, text in zip(lines, texts):
                if file.name == "en.tsv" or not (
                        text in english or log_odds(text) > 0):
                    (held if line.split("\t", 1)[0] in HELD_OUT else out).write(line)
    table = transliterations()
    for directory in (output, held_out):
        with open(directory / "sr-Latn.tsv", "a", encoding="utf-8") as out:
            for line in open(directory / "sr-Cyrl.tsv", encoding="utf-8"):
                out.write(line.translate(table))
    bare = {without_marks(line) for line in open(output / "yo.tsv", encoding="utf-8")}
    with open(output / "yo.tsv", "a", encoding="utf-8") as out:
        out.writelines(sorted(bare))
    for file in sorted(word_lists.glob("*.txt")):
        with open(output / f"{file.stem}.tsv", "a", encoding="utf-8") as out:
            out.writelines(word_lines(file, frequent if file.stem != "en" else ()))


if __name__ == "__main__":
    main()
