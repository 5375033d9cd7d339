#!/usr/bin/env python3
"""Extracts word lists by language from Debian packages.

    words.py DEB_DIRECTORY OUTPUT_DIRECTORY

writes OUTPUT/TAG.txt, a word a line, from the packages tesseract-ocr-* (whose
dictionaries are of words seen on the web) and hunspell-no (Bokmål and Nynorsk,
which tesseract-ocr-nor does not tell apart). Messages of programs have few of
the words that news and books use; the lists have them, without frequencies.
"""
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
from pathlib import Path

# Names of the packages' dictionaries and the tags they stand for.
TESSERACT = dict(pair.split(":") for pair in """
    afr:af aze:az bos:bs cat:ca ces:cs cym:cy dan:da deu:de eng:en epo:eo est:et eus:eu fil:tl
    fin:fi fra:fr gle:ga glg:gl hrv:hr hun:hu ind:id isl:is ita:it lat:la lav:lv lit:lt mri:mi
    msa:ms nld:nl oci:oc pol:pl por:pt ron:ro slk:sk slv:sl spa:es sqi:sq srp:sr-Cyrl
    srp_latn:sr-Latn swa:sw swe:sv tur:tr vie:vi yor:yo bre:br bel:be bul:bg kaz:kk kir:ky mkd:mk
    mon:mn rus:ru tgk:tg tat:tt ukr:uk ara:ar fas:fa pus:ps snd:sd uig:ug urd:ur hin:hi mar:mr
    nep:ne""".split())
HUNSPELL = {"nb_NO": "nb", "nn_NO": "nn"}
UNICHARSET, DAWG = 21, 19
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def components(data):
    """The parts of a .traineddata file by their number."""
    count, = struct.unpack_from("<i", data)
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    bounds = sorted(o for o in offsets if o >= 0) + [len(data)]
    return {i: data[o:next(b for b in bounds if b > o)]
            for i, o in enumerate(offsets) if 0 <= o < len(data)}


def dawg_words(data):
    """The words of the dictionary, a directed acyclic word graph."""
    parts = components(data)
    if DAWG not in parts:
        return
    lines = parts[UNICHARSET].decode("utf-8", "replace").split("\n")
    letters = [line.split(" ")[0] for line in lines[1:int(lines[0]) + 1]]
    _, size, count = struct.unpack_from("<hii", parts[DAWG])
    edges = struct.unpack_from(f"<{count}Q", parts[DAWG], 10)
    bits = size.bit_length()
    # Each edge: letter, three flags (last of its node, backward, end of word), next node.
    stack = [(0, "")]
    while stack:
        node, prefix = stack.pop()
        for place in range(node, count):
            edge = edges[place]
            flags = edge >> bits & 7
            letter = edge & (1 << bits) - 1
            if not flags & 2 and letter < len(letters):
                word = prefix + letters[letter]
                if flags & 4:
                    yield word
                if edge >> bits + 3 and len(word) < 40:
                    stack.append((edge >> bits + 3, word))
            if flags & 1:
                break


def is_word(word):
    return 3 <= len(word) <= 24 and word == word.lower() and WORD.fullmatch(
        "".join(c for c in word if unicodedata.category(c) not in ("Mn", "Mc", "Cf"))) is not None


def lists(deb):
    tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE)
    archive = tarfile.open(fileobj=tar.stdout, mode="r|")
    for member in archive:
        path = Path(member.name)
        if path.suffix == ".traineddata" and path.stem in TESSERACT:
            yield TESSERACT[path.stem], dawg_words(archive.extractfile(member).read())
        elif path.suffix == ".dic" and path.stem in HUNSPELL:
            text = archive.extractfile(member).read().decode("iso-8859-1")
            yield HUNSPELL[path.stem], (line.split("/")[0] for line in text.split("\n")[1:])
    tar.wait()


def main():
    source, output = Path(sys.argv[1]), Path(sys.argv[2])
    for deb in sorted([*source.glob("tesseract-ocr-*.deb"), *source.glob("hunspell-no_*.deb")]):
        for tag, words in lists(deb):
            words = sorted({unicodedata.normalize("NFC", w) for w in words if is_word(w)})
            (output / f"{tag}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
            print(deb.name.split("_")[0], tag, len(words), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
