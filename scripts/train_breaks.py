"""Train the model of breaks: `python scripts/train_breaks.py --corpus DIR`.

DIR holds the folders ``dev`` and ``wcxb`` of the scraper clean-up corpus (pages with their HTML, noisy.jsonl.gz). Its
pages are flattened as people's scripts flatten them, so that the true ends of blocks are known. Needs lightgbm and
numpy. The weights are trained on everything; the figures come from models that never saw the text's web domain.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
from _boosting import to_json
from _break_texts import BREAK, UNKNOWN, Flat, flats

from cleaner.read.breaks.context import CONTEXT, context, in_doubt
from cleaner.read.breaks.features import CLOSER, FEATURES, closer, gaps, measure, noun_capitals
from cleaner.read.breaks.line import Line, Words, parse
from cleaner.trees import Column, spread

PARTS = ("dev", "wcxb")
FOLDS = 3
WEIGHTS = {"body": 0.5, "article": 1.0, "article_glued": 1.0, "gold": 1.0}
MIN_DOMAINS, MOST_WORDS, SHRINK = 5, 6_000, 4.0
PARAMS = {
    "objective": "binary", "num_leaves": 31, "learning_rate": 0.2, "min_data_in_leaf": 200, "lambda_l2": 5,
    "feature_fraction": 0.4, "max_bin": 63, "seed": 1, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "verbose": -1,
}  # fmt: skip
ROUNDS = 100
FIRST = {**PARAMS, "num_leaves": 16, "learning_rate": 0.3, "feature_fraction": 0.6}
FIRST_ROUNDS, LEAST = 24, -2.6  # 3 % of the breaks stand at gaps that the first trees put below


def fold_of(domain: str) -> int:
    """The fold that a web domain is tested in."""
    return zlib.crc32(domain.encode()) % FOLDS


def _half(domain: str) -> int:
    return zlib.crc32(domain[::-1].encode()) % 2


def _parsed(flat: Flat, words: Words) -> tuple[Line, list[int], list[int]]:
    line = parse(flat.text, words)
    at = gaps(line)
    return line, at, [flat.breaks.get(line.starts[i], 0) for i in at]


def count_words(texts: Sequence[Flat]) -> dict[str, Counter[str]]:
    """How often each word stands before and behind breaks and other gaps, once a domain and a side."""
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for flat in texts:
        line, at, labels = _parsed(flat, {})
        found = line.looks.word
        for i, label in zip(at, labels, strict=True):
            if label == UNKNOWN:
                continue
            kind = "1" if label == BREAK else "0"
            seen["b" + kind].add((found[i - 1], flat.domain))
            seen["a" + kind].add((found[i], flat.domain))
            for word in found[max(0, i - 3) : i + 3]:
                seen["n" + kind].add((word, flat.domain))
    return {key: Counter(word for word, _ in pairs) for key, pairs in seen.items()}


def words_of(counts: dict[str, Counter[str]]) -> Words:
    """Log odds of the words that say most."""
    odds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for j, side in enumerate("ban"):
        one, none = counts[side + "1"], counts[side + "0"]
        prior = math.log(sum(one.values()) / sum(none.values()))
        for word in one.keys() | none.keys():
            if word and one[word] + none[word] >= MIN_DOMAINS:
                a, b = one[word] + SHRINK * math.exp(prior), none[word] + SHRINK
                odds[word][j] = round(math.log(a / b) - prior, 1)
    seen = {w: sum(counts[s + k][w] for s in "ba" for k in "01") for w in odds}
    ranked = sorted(odds, key=lambda w: -max(map(abs, odds[w])) * math.sqrt(seen[w]))
    return {w: (odds[w][0], odds[w][1], odds[w][2]) for w in sorted(ranked[:MOST_WORDS])}


def _measured(job: tuple[Flat, Words]) -> tuple[np.ndarray, np.ndarray]:
    flat, words = job
    line, at, labels = _parsed(flat, words)
    columns = measure(line, at, noun_capitals(line))
    return _matrix(columns, len(FEATURES), len(at)), np.array(labels, np.int8)


def _in_context(job: tuple[Flat, Words, list[float]]) -> tuple[np.ndarray, np.ndarray]:
    flat, words, scores = job
    line, at, _ = _parsed(flat, words)
    doubt = in_doubt(line, at, scores, LEAST)
    columns = [*closer(line, [at[k] for k in doubt]), *context(line, at, scores, doubt)]
    return _matrix(columns, len(CLOSER + CONTEXT), len(doubt)), np.array(doubt, np.int32)


def _matrix(columns: Sequence[Column], width: int, rows: int) -> np.ndarray:
    return np.array([spread(c, rows) for c in columns], np.float32).reshape(width, rows).T


class Table(NamedTuple):
    """The gaps of some texts.

    Args:
        jobs: the texts, each with the words that it is measured by.
        starts: the first row of each text, and the number of rows.
        x: the measures `FEATURES`.
        y: the labels.
        w: the weights.
    """

    jobs: list[tuple[Flat, Words]]
    starts: np.ndarray
    x: np.ndarray
    y: np.ndarray
    w: np.ndarray


def table(texts: Sequence[Flat], words: Words | None = None) -> Table:
    """All gaps of `texts`.

    Without `words` each half of the domains is measured by the words of the other, for what is learned from a word's
    own text is not what the word is worth in another.
    """
    halves: list[Words] = [words, words] if words else []
    if not words:
        for half in (1, 0):
            halves.append(words_of(count_words([t for t in texts if _half(t.domain) == half])))
    jobs = [(t, halves[_half(t.domain)]) for t in texts]
    with Pool(2) as pool:
        done = pool.map(_measured, jobs, 32)
    share = Counter(t.lang for t in texts)
    of_lang = {lang: (len(texts) / n) ** 0.4 for lang, n in share.items()}  # English is most of it
    w = [np.full(len(y), WEIGHTS.get(t.make, 1.0) * of_lang[t.lang]) for t, (_, y) in zip(texts, done, strict=True)]
    x, y = (np.concatenate(part) for part in zip(*done, strict=True))
    return Table(jobs, np.cumsum([0, *[len(y) for _, y in done]]), x, y, np.concatenate(w))


def in_context(t: Table, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The measures of the gaps in doubt, and the rows of these, where the first trees gave `scores`."""
    parts = [scores[a:b].tolist() for a, b in pairwise(t.starts)]
    with Pool(2) as pool:
        done = pool.map(_in_context, [(*job, part) for job, part in zip(t.jobs, parts, strict=True)], 32)
    rows = np.concatenate([start + doubt for start, (_, doubt) in zip(t.starts, done, strict=False)])
    return np.concatenate([t.x[rows], np.concatenate([x for x, _ in done])], 1), rows


