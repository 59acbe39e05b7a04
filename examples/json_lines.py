"""JSON lines in, JSON lines out: `python examples/json_lines.py < in.jsonl > out.jsonl`; without input its own.

For millions of them there is `cleaner run`, which resumes and keeps bad records apart.
"""

import json
import sys
from collections.abc import Iterable, Iterator

from cleaner import Pipeline

OWN = [
    '{"id": 1, "text": "It rained all night, the warden said.\\n\\nAdvertisement\\n\\nBy noon it was over, he said."}',
    "{half a record",
    '{"id": 3, "text": "The council met on Tuesday, the mayor said.\\n\\nShare this article"}',
]


def cleaned(lines: Iterable[str], pipeline: Pipeline) -> Iterator[str]:
    """Each record with its text cleaned; a bad one is named on standard error and left out."""
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            result = pipeline.clean(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            print(f"line {number}: {type(error).__name__}", file=sys.stderr)
            continue
        yield json.dumps({**record, "text": result.text, "flags": [flag.code for flag in result.flags]})


source = OWN if sys.stdin.isatty() else [line for line in sys.stdin if line.strip()] or OWN
for line in cleaned(source, Pipeline.preset("article")):
    print(line)
