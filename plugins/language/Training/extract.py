#!/usr/bin/env python3
"""Extracts running text by language from Debian packages.

    extract.py DEB_DIRECTORY OUTPUT_DIRECTORY

writes OUTPUT/TAG.tsv with lines "package<TAB>text". Texts are translations and
documentation: message catalogues (.mo, .qm), MediaWiki's JSON, Firefox and
Thunderbird language packs, WordPress, HTML and Mallard manuals. Markup,
placeholders and keyboard marks are taken out; a translation that is the same
as its English original is left out.
"""
import collections
import gzip
import html
import io
import json
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from pathlib import Path

# Locale names of the packages and the tags they stand for. Regional variants
# of one language are one class; what is not listed keeps its primary subtag.
TAGS = {
    "no": "nb", "nb-no": "nb", "nn-no": "nn", "in": "id", "iw": "he", "fil": "tl",
    "zh-cn": "zh-Hans", "zh-hans": "zh-Hans", "zh-sg": "zh-Hans", "zh": "zh-Hans",
    "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-hant": "zh-Hant",
    "sr-latn": "sr-Latn", "sr-latin": "sr-Latn", "sr-ec": "sr-Cyrl", "sr-el": "sr-Latn",
    "sr-ijekavian": "", "sr-ijekavianlatin": "", "sr-cyrl": "sr-Cyrl", "sr": "sr-Cyrl", "sr-rs": "sr-Cyrl", "sh": "", "ku": "kmr",
    "ku-latn": "kmr", "crh-latn": "crh-Latn", "uz": "uz-Latn", "uz-latn": "uz-Latn",
    "uz-cyrl": "uz-Cyrl", "az-cyrl": "", "be-tarask": "be", "be-latn": "", "tt-latn": "",
    "kk-latn": "", "kk-arab": "", "ca-valencia": "ca", "de-formal": "de", "nl-informal": "nl",
    "hu-formal": "hu", "es-formal": "es", "bs-cyrl": "", "tg-latn": "", "ug-latn": "",
    "ks-deva": "", "c": "", "qqq": "", "en-shaw": "", "en-boldquot": "", "en-quot": "",
    "be-be": "be", "zh-classical": "", "roa-tara": "", "simple": "", "ia": "", "sco": "",
}
# The languages of the model; the packages have more.
TRAINED = set("""
    af ar ast az ba be bg br bs ca ckb cs cy da de en eo es et eu fa fi fr ga gl hi hr hu id is it ja
    kk ky la lg lt lv mai mi mk mn mr ms nb ne nl nn nso oc pl ps pt ro ru sa sd sk sl sn so sq
    sr-Cyrl sr-Latn ss st sv sw tg tl tn tr ts tt ug uk ur vi xh yo zh-Hans zh-Hant zu""".split())
MEMBER = re.compile(
    r"(\.mo|\.qm|\.xpi|\.page|/HTML/.*\.docbook|/man/[a-zA-Z_]+/man\d/.*\.gz|/i18n/.*/?[a-z-]+\.json|/i18n/[a-z-]+\.json|"
    r"(help|html|manual|installation-guide[^/]*|debian-edu-doc-[a-z-]+)/.*\.html|"
    r"debian-reference/ch\d+\.[a-z-]+\.html|manual\.[A-Za-z_]+\.html)$")
LOCALE = r"([A-Za-z]{2,3}(?:[_@-][A-Za-z]+)*)"
PLACES = [re.compile(p) for p in (
    rf"/locale/{LOCALE}/LC_MESSAGES/", rf"/resource/{LOCALE}/LC_MESSAGES/",
    rf"/translations/(?:[a-z-]*/)?{LOCALE}/", rf"/languages/(?:admin-|continents-cities-|admin-network-)?{LOCALE}\.mo$",
    rf"/i18n/(?:[A-Za-z]+/)*{LOCALE}\.json$", rf"/translations/[a-z-]+/{LOCALE}\.qm$",
    rf"langpack-{LOCALE}@", rf"/help/{LOCALE}/", rf"/html/{LOCALE}/",
    rf"/installation-guide[^/]*/{LOCALE}/", rf"/manual\.{LOCALE}\.html$",
    rf"/HTML/{LOCALE}/", rf"/man/{LOCALE}/", rf"/debian-edu-doc-(?:legacy-)?{LOCALE}/",
    rf"/debian-reference/ch\d+\.{LOCALE}\.html$",
)]


def tag_of(path):
    for place in PLACES:
        match = place.search(path)
        if match:
            name = match.group(1).replace("_", "-").replace("@", "-").lower()
            if name in TAGS:
                return TAGS[name]
            primary = name.split("-")[0]
            return TAGS.get(primary, primary) if len(name.split("-")) <= 2 else ""
    return ""


def mo_messages(data):
    magic = data[:4]
    order = "<" if magic == b"\xde\x12\x04\x95" else ">"
    if magic not in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"):
        return
    count, originals, translations = struct.unpack(order + "III", data[8:20])
    for i in range(count):
        length, offset = struct.unpack_from(order + "II", data, originals + 8 * i)
        original = data[offset:offset + length].split(b"\4")[-1].split(b"\0")[0]
        length, offset = struct.unpack_from(order + "II", data, translations + 8 * i)
        if length == 0 or not original:
            continue
        for text in data[offset:offset + length].split(b"\0"):
            if text != original:
                yield text.decode("utf-8", "ignore")


