#!/usr/bin/env python3
"""Measures the HTML parser against lexbor on the same pages in memory, one thread, and its nasty inputs.

    pip install selectolax
    scripts/bench-html.py BENCH_BINARY [SHARED_FOLDER]

BENCH_BINARY is .build/release/winnow-bench-html. The pages are those of data/extraction/{scrapinghub,fundus} as UTF-8. Both
sides build the whole tree with decoded attributes and text and walk over all text; processor time, best of 5 runs, taken in turns.
lexbor is also timed without its text walk, which makes a Python string. Allocations are counted with valgrind if it is there.
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


def load(shared, folder):
    pages = []
    for name in ("scrapinghub", "fundus"):
        for path in sorted((shared / "data/extraction" / name / "html").glob("*.html.gz")):
            data = gzip.open(path).read().decode("utf8", "replace").encode()
            pages.append(data)
            (folder / f"{name}-{path.name.removesuffix('.gz')}").write_bytes(data)
    return pages


def run_lexbor(pages, with_text):
    start = time.process_time()
    for page in pages:
        tree = LexborHTMLParser(page)
        if with_text:
            tree.root.text(deep=True)
    return time.process_time() - start


def run_winnow(binary, folder):
    done = subprocess.run([binary, "pages", folder, "2"], capture_output=True, text=True, check=True)
    count, size, seconds, text, memory = done.stdout.split()
    return int(size), float(seconds), int(memory)


def allocations(binary, pages):
    """Allocations per page: the difference between parsing some pages twice and once."""
    if not shutil.which("valgrind"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages[::12]):
            (Path(folder) / f"{number}.html").write_bytes(page)
        counts = []
        for times in ("1", "2"):
            done = subprocess.run(["valgrind", binary, "parse", folder, times], capture_output=True, text=True)
            found = re.search(r"total heap usage: ([\d,]+) allocs", done.stderr)
            counts.append(int(found.group(1).replace(",", "")) if found else 0)
        return (counts[1] - counts[0]) / len(pages[::12])


def main():
    binary = str(Path(sys.argv[1]).resolve())
    shared = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parents[2] / "shared"
    with tempfile.TemporaryDirectory() as folder:
        pages = load(shared, Path(folder))
        winnow = lexbor = lexbor_tree = float("inf")
        for _ in range(5):
            size, seconds, memory = run_winnow(binary, folder)
            winnow = min(winnow, seconds)
            lexbor = min(lexbor, run_lexbor(pages, True))
            lexbor_tree = min(lexbor_tree, run_lexbor(pages, False))
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB")
    print(f"winnow               {size / winnow / 1e6:7.0f} MB/s")
    print(f"lexbor               {size / lexbor / 1e6:7.0f} MB/s   winnow is {lexbor / winnow:.2f} times as fast")
    print(f"lexbor, tree alone   {size / lexbor_tree / 1e6:7.0f} MB/s   winnow is {lexbor_tree / winnow:.2f} times as fast")
    print(f"tree: {memory / size:.2f} bytes for each input byte, the copy of the input included")
    count = allocations(binary, pages)
    print("allocations per page: " + (f"{count:.1f}" if count is not None else "not counted, valgrind is missing"))
    print()
    print(subprocess.run([binary, "nasty"], capture_output=True, text=True, check=True).stdout, end="")


main()
