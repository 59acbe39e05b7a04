"""The base of the classes that hold values: immutable, compared by their fields, and quick to import.

The module `dataclasses`, with what it compiles for each class, would take a third of the command's start-up time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

_SHOWN_CHARS, _SHOWN_ITEMS = 60, 3
K = TypeVar("K")
V = TypeVar("V")


@dataclass_transform(frozen_default=True)
class Value:
    """Immutable; its fields are the annotations of the class, in order, and the parameters of its `__init__`.

    A mutable dict given for a field is copied into a `FrozenMap`. Fields named in `_aside` are left out of ``==``,
    ``hash`` and ``repr``. With `_brief`, ``repr`` shortens long texts and tuples.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _aside: ClassVar[frozenset[str]] = frozenset()
    _brief: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        own = [name for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar")]
        cls._fields = (*cls._fields, *own)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cls = type(self)
        if len(args) > len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {len(cls._fields)} values, not {len(args)}")
        given = dict(zip(cls._fields, args, strict=False))
        for name, value in kwargs.items():
            if name in given or name not in cls._fields:
                raise TypeError(f"{cls.__name__} was given {name!r} twice or has no such field")
            given[name] = value
        for name in cls._fields:
            if name not in given:
                if not hasattr(cls, name):
                    raise TypeError(f"{cls.__name__} needs a value for {name!r}")
                given[name] = getattr(cls, name)
        self.__dict__.update({k: FrozenMap(v) if type(v) is dict else v for k, v in given.items()})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable; {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared())

    def __hash__(self) -> int:
        return hash((type(self), *[getattr(self, name) for name in self._compared()]))

    def __repr__(self) -> str:
        show = _short if self._brief else repr
        shown = ", ".join(f"{name}={show(getattr(self, name))}" for name in self._compared())
        return f"{type(self).__qualname__}({shown})"

    def _compared(self) -> list[str]:
        return [name for name in self._fields if name not in self._aside]

    def _replace(self, **changes: object) -> Self:
        return type(self)(**{**{name: getattr(self, name) for name in self._fields}, **changes})


def _short(value: object) -> str:
    """A field as ``repr`` shows it: of long texts the beginning and the length, of long tuples the length."""
    if isinstance(value, str) and len(value) > _SHOWN_CHARS:
        return f"{value[:_SHOWN_CHARS]!r}… ({len(value)} characters)"
    if isinstance(value, tuple) and len(value) > _SHOWN_ITEMS:
        return f"<{len(value)} items>"
    return repr(value)


class FrozenMap(Mapping[K, V]):
    """A mapping that cannot be changed, and can therefore be hashed and shared."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)