def train(t: Table) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """The first trees, and those for the gaps in doubt."""
    known = t.y != UNKNOWN
    first = lightgbm.train(FIRST, lightgbm.Dataset(t.x[known], t.y[known], weight=t.w[known]), FIRST_ROUNDS)
    x, rows = in_context(t, np.asarray(first.predict(t.x, raw_score=True)))
    known = t.y[rows] != UNKNOWN
    rest = lightgbm.train(PARAMS, lightgbm.Dataset(x[known], t.y[rows][known], weight=t.w[rows][known]), ROUNDS)
    return first, rest


def predict(first: lightgbm.Booster, rest: lightgbm.Booster, t: Table) -> np.ndarray:
    """The log odds of all gaps; far below the others those of settled ones."""
    scores = np.asarray(first.predict(t.x, raw_score=True))
    x, rows = in_context(t, scores)
    scores -= 10
    scores[rows] = np.asarray(rest.predict(x, raw_score=True))
    return scores


def check(texts: Sequence[Flat]) -> None:
    """Report on the domains of fold 0 by models that never saw them."""
    learn, test = [t for t in texts if fold_of(t.domain)], [t for t in texts if not fold_of(t.domain)]
    models = train(table(learn))
    t = table(test, words_of(count_words(learn)))
    scores = predict(*models, t)
    makes = np.repeat([flat.make for flat, _ in t.jobs], np.diff(t.starts))
    known = t.y != UNKNOWN
    report(t.y[known], scores[known], makes[known])


def report(y: np.ndarray, scores: np.ndarray, makes: np.ndarray) -> None:
    """Average precision, and precision and recall at some scores, by how texts were flattened."""
    for make in ("", *sorted(set(makes))):
        here = makes == make if make else np.ones(len(y), bool)
        right = y[here][np.argsort(-scores[here], kind="stable")] == BREAK
        ap = (np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean()
        line = f"{make or 'all':15} {here.sum():8} gaps {y[here].mean():.3f} breaks, AP {ap:.4f} "
        for at in (-1.0, 0.0, 1.0, 2.0):
            said = scores[here] >= at
            hits = (said & (y[here] == BREAK)).sum()
            line += f"| {at:+.0f}: P {hits / max(1, said.sum()):.3f} R {hits / max(1, y[here].sum()):.3f} "
        print(line, flush=True)


def write(path: Path, first: lightgbm.Booster, rest: lightgbm.Booster, words: Words) -> None:
    """Write the weights, and report what each measure gains."""
    features = [*FEATURES, *CLOSER, *CONTEXT]
    gain = sorted(zip(rest.feature_importance("gain"), features, strict=True), reverse=True)
    print(" ".join(f"{name}:{g / gain[0][0]:.3f}" for g, name in gain))
    spec = {
        "about": "Weights of the model of breaks, made by scripts/train_breaks.py",
        "least": LEAST,
        "words": {word: list(odds) for word, odds in words.items()},
        "first": to_json(first, list(FEATURES)),
        "rest": to_json(rest, features),
    }
    path.write_text(json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {path}, {path.stat().st_size} bytes")


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with dev/ and wcxb/")
    parser.add_argument("--out", type=Path, default=Path("cleaner/data/models/breaks.json"))
    parser.add_argument("--parts", nargs="+", default=PARTS, help="folders to learn from (default: all)")
    parser.add_argument("--hold-out", type=int, help="leave out the domains of this fold")
    parser.add_argument("--one-in", type=int, default=1, help="use one text in so many, to try things")
    parser.add_argument("--check", action="store_true", help="cross-validate before the weights are made")
    args = parser.parse_args()
    texts = [t for part in args.parts for t in flats(args.corpus, part) if t.text]
    texts = [t for i, t in enumerate(texts) if i % args.one_in == 0]
    if args.hold_out is not None:
        texts = [t for t in texts if fold_of(t.domain) != args.hold_out]
    print(len(texts), "texts", flush=True)
    if args.check:
        check(texts)
    words = words_of(count_words(texts))
    first, rest = train(table(texts))
    write(args.out, first, rest, words)


if __name__ == "__main__":
    main()
