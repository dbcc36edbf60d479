"""Writes docs/conformance-matrix.md, to standard output, of runs as the kit's --json has them. argv: NAME.json…"""
import json, os, sys

SIGNS = {"PASS": "✔", "WARN": "⚠", "FAIL": "✘", "SKIP": "○"}
MOST = 240  # characters of a cell


def cell(text):
    shown = "".join(c if c >= " " else "?" for c in text)
    shown = shown if len(shown) <= MOST else shown[:MOST] + " …"
    return shown.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def row(*cells):
    print("| " + " | ".join(cells) + " |")


def head(*cells):
    row(*cells)
    print("|" + "---|" * len(cells))


runs = {os.path.basename(path)[:-len(".json")]: json.load(open(path)) for path in sys.argv[1:]}
rows, found = {}, {}
for name, run in runs.items():
    for result in run["results"]:
        rows.setdefault(result["id"], result)
        found.setdefault(result["id"], {})[name] = result

print("# What the conformance kit finds in SSH servers and clients\n")
print("Written by `./matrix`; what stands behind a verdict is in `target/matrix/matrix.html` after a run. ✔ passes, ⚠ does what "
      "it must and not what would be better, ✘ fails, ○ can't be asked of it, empty: not for its role.\n")
head("peer", "role", "says it is", "date", "passed", "warned", "failed", "skipped")
for name, run in runs.items():
    verdicts = [result["verdict"] for result in run["results"]]
    row(name, run["role"], f"`{run['software']}`", run["begin"][:10], *(str(verdicts.count(v)) for v in SIGNS))

print("\n## Failures\n\nLooked at by hand: [what they are](conformance-findings.md).\n")
head("check", "level", "clause", "peer", "what it did")
for check, of in found.items():
    for name, result in of.items():
        if result["verdict"] == "FAIL":
            row(check, result["level"], result["clause"], name, cell(result["words"]))

print("\n## Every check\n")
head("check", "level", "requirement", *runs)
for check, result in rows.items():
    of = found[check]
    row(check, result["level"], cell(result["requirement"]), *(SIGNS[of[n]["verdict"]] if n in of else "" for n in runs))
