"""Only what is cut changes: every other byte of a file stays, in every format and encoding."""

import codecs
import contextlib
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Pipeline
from cleaner.cli import main
from cleaner.errors import InputError
from cleaner.files.encoding import decode_exactly
from cleaner.files.examine import Examiner
from cleaner.files.formats import parts_of
from cleaner.files.ignore import FilePipelines
from cleaner.splice import Splice, spliced
from tests.files import CLEAN, DIRTY

EXAMINER = Examiner(FilePipelines(Pipeline.preset("article")), rewrite=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    return tmp_path


def fixed(folder, name, content, *options):
    (folder / name).write_bytes(content)
    assert main(["check", "--fix", "-q", name, *options]) == 0
    return (folder / name).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_encoding_mark_and_line_ends_stay(folder, encoding, end, last):
    before, after = (t + "Über den Fluß führt keine Brücke mehr.\n" for t in (DIRTY, CLEAN))
    if not last:
        before, after = before.rstrip("\n"), after.rstrip("\n")
    dirty, clean = (t.replace("\n", end).encode(encoding) for t in (before, after))
    assert fixed(folder, "a.txt", dirty) == clean


def test_cp1252_stays_cp1252(folder):
    text = "“Das Wasser stieg”, sagte der Wärter – es war fünf Uhr früh, und die Brücke lag höher.\n\n"
    assert fixed(folder, "a.txt", (text + DIRTY).encode("cp1252")) == (text + CLEAN).encode("cp1252")


def test_declared_encoding_is_used(folder):
    text = "Вода поднялась ночью, и мост закрыли для всех машин.\n\n"
    before = (text + DIRTY).encode("koi8-r")
    assert fixed(folder, "a.txt", before, "--encoding", "koi8-r") == (text + CLEAN).encode("koi8-r")


def test_a_mark_is_trusted_more_than_a_declaration(folder):
    assert fixed(folder, "a.txt", DIRTY.encode("utf-16"), "--encoding", "cp1252") == CLEAN.encode("utf-16")


def test_utf_16_that_begins_with_a_nul_is_no_utf_32(folder):
    text = "\0Nobody slept, the warden said.\n\n"
    after = fixed(folder, "a.txt", codecs.BOM_UTF16_LE + (text + DIRTY).encode("utf-16-le"), "--ignore", "repair")
    assert after == codecs.BOM_UTF16_LE + (text + CLEAN).encode("utf-16-le")


def test_a_mark_without_its_encoding_is_an_error(folder, capfd):
    (folder / "a.txt").write_bytes(codecs.BOM_UTF16_LE + b"odd")
    assert main(["check", "a.txt"]) == 2
    assert "byte order mark of utf-16-le" in capfd.readouterr().err


def test_stray_bytes_stay(folder):
    stray = "Grün war das Ufer, bläulich der Fluß, öde das Feld.\n".encode() + b"One bad byte \x81 here.\n\n"
    assert fixed(folder, "a.txt", stray + DIRTY.encode()) == stray + CLEAN.encode()


def test_layout_that_nothing_touches_stays(folder):
    odd = "\n\n  It rained all night, the warden said.  \n\n\n\n\tHe did not sleep.\n \nBy noon it was over.\n\n\n"
    content = (odd + "Advertisement\n\nThe bridge is closed, the council said on Tuesday.\n\n \n").encode()
    wanted = (odd + "The bridge is closed, the council said on Tuesday.\n\n \n").encode()
    assert fixed(folder, "a.txt", content) == wanted


def test_a_character_that_the_encoding_lacks_is_told_and_nothing_written(folder, capfd):
    content = "Sie sagte &#9731; und ging über die Brücke nach Köln.\n".encode("cp1252")
    (folder / "a.txt").write_bytes(content)
    code = main(["check", "--fix", "--encoding", "cp1252", "a.txt"])
    told = capfd.readouterr()
    assert (folder / "a.txt").read_bytes() == content
    assert code == 1 and "cp1252 has no '☃'" in told.err and "repair/entity" in told.out


def test_an_encoding_that_would_be_taken_for_another_later_is_told_and_nothing_written(folder, capfd):
    content = b"Advertisement\n\xef\xbb\xbf\n\xed\xa0\xbd\xed\xb8\x80 He laughed.\n"
    (folder / "a.txt").write_bytes(content)
    assert main(["check", "--fix", "a.txt"]) == 1
    assert "name it with --encoding" in capfd.readouterr().err
    assert (folder / "a.txt").read_bytes() == content


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), b"%PDF-1.4\n%\xe2\xe3\n\0"])
def test_binary_files_are_an_error(folder, content, capfd):
    (folder / "a.txt").write_bytes(content)
    assert main(["check", "--fix", "a.txt"]) == 2
    assert (folder / "a.txt").read_bytes() == content
    assert "binary" in capfd.readouterr().err


