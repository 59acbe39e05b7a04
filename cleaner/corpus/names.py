"""What the files of an output folder are called."""

MANIFEST = "manifest.json"
REJECTED = "rejected.jsonl"
STATISTICS = "statistics.json"
STATE = "_run"  # a folder: what a run needs to go on
