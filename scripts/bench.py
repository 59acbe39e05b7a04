"""How fast cleaning is beside other tools: CPU time, every item once a tool, the tools in turns, a process each.

    python scripts/bench.py                             # invented articles and pages
    python scripts/bench.py --corpus DIR --items 100    # real ones of the scraper clean-up corpus
    python scripts/bench.py --against REV               # this checkout beside another revision of it; exit 1 if slower
    python scripts/bench.py --json bench.json

A ratio is CPU time of the reference (ftfy for text, trafilatura for HTML) over that of the tool: over 1 is faster. Its
interval is the 95 % bootstrap interval over the items. Each tool first works on other items, whose time is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from _articles import article, page
from _peers import HTML, TEXT, installed

ROOT = Path(__file__).parents[1]
REFERENCE = {"text": "ftfy", "html": "trafilatura"}
_SCRAPERS = {"article-like text": "newspaper4k", "whole page as text": "bs4_get_text"}
_WARM_UP = 20  # items before those that are measured: tools load their data with them, and fill their memories
_RESAMPLES = 1000
_SLOWER = 0.1  # a ratio that falls by more than this share fails a comparison


def main() -> int:
    """Run the command; 1 if a comparison shows a loss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="the scraper clean-up corpus")
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument(
        "--only", action="append", default=[], metavar="TOOL", help="measure these tools and the reference"
    )
    parser.add_argument("--against", metavar="REV", help="a revision of this repository to compare with")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if args.against:
        return compared(args)
    rows = []
    for name, (kind, every) in inputs(args.corpus, args.items + _WARM_UP).items():
        others, items = every[:_WARM_UP], every[_WARM_UP:]
        tools = installed(TEXT if kind == "text" else HTML)
        if REFERENCE[kind] not in tools:
            raise SystemExit(f"{REFERENCE[kind]}, which the others are compared with, is not installed")
        if not items:
            raise SystemExit(f"{name}: there are {len(every)} items, of which the first {_WARM_UP} warm up")
        if args.only:
            tools = {tool: load for tool, load in tools.items() if tool in (*args.only, REFERENCE[kind])}
        rows += table(name, kind, items, seconds_of(kind, list(tools), others, items))
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def inputs(corpus: Path | None, number: int) -> dict[str, tuple[str, list[str]]]:
    """What is cleaned: by name the kind of input, and the items."""
    if corpus is None:
        pages = [page(100 * i, 20) for i in range(number)]
        return {"articles": ("text", [article(100 * i, 20) for i in range(number)]), "pages": ("html", pages)}
    made: dict[str, tuple[str, list[str]]] = {}
    for name, scraper in _SCRAPERS.items():
        with gzip.open(corpus / "dev" / "noisy.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = (row for row in map(json.loads, lines) if row["scraper"] == scraper)
            made[name] = ("text", [row["text"] for row in islice(rows, number)])
    with gzip.open(corpus / "dev" / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        paths = [corpus / "dev" / row["html"] for row in map(json.loads, lines)]
    some = random.Random(1).sample(paths, min(number, len(paths)))
    made["pages"] = ("html", [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in some])
    return made


def seconds_of(kind: str, tools: Sequence[str], others: Sequence[str], items: Sequence[str]) -> dict[str, list[float]]:
    """CPU seconds of each tool for each of `items`, behind `others`.

    The tools take turns, item by item, so that drift hits all alike.
    """
    context = multiprocessing.get_context("fork")
    pipes: dict[str, Connection] = {}
    workers = []
    for tool in tools:
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(kind, tool, theirs), daemon=True)
        worker.start()
        theirs.close()
        workers.append(worker)
        pipes[tool] = ours
    taken: dict[str, list[float]] = {tool: [] for tool in tools}
    for item in (*others, *items):
        for tool, pipe in pipes.items():
            pipe.send(item)
            taken[tool].append(pipe.recv())
    for pipe in pipes.values():
        pipe.close()
    for worker in workers:
        worker.join(5)
    return {tool: seconds[len(others) :] for tool, seconds in taken.items()}


def _work(kind: str, tool: str, pipe: Connection) -> None:
    work = installed(TEXT if kind == "text" else HTML)[tool]()
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        begun = time.process_time()
        try:
            work(item)
        except Exception as error:  # a tool that gives up on a page has still spent its time
            print(f"{tool}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        pipe.send(time.process_time() - begun)


def table(name: str, kind: str, items: Sequence[str], seconds: dict[str, list[float]]) -> list[dict[str, object]]:
    """Print and give one row a tool."""
    reference = seconds[REFERENCE[kind]]
    size = sum(map(len, items)) / 1e6
    print(f"\n{name}: {len(items)} items, {size:.2f} million characters")
    rows: list[dict[str, object]] = []
    for tool, taken in seconds.items():
        low, high = interval(reference, taken)
        row = {"input": name, "tool": tool, "rate": size / sum(taken), "ratio": sum(reference) / sum(taken)}
        rows.append({**row, "low": low, "high": high})
        print(
            f"  {tool:30}{row['rate']:8.2f} M chars/s {row['ratio']:8.2f} x {REFERENCE[kind]} ({low:.2f} to {high:.2f})"
        )
    return rows


def interval(reference: Sequence[float], taken: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the ratio of two sums over the same items."""
    draw = random.Random(0)
    ratios = []
    for _ in range(_RESAMPLES):
        some = draw.choices(range(len(taken)), k=len(taken))
        ratios.append(sum(reference[i] for i in some) / sum(taken[i] for i in some))
    ratios.sort()
    return ratios[int(0.025 * _RESAMPLES)], ratios[int(0.975 * _RESAMPLES)]


def compared(args: argparse.Namespace) -> int:
    """Measure this checkout and the revision `args.against` one after the other, twice, and compare their ratios.

    What is not committed here is measured as it stands.
    """
    revision = _commit(args.against)
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "other"
        _git("worktree", "add", "-q", "--detach", str(other), revision)
        try:
            found = [_ratios(root, args, Path(folder)) for root in (ROOT, other, ROOT, other)]
        finally:
            _git("worktree", "remove", "--force", str(other))
    lost = False
    for key in [key for key in found[0] if key in found[1]]:
        ours, theirs = ((found[i][key] + found[i + 2][key]) / 2 for i in (0, 1))
        slower = ours < theirs * (1 - _SLOWER)
        lost |= slower
        print(f"{' / '.join(key):50} {theirs:6.2f} -> {ours:6.2f}{'  slower' if slower else ''}")
    return int(lost)


def _commit(name: str) -> str:
    """The commit that `name` stands for, here or on the remote; a shallow clone may hold neither."""
    for known in (name, f"origin/{name}"):
        asked = ["git", "rev-parse", "-q", "--verify", f"{known}^{{commit}}"]
        found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return found.stdout.strip()
    raise SystemExit(
        f"{ROOT} holds no revision {name!r}; if this is a clone of one branch or a shallow one, fetch it first: "
        f"git fetch --depth 1 origin {name}:refs/remotes/origin/{name}"
    )


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {arguments[0]} {arguments[1]}: {done.stderr.strip()}")


def _ratios(root: Path, args: argparse.Namespace, folder: Path) -> dict[tuple[str, str], float]:
    out = folder / "ratios.json"
    command = [sys.executable, str(Path(__file__).resolve()), "--items", str(args.items), "--json", str(out)]
    command += ["--only", "cleaner", "--only", "cleaner, text only"]
    command += ["--corpus", str(args.corpus.resolve())] if args.corpus else []
    code = f"import sys, runpy; sys.path.insert(0, {str(root)!r}); sys.argv = {command[1:]!r}; import cleaner; "
    code += f"assert cleaner.__file__.startswith({str(root)!r} + '/'), cleaner.__file__; "
    code += f"sys.path.insert(0, {str(Path(__file__).parent)!r}); runpy.run_path(sys.argv[0], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{root} could not be measured; what it said stands above")
    rows = json.loads(out.read_text(encoding="utf-8"))
    return {(row["input"], row["tool"]): row["ratio"] for row in rows if row["tool"] not in REFERENCE.values()}


if __name__ == "__main__":
    raise SystemExit(main())
