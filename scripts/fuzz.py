"""Mutants: damaged corpora, journals and settings, each of which must be accounted for, without a trace or a hang.

    python scripts/fuzz.py [--mutants 2400] [--seed 1] [--only warc,parquet]

Small good inputs of each kind are damaged at random (bits flipped, stretches cut out, doubled, swapped, overwritten,
numbers made large, the end torn off) and put through what reads them:

- corpora (WARC, Parquet, CSV, JSON lines, packed or not) through `cleaner.corpus.run`: what came in must be what came
  out and what was rejected, in the statistics as in the files;
- the journals and manifests of runs through the same: resumed, or refused with a message;
- journals of `cleaner check` through `cleaner undo`, settings through `cleaner clean`: exit code 0, 1 or 2.

An exception, a stack trace, an answer that takes over 20 seconds or a wrong sum is a failure; the mutant is kept in
the folder `--keep`. Exits with 1 if there was one.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import io
import json
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from _articles import page, records

from cleaner.cli import main as command
from cleaner.corpus import Limits, Recipe, run
from cleaner.corpus.engines import local
from cleaner.errors import CleanerError
from tests._corpus import InlinePool, lines, output, warc_records

SECONDS = 20
ROWS = 4


def jsonl() -> bytes:
    """A good JSON lines file."""
    return "".join(json.dumps(row) + "\n" for row in records(ROWS)).encode()


def table() -> bytes:
    """A good CSV file."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(next(iter(records(1)))))
    writer.writeheader()
    writer.writerows(records(ROWS))
    return stream.getvalue().encode()


def parquet() -> bytes:
    """A good Parquet file, with columns of many types."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = pa.Table.from_pylist(list(records(ROWS)))
    for name, values in (
        ("when", pa.array([1_700_000_000_123_456_789] * ROWS, pa.timestamp("ns", "Europe/Paris"))),
        ("day", pa.array(range(ROWS), pa.int32()).cast(pa.date32())),
        ("tags", pa.array([["a", None], [], None, ["b"]])),
        ("more", pa.array([{"n": i, "s": "x"} for i in range(ROWS)])),
    ):
        rows = rows.append_column(name, values)
    stream = io.BytesIO()
    pq.write_table(rows, stream, row_group_size=2, compression="zstd", write_page_checksum=True)
    return stream.getvalue()


def zstd(data: bytes) -> bytes:
    """`data` as a zstd frame."""
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


def warc(pack: Callable[[bytes], bytes]) -> bytes:
    """A good WARC file, each record packed by itself."""
    return b"".join(map(pack, warc_records([page(i) for i in range(2)], packed=False)))


CORPORA: dict[str, Callable[[], bytes]] = {
    "warc": lambda: warc(bytes),
    "warc.gz": lambda: warc(gzip.compress),
    "warc.zst": lambda: warc(zstd),
    "parquet": parquet,
    "csv": table,
    "csv.gz": lambda: gzip.compress(table()),
    "jsonl": jsonl,
    "jsonl.gz": lambda: gzip.compress(jsonl()[:900]) + gzip.compress(jsonl()[900:]),
    "jsonl.zst": lambda: zstd(jsonl()),
}
SETTINGS = b"""preset = "article"
without = ["captions"]
max-loss = 0.002
repairs = "certain"
extractor = "trafilatura"
include = ["standfirst"]

[files]
field = "text"
exclude = ["drafts/", "*.orig.txt"]
per-file-ignores = { "press/" = ["bylines"] }

[limits]
chars = 50_000_000
depth = 240

[sites."news.example"]
keep = ["article .story"]
drop = [".promo", "#poll"]
"""


def mutated(data: bytes, random: Random) -> bytes:
    """`data` with one to four kinds of damage."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if not made:
            break
        at = random.randrange(len(made))
        size = min(random.choice((1, 1, 2, 8, 40, 400)), len(made) - at)
        kind = random.randrange(9)
        if kind < 3:
            made[at] ^= 1 << random.randrange(8)
        elif kind == 3:
            del made[at : at + size]
        elif kind == 4:
            made[at:at] = made[at : at + size] * random.choice((1, 1, 3))
        elif kind == 5:
            made[at : at + size] = random.randbytes(size)
        elif kind == 6:
            del made[at:]
        elif kind == 7:
            other = random.randrange(len(made))
            made[at:at] = made[other : other + size]
        else:
            digits = [i for i, byte in enumerate(made) if 0x30 <= byte <= 0x39] or [at]
            i = random.choice(digits)
            made[i : i + 1] = random.choice((b"99999999999999999999", b"-1", b"", b"4294967295", b"0"))
    return bytes(made)


def check_sums(target: Path, statistics: Any) -> str:
    """What is wrong with the account of a run, if anything is."""
    found = statistics.documents
    out, rejected = len(output(target)), len(lines(target / "rejected.jsonl"))
    if found["in"] != found["out"] + found["rejected"] or (out, rejected) != (found["out"], found["rejected"]):
        return f"in {found['in']}, out {found['out']} ({out} rows), rejected {found['rejected']} ({rejected} rows)"
    return ""


