#!/usr/bin/env python3
"""MB/s of py3langid on the lines of a file, each from behind its last tab; the best of
three rounds in processor time."""
import sys
import time

import py3langid

texts = [line.rstrip("\n").split("\t")[-1] for line in open(sys.argv[1], encoding="utf-8", newline="\n")]
size = sum(len(text.encode()) for text in texts) / 1e6
py3langid.classify("warm up")
best = 0.0
for _ in range(3):
    start = time.process_time()
    for text in texts:
        py3langid.classify(text)
    best = max(best, size / (time.process_time() - start))
print(f"py3langid             {best:.1f} MB/s")
