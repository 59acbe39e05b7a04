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
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from _boosting import to_json
from _break_texts import BREAK, UNKNOWN, Flat, flats

from cleaner.read.breaks.features import FEATURES, Words, gaps, measure, noun_capitals
from cleaner.read.breaks.pieces import pieces
from cleaner.trees import spread

PARTS = ("dev", "wcxb")
FOLDS = 3
WEIGHTS = {"body": 0.5, "article": 1.0, "article_glued": 1.0, "gold": 1.0}
MIN_DOMAINS, MOST_WORDS, SHRINK = 5, 6_000, 4.0
PARAMS = {
    "objective": "binary", "num_leaves": 16, "learning_rate": 0.15, "min_data_in_leaf": 200, "lambda_l2": 5,
    "feature_fraction": 0.6, "max_bin": 63, "seed": 1, "deterministic": True, "force_row_wise": True,
    "num_threads": 2, "verbose": -1,
}  # fmt: skip
ROUNDS = 200
FIRST, LEAST = 24, -2.2  # what the first trees put below that is above -1.6 in the end in 0.4 % of the cases only


def fold_of(domain: str) -> int:
    """The fold that a web domain is tested in."""
    return zlib.crc32(domain.encode()) % FOLDS


def _half(domain: str) -> int:
    return zlib.crc32(domain[::-1].encode()) % 2


def _placed(flat: Flat) -> tuple[list[Any], list[int], list[int]]:
    found = pieces(flat.text)
    at = gaps(found)
    return found, at, [flat.breaks.get(found[i][0], 0) for i in at]


def count_words(texts: Sequence[Flat]) -> dict[str, Counter[str]]:
    """How often each word stands before and behind breaks and other gaps, once a domain and a side."""
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for flat in texts:
        found, at, labels = _placed(flat)
        for i, label in zip(at, labels, strict=True):
            if label == UNKNOWN:
                continue
            kind = "1" if label == BREAK else "0"
            seen["b" + kind].add((found[i - 1][3].word, flat.domain))
            seen["a" + kind].add((found[i][3].word, flat.domain))
            for p in found[max(0, i - 3) : i + 3]:
                seen["n" + kind].add((p[3].word, flat.domain))
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
    found, at, labels = _placed(flat)
    at = [i for i, label in zip(at, labels, strict=True) if label != UNKNOWN]
    y = [label for label in labels if label != UNKNOWN]
    columns = measure(found, at, words, noun_capitals(found))
    columns[-1] = spread(columns[-1], len(at))
    return np.array(columns, np.float32).reshape(len(FEATURES), len(y)).T, np.array(y, np.int8)


def table(texts: Sequence[Flat], words: Words | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Measures, labels and weights of all gaps of `texts`.

    Without `words` each half of the domains is measured by the words of the other, for what is learned from a word's
    own text is not what the word is worth in another.
    """
    halves: list[Words] = [words, words] if words else []
    if not words:
        for half in (1, 0):
            halves.append(words_of(count_words([t for t in texts if _half(t.domain) == half])))
    with Pool(2) as pool:
        done = pool.map(_measured, [(t, halves[_half(t.domain)]) for t in texts], 32)
    share = Counter(t.lang for t in texts)
    of_lang = {lang: (len(texts) / n) ** 0.4 for lang, n in share.items()}  # English is most of it
    w = [np.full(len(y), WEIGHTS.get(t.make, 1.0) * of_lang[t.lang]) for t, (_, y) in zip(texts, done, strict=True)]
    return np.concatenate([x for x, _ in done]), np.concatenate([y for _, y in done]), np.concatenate(w)


def report(y: np.ndarray, scores: np.ndarray, makes: np.ndarray) -> None:
    """Precision and recall at some scores, by how texts were flattened."""
    for make in sorted(set(makes)):
        here = makes == make
        line = f"{make:15} {here.sum():8} gaps {y[here].mean():.3f} breaks "
        for at in (-1.0, 0.0, 1.0, 2.0):
            said = scores[here] >= at
            right = (said & (y[here] == 1)).sum()
            line += f"| {at:+.0f}: P {right / max(1, said.sum()):.3f} R {right / max(1, y[here].sum()):.3f} "
        print(line, flush=True)


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
        ys, ss, ms = [], [], []
        for k in range(FOLDS):
            learn, test = [t for t in texts if fold_of(t.domain) != k], [t for t in texts if fold_of(t.domain) == k]
            words = words_of(count_words(learn))
            x, y, w = table(learn)
            model = lightgbm.train(PARAMS, lightgbm.Dataset(x, y, weight=w), ROUNDS)
            tx, ty, _ = table(test, words)
            ys.append(ty)
            ss.append(model.predict(tx, raw_score=True))
            ms.append(np.concatenate([np.full(len(_measured((t, words))[1]), t.make) for t in test]))
            break
        report(np.concatenate(ys), np.concatenate(ss), np.concatenate(ms))
    words = words_of(count_words(texts))
    x, y, w = table(texts)
    model = lightgbm.train(PARAMS, lightgbm.Dataset(x, y, weight=w), ROUNDS)
    gain = sorted(zip(model.feature_importance("gain"), FEATURES, strict=True), reverse=True)
    print(" ".join(f"{name}:{g / x.shape[0]:.2f}" for g, name in gain))
    spec = {
        "about": "Weights of the model of breaks, made by scripts/train_breaks.py",
        "first": FIRST,
        "least": LEAST,
        "words": {word: list(odds) for word, odds in words.items()},
        "trees": to_json(model, list(FEATURES)),
    }
    args.out.write_text(json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {args.out}, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
