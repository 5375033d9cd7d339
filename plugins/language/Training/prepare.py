#!/usr/bin/env python3
"""Filters extracted texts and adds the forms that packages do not carry.

    prepare.py EXTRACTED_DIRECTORY OUTPUT_DIRECTORY

- Lines that stand in the English files too, or are mostly English function
  words, are translations that nobody made; they are left out.
- Serbian in Latin script is made from Serbian in Cyrillic, which the official
  alphabets map letter by letter.
- Yoruba is also given without its marks, as much of it is written.
- Languages with less than 20 KB are left out.
"""
import re
import sys
import unicodedata
from pathlib import Path

ENGLISH = set(
    "the of and to this that with for your you are from cannot can will be not has have".split())
CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()


def text_of(line):
    return line.rstrip("\n").split("\t", 1)[1]


def is_english(text):
    words = re.findall(r"[a-z']+", text)
    count = sum(word in ENGLISH for word in words)
    return count >= 2 and count * 6 >= len(words)


def transliterations():
    table = dict(zip(CYRILLIC, LATIN))
    table.update({letter.upper(): latin.capitalize() for letter, latin in table.items()})
    return str.maketrans(table)


def without_marks(line):
    decomposed = unicodedata.normalize("NFD", line)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def main():
    source, output = Path(sys.argv[1]), Path(sys.argv[2])
    english = {text_of(line).lower() for line in open(source / "en.tsv", encoding="utf-8")}
    for file in sorted(source.glob("*.tsv")):
        if file.stat().st_size < 20_000:
            continue
        with open(output / file.name, "w", encoding="utf-8") as out:
            for line in open(file, encoding="utf-8"):
                text = text_of(line).lower()
                if file.name == "en.tsv" or not (text in english or is_english(text)):
                    out.write(line)
    table = transliterations()
    with open(output / "sr-Latn.tsv", "a", encoding="utf-8") as out:
        for line in open(output / "sr-Cyrl.tsv", encoding="utf-8"):
            out.write(line.translate(table))
    bare = {without_marks(line) for line in open(output / "yo.tsv", encoding="utf-8")}
    with open(output / "yo.tsv", "a", encoding="utf-8") as out:
        out.writelines(sorted(bare))


if __name__ == "__main__":
    main()
