"""The step for datatrove, with the real package."""

import json
import pickle

import pytest

pytest.importorskip("datatrove")
pytest.importorskip("orjson", reason="which the readers of datatrove need")
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner import Pipeline
from cleaner.adapters.datatrove import CleanerFilter

BODY = "It rained all night, and by noon the river was over its banks, the warden of the lower town said."


def test_documents_are_cleaned_in_place_and_empty_ones_dropped():
    step = pickle.loads(pickle.dumps(CleanerFilter()))
    doc = Document(f"A wet spring\n\n{BODY}", "1", metadata={"title": "A wet spring", "url": "https://news.example/1"})
    assert step.filter(doc) is True and doc.text == BODY
    assert doc.metadata["article"]["title"] == "A wet spring" and doc.metadata["article"]["flags"] == []
    assert CleanerFilter().filter(Document("\n", "2")) == (False, "empty")


def test_a_pipeline_runs(tmp_path):
    page = f"<nav><a href='/'>Home</a></nav><article><h2>Why</h2><p>{BODY}</p><p>{BODY}</p></article>"
    rows = [{"id": "1", "text": page}, {"id": "2", "text": ""}, {"id": "3", "text": f"{BODY}\n\nAdvertisement"}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    steps = [
        JsonlReader(str(tmp_path), glob_pattern="in.jsonl"),
        CleanerFilter(Pipeline.preset("article"), markdown=True, key=None),
        JsonlWriter(str(tmp_path / "out"), compression=None),
    ]
    LocalPipelineExecutor(steps, logging_dir=str(tmp_path / "logs")).run()
    (out,) = (tmp_path / "out").glob("*.jsonl")
    texts = {row["id"]: row["text"] for row in map(json.loads, out.read_text().splitlines())}
    assert set(texts) == {"1", "3"}
    assert texts["3"].strip() == BODY and "Home" not in texts["1"] and "## Why" in texts["1"]
