"""Bytes into text: the encodings of the web, broken bytes, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.read.decode import decode

RUSSIAN = (
    "Паром снова выйдет в море в понедельник, сообщил порт. Три недели судно стояло в доке, и жители острова ждали."
)
FRENCH = "Le café était fermé à l'été, où la fenêtre donnait sur la forêt. Le garçon n'a rien noté de plus, hélas. " * 3
POLISH = (
    "Prom wypłynie znów w poniedziałek, ogłosił zarząd portu. Łódź stała w doku trzy tygodnie, żeby ją naprawić. " * 3
)
JAPANESE = "フェリーは月曜日に運航を再開すると港湾局が発表しました。船は三週間ドックに入っていました。"
CHINESE = "渡轮将于星期一恢复航行,港务局说。这艘船在船坞里停了三个星期,岛上的居民一直在等待。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("plain", "utf-8"),
        ("naïve", "utf-8"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (JAPANESE * 3, "euc_jp"),
        (JAPANESE * 3, "cp932"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE * 3, "gb18030"),
        ("Ferry sails again", "utf-16-le"),
        ("Ferry sails again", "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
    ],
)
def test_undeclared(text, encoding):
    got = decode(text.encode(encoding))
    assert (got.text, got.flags) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark(encoding):
    assert decode("Fährt wieder".encode(encoding)) == ("Fährt wieder", encoding, ())


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "windows-1252", "nonsense", "hex", "undefined", ""])
def test_false_declaration_is_not_believed(label):
    page = f'<html><head><meta charset="{label}"></head><body><p>{RUSSIAN}</p>'
    assert decode(page.encode("cp1251")).text == page
    assert decode(page.encode("cp1251"), declared=label).text == page


def test_declaration_is_believed_where_it_can_be_true():
    page = '<meta charset="iso-8859-1"><p>Caf\xe9 \x93Nord\x94</p>'.encode("latin-1")
    assert decode(page).text.endswith("<p>Café “Nord”</p>")
    assert decode("Łódź".encode("cp1250"), declared="windows-1250").text == "Łódź"
    assert decode('<meta charset="koi8-r"><p>паром</p>'.encode("koi8-r")).text.endswith("<p>паром</p>")


def test_valid_utf8_is_stronger_than_any_declaration():
    assert decode("Fährt wieder".encode(), declared="iso-8859-1").text == "Fährt wieder"


def test_broken_bytes_are_flagged_not_hidden():
    got = decode("Fährt wieder, sagt der Käpt’n".encode() + b" \xff end")
    assert got.encoding == "utf-8" and got.text.endswith("Käpt’n \ufffd end")
    assert [f.code for f in got.flags] == ["undecodable-bytes"]


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", b"PK\x03\x04abc", b"\x89PNG\r\n", bytes(range(256)) * 4, b"\0" * 9])
def test_binary_is_flagged(data):
    assert [f.code for f in decode(data).flags] == ["binary-input"]


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "idna", "rot13", "\0", "utf-7"]))
def test_no_bytes_make_it_raise(data, declared):
    got = decode(data, declared=declared)
    assert isinstance(got.text, str) and isinstance(got.encoding, str)


def test_long_input():
    assert decode(b"\xe9<" * 2_000_000).text.count("<") == 2_000_000


def test_the_charset_of_the_header_reaches_the_decoder():
    data = "Łódź żółw".encode("cp1250")
    assert cleaner.clean(data, kind="text", encoding="windows-1250").text == "Łódź żółw"
