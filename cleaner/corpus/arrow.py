"""Arrow values for carried columns, unchanged or as plain JSON values.

Arrow can hold what Python cannot: nanoseconds, dates of any year, unknown time zones, text that is not UTF-8.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def field_names(schema: pa.Schema) -> list[str]:
    """The names of the columns; one that is not UTF-8 is named by its place."""
    names = []
    for i in range(len(schema)):
        try:
            names.append(schema.field(i).name)
        except UnicodeDecodeError:
            names.append(f"column_{i + 1}")
    return names


def plain_values(array: pa.Array) -> list[Any]:
    """The values of `array` as JSON knows them.

    Times are ISO 8601, in UTC if their zone is unknown; dates that no calendar has are numbers; bytes are base64; maps
    are lists of pairs.
    """
    import pyarrow as pa

    if isinstance(array, pa.ChunkedArray):
        return [value for chunk in array.chunks for value in plain_values(chunk)]
    if isinstance(array, pa.ExtensionArray):
        return plain_values(array.storage)
    convert = _converter(array.type)
    try:
        return convert(array)
    except Exception:
        return [_one(convert, array, i) for i in range(len(array))]


def plain_scalar(value: pa.Scalar) -> Any:
    """One value of Arrow's, in the same way."""
    import pyarrow as pa

    return plain_values(pa.array([value], value.type))[0]


def _one(convert: Callable[[Any], list[Any]], array: pa.Array, i: int) -> Any:
    if not array[i].is_valid:
        return None
    try:
        return convert(array.slice(i, 1))[0]
    except Exception as error:
        return f"unreadable: {type(error).__name__}"


def _converter(kind: pa.DataType) -> Callable[[Any], list[Any]]:
    import pyarrow.types as t

    for holds, convert in (
        (t.is_temporal, _times),
        (t.is_struct, _structs),
        (t.is_map, _maps),
        (lambda k: t.is_list(k) or t.is_large_list(k) or t.is_fixed_size_list(k), _lists),
        (t.is_dictionary, _dictionary),
        (lambda k: t.is_string(k) or t.is_large_string(k), _texts),
        (lambda k: t.is_binary(k) or t.is_large_binary(k) or t.is_fixed_size_binary(k), _bytes),
        (t.is_decimal, lambda a: [None if v is None else str(v) for v in a.to_pylist()]),
    ):
        if holds(kind):
            return convert
    return lambda array: array.to_pylist()


def _dictionary(array: pa.Array) -> list[Any]:
    """The plain values of a dictionary array; each value in use is converted once."""
    used = array.indices.unique().drop_null()
    known = dict(zip(used.to_pylist(), plain_values(array.dictionary.take(used)), strict=True))
    return [known.get(i) for i in array.indices.to_pylist()]


def _texts(array: pa.Array) -> list[Any]:
    import pyarrow as pa

    try:
        return array.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        wide = pa.types.is_large_string(array.type)
        raw = array.view(pa.large_binary() if wide else pa.binary()).to_pylist()
        return [None if v is None else v.decode("utf-8", "replace") for v in raw]


def _bytes(array: pa.Array) -> list[Any]:
    return [None if v is None else b64encode(v).decode("ascii") for v in array.to_pylist()]


def _times(array: pa.Array) -> list[Any]:
    return [_time(array, i) if array[i].is_valid else None for i in range(len(array))]


def _time(array: pa.Array, i: int) -> Any:
    import pyarrow as pa

    kind = array.type
    try:
        value = array[i].as_py()
        if hasattr(value, "isoformat") and getattr(kind, "unit", "") != "ns":
            return value.isoformat()
    except Exception:  # out of Python's range, or of a zone that is not known
        value = None
    if pa.types.is_interval(kind):
        return list(value) if value is not None else None
    one = array.slice(i, 1)
    zone = getattr(kind, "tz", None)
    if zone is not None:
        one = one.cast(pa.timestamp(kind.unit))
    number = one.view(pa.int64() if kind.bit_width == 64 else pa.int32())[0].as_py()
    shown = str(one.cast(pa.string())[0].as_py())
    if "out of range" in shown or pa.types.is_duration(kind):
        return number
    return shown.replace(" ", "T", 1) + ("Z" if zone is not None else "")


def _structs(array: pa.Array) -> list[Any]:
    names = field_names(array.type)
    columns = [plain_values(array.field(i)) for i in range(array.type.num_fields)]
    whole = array.is_valid().to_pylist()
    rows = zip(*columns, strict=True) if columns else ((),) * len(array)
    return [dict(zip(names, row, strict=True)) if valid else None for valid, row in zip(whole, rows, strict=True)]


def _lists(array: pa.Array) -> list[Any]:
    return [plain_values(v.values) if v.is_valid else None for v in array]


def _maps(array: pa.Array) -> list[Any]:
    made: list[Any] = []
    for i in range(len(array)):
        if not array[i].is_valid:
            made.append(None)
            continue
        start, end = array.offsets[i].as_py(), array.offsets[i + 1].as_py()
        keys, values = (plain_values(a.slice(start, end - start)) for a in (array.keys, array.items))
        made.append([list(pair) for pair in zip(keys, values, strict=True)])
    return made
