"""`cleaner learn`, `cleaner sites show`, and the setting that finds a profile by a document's URL."""

import json
from pathlib import Path

import pytest

import cleaner
from cleaner.cli import main
from cleaner.config import load_config
from cleaner.learning import Learner, stated_address
from cleaner.sites import SiteProfile
from tests.made_sites import END, LEGAL, news

TEXTS = ["\n\n".join(news(n)[0]) for n in range(20)]
ONE, BODY = "\n\n".join(news(50)[0]), news(50)[1]


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    rows = [{"text": text, "url": f"https://www.coast.example/{n}"} for n, text in enumerate(TEXTS)]
    rows += [{"text": f"Only {n} here.", "url": f"https://hills.example/{n}"} for n in range(3)]
    rows += [{"text": "Nobody knows where this is from."}]
    path = tmp_path / "crawl.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_learn_writes_a_profile_a_host(crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(crawl), "-o", str(tmp_path / "profiles")]) == 0
    told = capsys.readouterr()
    assert "coast.example.toml" in told.out
    assert "pages without an address: 1" in told.err
    assert sorted(p.name for p in (tmp_path / "profiles").iterdir()) == ["coast.example.toml", "hills.example.toml"]
    profile = SiteProfile.load(tmp_path / "profiles" / "coast.example.toml")
    assert profile == cleaner.learn(TEXTS, url="coast.example")._replace(sketch=None)


def test_learning_again_leaves_what_a_person_wrote(crawl: Path, tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "coast.example.toml"
    command = ["learn", str(crawl), "-o", str(path.parent)]
    assert main(command) == 0
    first = path.read_bytes()
    assert main(command) == 0
    assert path.read_bytes() == first
    SiteProfile.load(path)._replace(keep=(LEGAL,)).save(path)
    assert main(command) == 0
    assert SiteProfile.load(path).keep == (LEGAL,)


def test_site_names_where_pages_tell_no_address(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n, text in enumerate(TEXTS):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    assert main(["learn", str(folder), "-o", str(tmp_path)]) == 2
    assert main(["learn", str(folder), "--site", "coast.example", "-o", str(tmp_path)]) == 0
    assert SiteProfile.load(tmp_path / "coast.example.toml").pages == 20


def test_show_tells_what_would_be_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "coast.toml"
    cleaner.learn(TEXTS, url="coast.example")._replace(keep=(END,), drop=("Weather by {name}",)).save(path)
    assert main(["sites", "show", str(path)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("coast.example: ")
    assert "{number} SHARES Facebook Twitter" in told
    assert "[[" in told
    assert "kept by hand:\n  More from the coast" in told
    assert "cut by hand:\n  Weather by {name}" in told


@pytest.mark.parametrize(
    "arguments", [["sites", "show", "/nowhere"], ["sites"], ["learn", "x"], ["sites", "list", "x"]]
)
def test_wrong_use_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_the_setting_finds_the_profile_by_url(tmp_path: Path) -> None:
    cleaner.learn(TEXTS).save(tmp_path / "coast.toml")
    settings = tmp_path / "cleaner.toml"
    settings.write_text('[sites."coast.example"]\nprofile = "coast.toml"\ndrop = [".ad"]\n', encoding="utf-8")
    config = load_config(settings)
    assert config is not None
    pipeline = config.pipeline()
    for url in ("https://www.coast.example/a", "http://news.coast.example:80/b?c"):
        assert pipeline.clean(ONE, url=url).text.split("\n\n") == BODY
    for other in (None, "https://hills.example/", "coast.example.com", "http://[bad"):
        assert LEGAL in pipeline.clean(ONE, url=other).text


def test_a_folder_of_profiles(tmp_path: Path) -> None:
    cleaner.learn(TEXTS).save(tmp_path / "coast.example.toml")
    pipeline = cleaner.Pipeline.preset("article").with_sites(tmp_path)
    assert pipeline.clean(ONE, url="https://www.coast.example/50").text.split("\n\n") == BODY
    assert LEGAL in pipeline.clean(ONE, url="https://other.example/50").text


@pytest.mark.parametrize("value", ["3", '"missing.toml"'])
def test_a_wrong_setting_is_told(value: str, tmp_path: Path) -> None:
    settings = tmp_path / "cleaner.toml"
    settings.write_text(f'[sites."coast.example"]\nprofile = {value}\n', encoding="utf-8")
    with pytest.raises(cleaner.ConfigError, match="coast"):
        load_config(settings)


def test_learners_of_parts_merge() -> None:
    whole, left, right = Learner(10), Learner(10), Learner(10)
    for n, text in enumerate(TEXTS):
        url = f"https://{'a' if n % 3 else 'b'}.example/{n}"
        whole.add(text, url=url)
        (left if n % 2 else right).add(text, url=url)
    left.merge(right)
    assert left.sketches == whole.sketches
    assert left.profile("a.example") == whole.profile("a.example")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ('<html><link href="https://a.example/x" rel="canonical">', "https://a.example/x"),
        (b"<html><LINK rel=canonical href=https://a.example/x>", "https://a.example/x"),
        ('<meta property="og:url" content="https://a.example/y">', "https://a.example/y"),
        ("<html><p>https://a.example/</p>", None),
        ("rel=canonical href=https://a.example/", None),
    ],
)
def test_the_address_that_a_page_states(page: str | bytes, address: str | None) -> None:
    assert stated_address(page) == address