@given(st.binary(max_size=300))
def test_whatever_is_decoded_is_encoded_to_the_same_bytes(data):
    try:
        encoded = decode_exactly(data)
    except InputError:
        return
    assert encoded.encode(encoded.text) == data


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_survives(text, encoding):
    data = text.encode(encoding, "replace")
    encoded = decode_exactly(data)
    assert encoded.encode(encoded.text) == data
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE)):
        assert not encoded.text.startswith("\ufeff") or text.startswith("\ufeff")


FRONTS = [
    "---\ntitle: Advertisement\ntags:\n  - a\n---\n",
    '---\r\n"title": x\r\n...\r\n',
    '+++\ntitle = "Advertisement"\n+++\n\n',
    "---\n---\n",
]


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_front_matter_is_kept(folder, front, name):
    assert fixed(folder, name, (front + DIRTY).encode()) == (front + CLEAN).encode()


@pytest.mark.parametrize(
    "text", ["---\n\n" + DIRTY + "---\n", "---\nIt rained.\n\n" + DIRTY, "----\na: b\n----\n" + DIRTY]
)
def test_a_rule_is_no_front_matter(text):
    (part,) = parts_of("a.md", text, None)
    assert part.text == text


def test_fenced_code_is_left_alone(folder):
    fence = "```text\nAdvertisement\n\n```` `\nAdvertisement\n```\n\n~~~~\nAdvertisement\n~~~\nAdvertisement\n"
    before, after = (f"{t}\n{fence}".encode() for t in (DIRTY, CLEAN))
    assert fixed(folder, "a.md", before) == after


def test_jsonl_changes_the_named_field_only(folder):
    record = (
        '{"id": 1,\t"text" : "It rained all night.%s\\n\\nBy noon \\u0069t w\\/as over. \\ud83c\\udf27", "x": 1.50}'
    )
    other = (
        '  { "note": {"text": "Advertisement"}, "text":"%sBy noon it was over, \\"he\\" said." , "y":[1,{"text":""}]}\r'
    )
    rest = ['{"text": null, "title": "Advertisement"}', '{"text": "ünïcode stays.", "n": 1e400}']
    before = [record % "\\n\\nAdvertisement", "", other % "Advertisement\\r\\n\\r\\n", *rest]
    after = [record % "", "", other % "", *rest]
    assert fixed(folder, "a.jsonl", "\n".join(before).encode(), "--field", "text") == "\n".join(after).encode()


def test_jsonl_field_inside_an_object(folder):
    line = '{"text": "Advertisement", "a": {"c": 1, "text": %s}}\n'
    before, after = ((line % json.dumps(t)).encode() for t in (DIRTY, CLEAN))
    assert fixed(folder, "a.ndjson", before, "--field", "a.text") == after


def test_jsonl_repairs_are_spelt_as_json(folder):
    before = b'{"text": "She said &quot;no&quot; to the council &amp; left \\u00e2\\u20ac\\u2122 she did."}\n'
    after = fixed(folder, "a.jsonl", before, "--field", "text")
    assert b'said \\"no\\" to the council & left' in after
    assert json.loads(after)["text"].startswith('She said "no" to')


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "x"}\n{"text": "y"\n', "line 2 is no JSON object"),
        ('{"text": "x"}\n["y"]\n', "line 2 is no JSON object"),
        ('{"text": "x"} {}\n', "line 1 is no JSON object"),
        ('{"text":\n "x"}\n', "line 1 is no JSON object"),
        ('{"txt": "x"}\n', "no record has a field 'text'"),
        ("[" * 100_000, "line 1 is no JSON object"),
        ('{"text":' * 50_000, "line 1 is no JSON object"),
        ('{"a":' + "[" * 100_000, "line 1 is no JSON object"),
    ],
)
def test_broken_jsonl_is_an_error(folder, content, message, capfd):
    (folder / "a.jsonl").write_text(content)
    assert main(["check", "--fix", "--field", "text", "a.jsonl"]) == 2
    assert message in capfd.readouterr().err
    assert (folder / "a.jsonl").read_text() == content


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
JSON = PLAIN | st.lists(PLAIN, max_size=2) | st.dictionaries(st.sampled_from(["text", "a"]), PLAIN, max_size=2)


@given(st.lists(st.dictionaries(st.sampled_from(["text", "a", "b", ""]), JSON, max_size=4), max_size=4), st.booleans())
def test_jsonl_strings_are_found_where_they_stand(records, ascii_only):
    text = "\n".join(json.dumps(r, ensure_ascii=ascii_only) for r in records)
    wanted = [r["text"] for r in records if isinstance(r.get("text"), str)]
    if not wanted:
        return
    parts = parts_of("a.jsonl", text, "text")
    assert [p.text for p in parts] == wanted
    for part in parts:
        offsets = part.offsets()
        assert len(offsets) == len(part.text) + 1
        for i, char in enumerate(part.text):
            assert json.loads(f'"{text[offsets[i] : offsets[i + 1]]}"') == char


