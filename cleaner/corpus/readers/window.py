"""What can be seen of a stream of records at a time: some bytes that are moved on, and where in the file they stand."""

from __future__ import annotations

import re
from collections import deque

from cleaner._io.unpack import DamageError, Plain, Unpacked

_STEP = 64 << 10
_OVERLAP = 32  # longer than anything that is searched for by `find`


class BrokenMemberError(Exception):
    """The compressed member that is being looked at is damaged."""


class Window:
    """The next bytes of an unpacked file. Damage shows only to those who look into the damaged member."""

    def __init__(self, stream: Unpacked) -> None:
        self._stream = stream
        self._plain = isinstance(stream, Plain)
        self._buffer = bytearray()
        self._base = 0  # bytes that were dropped before
        self._members: deque[tuple[int, int]] = deque()  # where members begin: of all bytes, and in the file
        self._ended = False
        self._damage: DamageError | None = None
        self._damaged_from = 0  # of all bytes, where the damaged member begins

    def place(self) -> str:
        """Where the window stands: an offset in the file, within a member that goes on with ``+`` an offset in it."""
        self._fill(1)
        if not self._members or (self._damage and self._base == self._damaged_from):
            return str(self._stream.member)
        start, member = self._members[0]
        inside = self._base - start
        if self._plain:
            return str(inside)
        return f"{member}+{inside}" if inside else str(member)

    def peek(self, start: int, end: int) -> bytes:
        """The bytes `start` up to `end`, or what there is of them.

        Raises:
            BrokenMemberError: there are less, because the member in which they begin is damaged.
        """
        self._fill(end)
        if end > len(self._buffer) and self._damage and self._base + start >= self._damaged_from:
            raise BrokenMemberError(str(self._damage))
        return bytes(memoryview(self._buffer)[start:end])

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Whether the next bytes match a short `pattern`."""
        return pattern.match(self.peek(0, _OVERLAP))

    def search(self, pattern: re.Pattern[bytes], limit: int) -> tuple[int, int] | None:
        """Where in the next `limit` bytes `pattern` is found."""
        size = 1 << 10
        while True:
            seen = self.peek(0, min(size, limit))
            if found := pattern.search(seen):
                return found.span()
            if len(seen) < size or size >= limit:
                return None
            size *= 4

    def skip(self, pattern: re.Pattern[bytes]) -> None:
        """Move on behind what matches `pattern`, which may be long."""
        while self._fill(1):
            found = pattern.match(self._buffer)
            end = found.end() if found else 0
            whole = end == len(self._buffer)
            self.drop(end)
            if not whole:
                return

    def at_end(self) -> bool:
        """Whether there is nothing more; raises `BrokenMemberError` at a damaged member."""
        return not self.peek(0, 1)

    def drop(self, number: int) -> None:
        """Move on by `number` bytes."""
        del self._buffer[:number]
        self._base += number
        while len(self._members) > 1 and self._members[1][0] <= self._base:
            self._members.popleft()

    def find(self, pattern: re.Pattern[bytes]) -> bool:
        """Move on to where `pattern` is found next, this place left aside; False at the end of the file."""
        at = 1
        while True:
            if found := pattern.search(self._buffer, at):
                self.drop(found.start())
                return True
            passed = max(0, len(self._buffer) - _OVERLAP)
            self.drop(passed)
            at = max(0, at - passed)
            before = len(self._buffer)
            self._fill(before + 1)
            if len(self._buffer) == before:
                if self._damage:
                    raise BrokenMemberError(str(self._damage))
                return False

    def pass_over(self, number: int, pattern: re.Pattern[bytes]) -> bool:
        """Move on by `number` bytes; False, and stay there, where before that `pattern` is found on a new line."""
        while number > 0:
            self._fill(min(number, _STEP) + _OVERLAP)
            found = pattern.search(self._buffer, 1)
            if found and found.start() < number and self._buffer[found.start() - 1] == 0x0A:
                self.drop(found.start())
                return False
            if not self.peek(0, 1):
                return False
            step = min(number, max(1, len(self._buffer) - _OVERLAP))
            self.drop(step)
            number -= step
        return True

    def resume(self) -> bool:
        """Go on behind a damaged member with the next one; False if there is none."""
        self._base += len(self._buffer)
        self._buffer.clear()
        self._members.clear()
        self._damage = None
        self._ended = not self._stream.resume()
        return not self._ended

    def _fill(self, number: int) -> bool:
        """Have `number` bytes at hand; False if there are less."""
        while len(self._buffer) < number and not self._ended and not self._damage:
            try:
                data = self._stream.read()
            except DamageError as error:
                self._damage = error
                known = self._members and self._members[-1][1] == self._stream.member
                self._damaged_from = self._members[-1][0] if known else self._base + len(self._buffer)
                break
            self._ended = not data
            if data and (not self._members or self._members[-1][1] != self._stream.member):
                self._members.append((self._base + len(self._buffer), self._stream.member))
            self._buffer += data
        return len(self._buffer) >= number
