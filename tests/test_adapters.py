"""The adapters, each in the framework itself where that is installed."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from _articles import page, records

import cleaner
from cleaner.corpus import clean_batch, output_schema
from cleaner.errors import ConfigError, UnknownNameError

pa = pytest.importorskip("pyarrow")

ROWS = list(records(7))
CLEAN = [cleaner.clean(str(row["text"])).text for row in ROWS]

SPIDER = """
import dataclasses, json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

@dataclasses.dataclass
class Story:
    url: str
    html: object
    text: str = ""

class Herald(scrapy.Spider):
    name = "herald"
    start_urls = [sys.argv[1] + "/index.html"]

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_story)

    def parse_story(self, response):
        number = int(response.url.rsplit("-", 1)[1].split(".")[0])
        if number == 3:
            yield Story(response.url, response.text)
        elif number == 4:
            yield {"url": response.url, "html": None}
        else:
            yield {"url": response.url, "html": response.body if number == 2 else response.text}

settings = {
    "ITEM_PIPELINES": {"cleaner.adapters.scrapy.CleanerPipeline": 300},
    "FEEDS": {sys.argv[2]: {"format": "jsonlines", "fields": ["url", "text", "metadata", "flags"]}},
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
}
process = CrawlerProcess(settings)
crawler = process.create_crawler(Herald)
process.crawl(crawler)
process.start()
stats = {k: v for k, v in crawler.stats.get_stats().items() if k.startswith("cleaner/")}
print(json.dumps(stats))
"""


@pytest.fixture
def herald(tmp_path: Path):
    """A local site with an index and six stories; gives its address."""
    site = tmp_path / "site"
    site.mkdir()
    links = "".join(f'<a href="story-{i}.html">{i}</a>' for i in range(6))
    (site / "index.html").write_text(f"<html><body>{links}</body></html>")
    for i in range(6):
        (site / f"story-{i}.html").write_text(page(i))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_scrapy_crawl(herald: str, tmp_path: Path) -> None:
    pytest.importorskip("scrapy")
    out = tmp_path / "items.jsonl"
    script = tmp_path / "spider.py"
    script.write_text(SPIDER)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:cleaner", str(script), herald, str(out)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert "ScrapyDeprecationWarning" not in done.stderr
    items = {item["url"].rpartition("-")[2]: item for item in map(json.loads, out.read_text().splitlines())}
    assert len(items) == 6, done.stderr
    for i in (0, 1, 2, 3, 5):
        url = f"{herald}/story-{i}.html"
        result = cleaner.clean(page(i), url=url)
        assert items[f"{i}.html"]["text"] == result.text
        if i != 3:  # its class has no such fields
            assert items[f"{i}.html"]["metadata"] == result.metadata.to_dict()
            assert items[f"{i}.html"]["flags"] == []
    assert not items["4.html"].get("text")
    stats = json.loads(done.stdout.splitlines()[-1])
    assert (stats["cleaner/cleaned"], stats["cleaner/skipped"]) == (5, 1)
    assert stats["cleaner/characters/kept"] == sum(len(i.get("text") or "") for i in items.values())
    assert stats["cleaner/removed/region"] > 0


def test_scrapy_errors_pass_the_item_on() -> None:
    pytest.importorskip("scrapy")
    from scrapy.utils.test import get_crawler

    from cleaner.adapters.scrapy import CleanerPipeline

    crawler = get_crawler(settings_dict={"CLEANER_FIELD": "body"})
    pipeline = CleanerPipeline.from_crawler(crawler)

    class Broken:
        def clean(self, *args: object, **options: object) -> None:
            raise ValueError

    pipeline._pipeline = Broken()  # type: ignore[assignment]
    assert pipeline.process_item({"body": "It rained."}) == {"body": "It rained."}
    assert crawler.stats.get_value("cleaner/errors") == 1


def test_pandas() -> None:
    pd = pytest.importorskip("pandas")
    frame = clean_batch(pa.Table.from_pandas(pd.DataFrame(ROWS))).to_pandas()
    assert list(frame["text"]) == CLEAN
    assert list(frame["depth"]) == [row["depth"] for row in ROWS]


def test_polars() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.from_arrow(clean_batch(pl.DataFrame(ROWS).to_arrow()))
    assert frame["text"].to_list() == CLEAN
    assert frame["metadata"].struct.field("title").null_count() == len(ROWS)


def test_frames_go_in_and_come_out() -> None:
    pd = pytest.importorskip("pandas")
    pl = pytest.importorskip("polars")
    frame = clean_batch(pd.DataFrame(ROWS, index=range(7, 14)))
    assert isinstance(frame, pd.DataFrame) and list(frame["text"]) == CLEAN
    frame = clean_batch(pl.DataFrame(ROWS))
    assert isinstance(frame, pl.DataFrame) and frame["text"].to_list() == CLEAN
    for wrong in (pd.Series(["It rained."]), ["It rained."], {"text": ["It rained."]}, None):
        with pytest.raises(ConfigError, match=f"cannot clean a {type(wrong).__name__}; give"):
            clean_batch(wrong)


def test_columns_with_headlines_and_dates_are_hints() -> None:
    pandas = pytest.importorskip("pandas")
    body = "It rained all night, and by noon the river was over its banks, the warden of the lower town said."
    frame = pandas.DataFrame(
        {
            "text": [f"A wet spring\n\n{body}", f"No such headline\n\n{body}", body],
            "headline": ["A wet spring", None, float("nan")],
            "day": [pandas.Timestamp("2026-05-01"), pandas.NaT, None],
        }
    )
    cleaned = clean_batch(frame, title_column="headline", published_column="day")
    assert list(cleaned["text"]) == [body, f"No such headline\n\n{body}", body]
    found = [(m["title"], m["published"]) for m in cleaned["metadata"]]
    assert found[0] == ("A wet spring", "2026-05-01T00:00:00") and found[2] == (None, None)
    assert [len(flags) for flags in cleaned["flags"]] == [0, 0, 0]


def test_a_table_with_pages_only_is_cleaned() -> None:
    table = pa.table({"html": [page(1)]})
    out = clean_batch(table)
    assert out.column("text").to_pylist() == [cleaner.clean(page(1)).text]
    assert "html" not in out.schema.names
    assert output_schema(table.schema).equals(out.schema)


def test_scrapy_item_without_the_field_is_passed_on() -> None:
    pytest.importorskip("scrapy")
    import scrapy
    from scrapy.utils.test import get_crawler

    from cleaner.adapters.scrapy import CleanerPipeline

    class Bare(scrapy.Item):
        html = scrapy.Field()

    class Other(scrapy.Item):
        text = scrapy.Field()

    crawler = get_crawler()
    pipeline = CleanerPipeline.from_crawler(crawler)
    bare, other = Bare(html=page(1)), Other()
    assert pipeline.process_item(bare) is bare and dict(bare) == {"html": page(1)}
    assert pipeline.process_item(other) is other and not dict(other)
    assert crawler.stats.get_value("cleaner/errors") == 1
    assert crawler.stats.get_value("cleaner/skipped") == 1


def test_scrapy_items_in_markdown() -> None:
    pytest.importorskip("scrapy")
    from scrapy.utils.test import get_crawler

    from cleaner.adapters.scrapy import CleanerPipeline

    pipeline = CleanerPipeline.from_crawler(get_crawler(settings_dict={"CLEANER_TEXT": "markdown"}))
    assert pipeline.process_item({"html": page(1)})["text"] == cleaner.clean(page(1)).to_markdown()
    with pytest.raises(UnknownNameError):
        CleanerPipeline.from_crawler(get_crawler(settings_dict={"CLEANER_TEXT": "md"}))


def test_datasets() -> None:
    datasets = pytest.importorskip("datasets")
    data = datasets.Dataset.from_list(ROWS).with_format("arrow").map(clean_batch, batched=True, batch_size=3)
    assert data.with_format(None)["text"][:] == CLEAN


@pytest.mark.filterwarnings("ignore")  # Spark has opinions on the versions of its neighbours
def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    from pyspark.sql import SparkSession

    from cleaner.adapters.spark import clean_frame

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.createDataFrame(ROWS)
        rows = clean_frame(frame, removals=True).collect()
        bare = clean_frame(frame, metadata=False).collect()
    finally:
        spark.stop()
    found = {row["id"]: row for row in rows}
    assert [found[row["id"]]["text"] for row in ROWS] == CLEAN
    assert any(row["removals"] for row in rows)
    assert all(row["error"] is None for row in rows)
    assert {row["id"]: row["text"] for row in bare} == {row["id"]: row["text"] for row in rows}
    assert "metadata" not in bare[0] and "metadata" in rows[0]
