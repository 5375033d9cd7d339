#!/usr/bin/env python3
"""Writes Sources/WinnowEncoding/Detection/LanguageModels.swift.

    scripts/generate-encoding-models.py CLDR_COMMON_DIRECTORY TSV...

Each line of a file is a language tag, anything, and a text. CLDR's annotations
are texts too: they are for languages of which the files have lost the accents. For every language
that a legacy encoding was made for, the costs of letter pairs are counted: a
pair (a, b) costs -log P(b | a) in quarters of a nat, at most 63, written as one
character of base64's alphabet. Letters are lower case; the classes before them
are 0 for space and ASCII signs, 1 for other signs, 2 for ASCII letters where the
language has its own alphabet.
"""
import collections
import math
import pathlib
import sys
import unicodedata
import xml.etree.ElementTree as ET

OUT = (pathlib.Path(__file__).resolve().parent.parent
       / "Sources/WinnowEncoding/Detection/LanguageModels.swift")
LATIN = "fr de es pt it sv da nb fi is ca nl pl cs sk hu sl hr ro tr lt lv et vi sq".split()
# Letters beyond ASCII that the language is written with: texts from the web also
# hold names, and letters that were decoded wrongly once.
LETTERS = {
    "fr": "àâæçèéêëîïôùûüÿœ", "de": "äöüß", "es": "áéíñóúü", "pt": "àáâãçéêíóôõú",
    "it": "àèéìòù", "sv": "åäöé", "da": "æøåé", "nb": "æøåéòô", "fi": "äöå", "is": "áæéíðóöúýþ",
    "ca": "àçèéíïòóúü", "nl": "èéëïöü", "pl": "óąćęłńśźż", "cs": "áéíóúýčďěňřšťůž",
    "sk": "áäéíóôúýčďĺľňŕšťž", "hu": "áéíóöúüőű", "sl": "čšž", "hr": "ćčđšž", "ro": "âîăşţ",
    "tr": "âçîöüğışû", "lt": "ąčėęįšūųž", "lv": "āčēģīķļņšūž", "et": "äõöüšž",
    "vi": "âêôăđơư" + "\u0300\u0301\u0303\u0309\u0323", "sq": "çë",
}
OTHER = "ru uk bg sr mk be el he ar fa th".split()
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def prepare(language, text):
    text = unicodedata.normalize("NFC", text).lower()
    text = text.replace("i\u0307", "i")
    if language == "ro":
        # The legacy encodings have the cedilla only.
        text = text.replace("ș", "ş").replace("ț", "ţ")
    if language == "vi":
        # windows-1258 writes tones as marks behind the vowel.
        out = []
        for char in unicodedata.normalize("NFD", text):
            if char in TONES or not unicodedata.combining(char):
                out.append(char)
            else:
                tones = []
                while out and out[-1] in TONES:
                    tones.insert(0, out.pop())
                out[-1:] = [unicodedata.normalize("NFC", out[-1] + char)] + tones
        return "".join(out)
    return text


def is_letter(char):
    return unicodedata.category(char)[0] in "LM"


def model(language, text):
    latin = language in LATIN
    counts = collections.Counter(c for c in text if is_letter(c) and ord(c) > 127)
    total = sum(counts.values())
    letters = sorted(c for c, n in counts.items() if n >= max(3, total * 2e-4))
    if not latin:
        scripts = {"el": "GREEK", "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC", "th": "THAI"}
        script = scripts.get(language, "CYRILLIC")
        letters = [c for c in letters if unicodedata.name(c, "").startswith(script)]
    else:
        letters = [c for c in letters if c in LETTERS[language]]
    alphabet = (list("abcdefghijklmnopqrstuvwxyz") if latin else []) + letters
    first = 2 if latin else 3
    index = {c: i + first for i, c in enumerate(alphabet)}

    def kind(c):
        if c in index:
            return index[c]
        if "a" <= c <= "z":
            return 2
        if is_letter(c):
            return None
        return 0 if ord(c) < 128 else 1

    size = first + len(alphabet)
    pairs = [[0.0] * size for _ in range(size)]
    singles = [1.0] * size
    previous = 0
    for c in text:
        current = kind(c)
        if current is not None and previous is not None:
            pairs[previous][current] += 1
            singles[current] += 1
        previous = current
    whole = sum(singles)
    costs = []
    for row in pairs:
        # Witten-Bell: the more different successors, the more is yet unseen.
        n, kinds = sum(row), sum(1 for x in row if x)
        back = kinds / (n + kinds) if n else 1.0
        for i in range(size):
            p = back * singles[i] / whole + ((1 - back) * row[i] / n if n else 0)
            costs.append(min(63, round(-4 * math.log(p))))
    return "".join(alphabet), "".join(BASE64[c] for c in costs)


def main():
    texts = collections.defaultdict(list)
    for path in sys.argv[2:]:
        for line in open(path, encoding="utf8"):
            fields = line.rstrip("\n").split("\t")
            if fields[1] == "":
                texts[fields[0]].append(fields[-1])
    names = ET.parse(pathlib.Path(sys.argv[1]) / "annotations/es.xml").getroot()
    texts["es"] = [(e.text or "").replace(" | ", " ") for e in names.iter("annotation")]
    lines = []
    for language in LATIN + OTHER:
        alphabet, costs = model(language, prepare(language, "\n".join(texts[language])))
        lines.append(f"        {language}|{alphabet}|{costs}")
        print(language, len(alphabet), alphabet)
    body = "\n".join(lines)
    OUT.write_text(f'''// Generated by scripts/generate-encoding-models.py; do not edit.

// swift-format-ignore-file

/// Letter pairs of the languages of legacy encodings; see `LanguageModel`.
enum LanguageModels {{
    /// A language a line: its tag, its alphabet, the costs of all pairs of
    /// classes by row.
    static let table: StaticString = """
{body}
        """
}}
''')
    print(OUT.stat().st_size, "bytes")


main()