def test_csv_changes_the_named_column_only(folder):
    before = (
        'id,title,text\r\n1,"Advertisement",'
        '"It ""rained"" all night, he said.\r\n\r\nAdvertisement\r\n\r\nThen it was over."\r\n'
        '2, Advertisement ,plain &amp; short\r\n3,"x"\r\n\r\n"4",,""\r\n5,y,He said &quot;no&quot;&#44; and left'
    )
    after = fixed(folder, "a.csv", before.encode(), "--field", "text").decode()
    assert after == (
        'id,title,text\r\n1,"Advertisement","It ""rained"" all night, he said.\r\n\r\nThen it was over."\r\n'
        '2, Advertisement ,plain & short\r\n3,"x"\r\n\r\n"4",,""\r\n5,y,"He said ""no"", and left"'
    )
    assert list(csv.reader(io.StringIO(after, newline="")))[-1] == ["5", "y", 'He said "no", and left']


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ";"), ("a.csv", "\t"), ("a.csv", "|"), ("a.tsv", "\t")])
def test_other_delimiters(folder, name, delimiter):
    row = f'id{delimiter}"text"\n1{delimiter}"%s"\n'
    assert fixed(folder, name, (row % DIRTY).encode(), "--field", "text") == (row % CLEAN).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [("a,b\n1,2\n", "has no column 'text'"), ('text\n"a\n', "the quote on line 2 is never closed")],
)
def test_broken_tables_are_an_error(folder, content, message, capfd):
    (folder / "a.csv").write_text(content)
    assert main(["check", "--field", "text", "a.csv"]) == 2
    assert message in capfd.readouterr().err


@given(
    st.lists(st.lists(st.text('ab",\n\r;é', max_size=6), min_size=2, max_size=2), min_size=1, max_size=5),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_csv_cells_are_found_as_the_csv_module_reads_them(rows, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting).writerows([["id", "text"], *rows])
    text = out.getvalue()
    parts = parts_of("a.csv", text, "text")
    assert [p.text for p in parts] == [row[1] for row in rows if row[1]]
    changed = spliced(text, [s for p in parts for s in p.in_file([Splice(0, 1, 'x,"\n')])])
    read = list(csv.reader(io.StringIO(changed, newline="")))
    assert read == [["id", "text"], *([a, 'x,"\n' + b[1:] if b else b] for a, b in rows)]


@given(st.binary(max_size=80), st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.csv", "a.tsv", "a.html"]))
def test_no_bytes_make_it_raise(data, name):
    examiner = Examiner(EXAMINER.pipelines, field="text", rewrite=True)
    with contextlib.suppress(InputError):
        examiner.examine(name, data)
        examiner.examine(name, b"text\n" + data)


LINES = [
    "Advertisement",
    "Share this article",
    "It rained all night, the warden said.",
    "He said &amp; left, she said.",
]
LINES += [
    "",
    "  ",
    "\ufeff",
    "---",
    "```",
    "By Hanna Lind",
    "\x00",
    "â€™",
    "Ã©",
    "Latest Headlines",
    "\ud83d\ude00 He laughed.",
]
ENDS = ["\n", "\n", "\r\n", "\r", "\n\n", "\u2028", "\f", ""]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=12), st.sampled_from(["a.md", "a.txt"])
)
def test_a_second_time_changes_nothing(pieces, name):
    data = "".join(line + end for line, end in pieces).encode("utf-8", "surrogatepass")
    try:
        examined = EXAMINER.examine(name, data)
    except InputError:
        return
    assert examined.refusal is None or "encoding" in examined.refusal
    if examined.after is not None:
        assert examined.after != data
        assert EXAMINER.examine(name, examined.after).after is None


FIXTURES = sorted(Path(__file__).parent.parent.glob("fixtures/*/input.txt"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.parent.name)
def test_a_file_becomes_what_cleaning_its_text_gives(path):
    """In place and by the library: one result, and a second look finds nothing."""
    data = path.read_bytes()
    examined = EXAMINER.examine("a.txt", data)
    (part,) = parts_of("a.txt", decode_exactly(data).text, None)
    result = EXAMINER.pipelines.of("a.txt").pipeline.clean(part.text, kind="text")
    front = decode_exactly(data).text[: part.start]
    assert examined.refusal is None
    assert (examined.after or data) == decode_exactly(data).encode(front + result.text)
    assert not EXAMINER.examine("a.txt", examined.after or data).findings


def test_empty_files_are_clean(folder):
    for name in ("a.txt", "a.md", "a.jsonl", "a.csv", "a.html"):
        (folder / name).write_bytes(b"")
    assert main(["check", "-q", "--field", "text", "."]) == 0