def qm_messages(data):
    if not data.startswith(b"\x3c\xb8\x64\x18"):
        return
    position = 16
    while position + 5 <= len(data):
        kind, length = struct.unpack_from(">BI", data, position)
        position += 5
        if kind == 0x69:
            block, at = data[position:position + length], 0
            while at + 5 <= len(block):
                tag = block[at]
                at += 1
                if tag == 1:
                    continue
                if tag == 5:
                    at += 4
                    continue
                size = struct.unpack_from(">I", block, at)[0]
                at += 4
                if size == 0xFFFFFFFF:
                    continue
                if tag == 3:
                    yield block[at:at + size].decode("utf-16-be", "ignore")
                at += size
        position += length


def json_messages(data):
    try:
        values = json.loads(data.decode("utf-8", "ignore"))
    except ValueError:
        return
    stack = [values]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [v for k, v in value.items() if not k.startswith("@")]
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str):
            yield value


def xpi_messages(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".ftl", ".properties")):
                text = archive.read(name).decode("utf-8", "ignore")
                for line in text.split("\n"):
                    if line.startswith("#"):
                        continue
                    yield re.sub(r"^\s*[\w.-]*\s*=\s*", "", line)
            elif name.endswith(".dtd"):
                text = archive.read(name).decode("utf-8", "ignore")
                yield from re.findall(r'<!ENTITY\s+\S+\s+"([^"]*)"', text)


def html_messages(data):
    text = data.decode("utf-8", "ignore")
    text = re.sub(r"(?is)<(script|style|code|pre|tt|screen|cmd|input|sys|em class=.code.)\b.*?</\1>", " ", text)
    text = re.sub(r"(?i)</?(p|para|div|li|td|th|h\d|dt|dd|title|br|section|note|item|desc)\b[^>]*>", "\n", text)
    text = re.sub(r"(?s)<[^>]*>", " ", text)
    for part in html.unescape(text).split("\n\n" if "\n\n" in text else "\n"):
        yield part


def man_messages(data):
    """The text of a manual page: what is no request, without escapes."""
    text = gzip.decompress(data).decode("utf-8", "ignore")
    text = re.sub(r"\\f(?:\[\w*\]|\(..|.)|\\s[-+]?\d+|\\[&|^%c]", "", text)
    text = re.sub(r"\\(?:\((?:aq|dq)|\[(?:aq|dq)\])", "'", text)
    text = re.sub(r"\\[-~ e]", lambda m: {"-": "-", "e": ""}.get(m.group(0)[1], " "), text)
    for part in re.split(r"(?m)^[.'].*$", text):
        yield part.replace("\n", " ")


NOISE = [re.compile(p) for p in (
    r"<[^<>]{1,200}>", r"\{\{[^{}]*\}\}", r"\{[^{}]*\}", r"\$\w+", r"%\(?[\w.]*\)?[sdiuxfgcn%]?", r"\[\[[^\]|]*\|", r"\[https?:\S+",
    r"https?:\S+", r"\b[\w.-]+@[\w.-]+", r"&[a-z]+;", r"\\[nt]", r"'{2,}", r"[\[\]|#*=~^_&]",
    r"\b[\w-]+\.(?:html|org|com|txt|xml|php|cfg|js|css)\b",
)]


# Most texts have nothing of it; then one search is enough.
ANY_NOISE = re.compile(r"[][<>{}$%@&\\'|#*=~^_]|https?:|\w\.\w")


def clean(text):
    if ANY_NOISE.search(text):
        for noise in NOISE:
            text = noise.sub(lambda m: "" if m.group(0) in "_&~" else " ", text)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()


def is_running_text(text):
    letters = sum(map(str.isalpha, text))
    if letters >= 12 and letters * 4 >= len(text) * 3:
        return True
    letters = sum(c.isalpha() or unicodedata.category(c)[0] == "M" for c in text)
    return letters >= 12 and letters * 4 >= len(text) * 3 or letters >= 6 and any("\u2e80" <= c <= "\uffef" or "\u0e00" <= c <= "\u0eff" for c in text)


def messages(path, data):
    if path.endswith(".mo"):
        return mo_messages(data)
    if path.endswith(".qm"):
        return qm_messages(data)
    if path.endswith(".json"):
        return json_messages(data)
    if path.endswith(".xpi"):
        return xpi_messages(data)
    if path.endswith(".gz"):
        return man_messages(data)
    return html_messages(data)


def main():
    debs, output = Path(sys.argv[1]), Path(sys.argv[2])
    seen = collections.defaultdict(set)
    files = {}
    only = sys.argv[3:]
    for deb in sorted(debs.glob("*.deb")):
        package = deb.name.split("_")[0]
        if only and not any(re.match(p, package) for p in only):
            continue
        tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE)
        archive = tarfile.open(fileobj=tar.stdout, mode="r|")
        for member in archive:
            if not member.isfile() or not MEMBER.search(member.name):
                continue
            tag = tag_of(member.name)
            if tag not in TRAINED:
                continue
            for text in messages(member.name, archive.extractfile(member).read()):
                for line in text.split("\n"):
                    line = clean(line)
                    if not is_running_text(line):
                        continue
                    key = hash(line.lower())
                    if key in seen[tag] or (tag != "en" and key in seen["en"]):
                        continue
                    seen[tag].add(key)
                    if tag not in files:
                        files[tag] = open(output / f"{tag}.tsv", "w", encoding="utf-8")
                    files[tag].write(f"{package}\t{line}\n")
        tar.wait()
        print(package, len(seen), sum(map(len, seen.values())), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