def corpus(kind: str, data: bytes, folder: Path) -> str:
    """Run over a damaged corpus; give what it came to."""
    source = folder / f"in.{kind}"
    source.write_bytes(data)
    try:
        done = run(str(source), folder / "out", Recipe(shard_size=3), Limits(jobs=1))
    except CleanerError as error:
        return "refused" if "no column" in str(error) else f"WRONG {error}"
    if wrong := check_sums(folder / "out", done.statistics):
        return f"WRONG {wrong}"
    return "rejected some" if done.statistics.documents["rejected"] else "all out"


def run_state(folder: Path, random: Random) -> str:
    """Damage a file of a finished run's own and run again."""
    (folder / "in.jsonl").write_bytes(jsonl())
    recipe, limits = Recipe(shard_size=2), Limits(jobs=1)
    run(str(folder / "in.jsonl"), folder / "out", recipe, limits)
    files = sorted(p for p in (folder / "out").rglob("*.json*") if p.is_file())
    victim = random.choice(files)
    victim.write_bytes(mutated(victim.read_bytes(), random))
    try:
        done = run(str(folder / "in.jsonl"), folder / "out", recipe, limits)
    except CleanerError:
        return "refused"
    return f"WRONG {wrong}" if (wrong := check_sums(folder / "out", done.statistics)) else "resumed"


def called(*arguments: str) -> str:
    """The exit code of the command, called in this process; an exception comes through."""
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = command(arguments)
    if "Traceback" in errors.getvalue() or code not in (0, 1, 2):
        return f"WRONG exit {code}: {errors.getvalue()[-500:]}"
    return f"exit {code}"


def settings(data: bytes, folder: Path) -> str:
    """Clean with damaged settings."""
    (folder / "cleaner.toml").write_bytes(data)
    (folder / "a.txt").write_text("It rained all night.\n\nAdvertisement\n\nNobody slept.\n")
    return called("clean", "--config", str(folder / "cleaner.toml"), str(folder / "a.txt"))


def undo(folder: Path, random: Random) -> str:
    """Undo by a damaged journal."""
    (folder / "in").mkdir()
    text = "It rained all night over the bay.\n\nAdvertisement\n\nNobody slept, least of all the captain.\n"
    for name in ("a.txt", "b.txt"):
        (folder / "in" / name).write_text(text)
    journal = folder / "journal"
    called("check", "--isolated", "--fix", "--journal", str(journal), str(folder / "in"))
    journal.write_bytes(mutated(journal.read_bytes(), random))
    code = called("undo", str(journal))
    strange = [p for p in (folder / "in").iterdir() if p.name not in ("a.txt", "b.txt")]
    known = (text, text.replace("Advertisement\n\n", ""))
    if strange or any((folder / "in" / name).read_text() not in known for name in ("a.txt", "b.txt")):
        return f"WRONG files after {code}"
    return code


def mutant(kind: str, good: bytes, random: Random, folder: Path) -> str:
    """Make a mutant and try it; give what it came to."""
    if kind == "journal":
        return undo(folder, random)
    if kind == "run-state":
        return run_state(folder, random)
    data = mutated(good, random)
    return settings(data, folder) if kind == "settings" else corpus(kind, data, folder)


def main() -> int:
    """Try the mutants; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mutants", type=int, default=2400, help="in all (default: 2400)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="kinds, with commas between them")
    parser.add_argument("--keep", type=Path, default=Path("mutants"), help="where what failed is kept")
    args = parser.parse_args()
    setattr(local, "Pool", InlinePool)  # noqa: B010 - workers would take most of the time
    kinds = args.only.split(",") if args.only else [*CORPORA, "settings", "run-state", "journal"]
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError(f"over {SECONDS} s")))
    failed = tried = 0
    for kind in kinds:
        good = CORPORA[kind]() if kind in CORPORA else SETTINGS
        found: Counter[str] = Counter()
        for number in range(-(-args.mutants // len(kinds))):
            what = _tried(kind, good, Random(f"{args.seed} {kind} {number}"), args.keep / f"{kind}-{number}")
            found["FAILED" if what.startswith("WRONG") else what] += 1
            tried += 1
            if what.startswith("WRONG"):
                failed += 1
                print(f"{kind} {number}: {what}", flush=True)
        print(f"{kind}: " + ", ".join(f"{n} {what}" for what, n in sorted(found.items())), flush=True)
    print(f"{tried} mutants, {failed} failed")
    return 1 if failed else 0


def _tried(kind: str, good: bytes, random: Random, keep: Path) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        signal.alarm(SECONDS)
        try:
            what = mutant(kind, good, random, folder)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            what = f"WRONG {type(error).__name__}: {error}"
        finally:
            signal.alarm(0)
        if what.startswith("WRONG"):
            shutil.copytree(folder, keep, dirs_exist_ok=True)
    return what


if __name__ == "__main__":
    sys.exit(main())
