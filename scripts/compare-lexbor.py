#!/usr/bin/env python3
"""Compares the trees of `winnow html` with those of lexbor on real pages.

    pip install selectolax
    scripts/compare-lexbor.py build/bin/winnow ../shared/data/extraction [--show N] [--only TEXT] [--scripting]

Every *.html.gz below the folder is decoded as UTF-8, malformed bytes replaced, and given to both parsers. Compared are elements, attributes, text and comments in the html5lib test format; selectolax
tells neither namespaces nor document types, so those are left out. Prints each page whose trees differ with
the first lines that do, and the share of equal pages; docs/HTML.md argues the differences.
"""

import argparse
import gzip
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


ADJUSTED = {"xml:lang", "xml:space", "xmlns:xlink"}


def sort_key(name):
    """The order of the test format, in which a namespace prefix is followed by a space."""
    adjusted = name in ADJUSTED or name.startswith("xlink:")
    return (name.replace(":", " ") if adjusted else name).encode("utf-16-be")


def lexbor_lines(text):
    node = LexborHTMLParser(text).root
    while node is not None and node.parent is not None:
        node = node.parent
    while node is not None and node.prev is not None:
        node = node.prev
    lines = []
    # (node, depth) to do; a node's next sibling is pushed below its children.
    start = node.child if node is not None and node.tag == "-document" else node
    todo = [(start, 0)] if start is not None else []
    while todo:
        node, depth = todo.pop()
        if node.next is not None:
            todo.append((node.next, depth))
        indent = "| " + "  " * depth
        if node.is_text_node:
            lines += f'{indent}"{node.text_content or ""}"'.split("\n")
        elif node.is_comment_node:
            lines += f"{indent}<!-- {node.html[4:-3]} -->".split("\n")
        elif node.tag == "-doctype" or not node.is_element_node:
            continue
        else:
            lines.append(f"{indent}<{node.tag}>")
            attributes = {k: v if v is not None else "" for k, v in node.attributes.items()}
            for name in sorted(attributes, key=sort_key):
                lines += f'{indent}  {name}="{attributes[name]}"'.split("\n")
            if node.child is not None:
                todo.append((node.child, depth + 1))
            if node.tag == "template":
                # An SVG template has none, but may hold HTML templates, whose fragments are listed too.
                own = [f for f in node.template_fragments() if f.parent.mem_id == node.mem_id]
                if own:
                    lines.append(f"{indent}  content")
                if own and own[0].child is not None:
                    todo.append((own[0].child, depth + 2))
    return lines


def winnow_lines(binary, text, scripting):
    command = [binary, "html", "-"] + (["--scripting"] if scripting else [])
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    lines = []
    for line in done.stdout.decode().removesuffix("\n").split("\n"):
        body = line.lstrip("| ")
        if line.startswith("| <!DOCTYPE"):
            continue
        for prefix in ("<svg ", "<math "):
            if line.startswith("|") and body.startswith(prefix):
                line = line[: len(line) - len(body)] + "<" + body[len(prefix) :]
        lines.append(line)
    return lines


def normalised(lines):
    """Both sides without what the two formats write differently: template markers and attribute prefixes."""
    result = []
    for line in lines:
        for prefix in ("xlink", "xml", "xmlns"):
            head, mark, tail = line.partition(f"{prefix} ")
            if mark and head.startswith("|") and not head.strip("| "):
                line = f"{head}{prefix}:{tail}"
        result.append(line)
    return result


def compare(job):
    binary, path, scripting = job
    text = gzip.open(path).read().decode("utf8", "replace").removeprefix("\ufeff")
    found, expected = normalised(winnow_lines(binary, text, scripting)), normalised(lexbor_lines(text))
    if found == expected:
        return path, None
    for number, (left, right) in enumerate(zip(found + ["<end>"], expected + ["<end>"])):
        if left != right:
            return path, (number, found[max(0, number - 6) : number + 3], expected[max(0, number - 1) : number + 3])
    return path, (0, [], [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("winnow")
    parser.add_argument("folder")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--scripting", action="store_true")
    arguments = parser.parse_args()
    pages = sorted(p for p in Path(arguments.folder).rglob("*.html.gz") if arguments.only in str(p))
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(compare, [(arguments.winnow, p, arguments.scripting) for p in pages]))
    different = [(p, d) for p, d in results if d is not None]
    for path, (number, found, expected) in different[: arguments.show]:
        print(f"{path} line {number}\n--- winnow")
        print("\n".join(line[:160] for line in found))
        print("--- lexbor")
        print("\n".join(line[:160] for line in expected))
    print(f"{len(pages) - len(different)} of {len(pages)} pages give the same tree")
    sys.exit(len(different) * 1000 > len(pages))


main()
