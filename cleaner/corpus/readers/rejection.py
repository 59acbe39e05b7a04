"""What stands for the part of a file that cannot be read."""

from __future__ import annotations

from cleaner._io.unpack import DAMAGE, BeyondLimitsError
from cleaner.corpus.items import Rejected

BROKEN = (*DAMAGE, BeyondLimitsError)


def given_up(place: str, error: BaseException, name: str | None = None) -> Rejected:
    """The file from `place` on, of which nobody can say how many documents it holds: one rejected document."""
    if isinstance(error, BeyondLimitsError):
        return Rejected(place, error.reason, f"the file is not read from here on: {error}", name)
    return Rejected(place, "damaged", f"the file cannot be read from here on ({short(error)})", name)


def short(error: BaseException) -> str:
    """The first line of what `error` says."""
    try:
        return f"{error}".partition("\n")[0][:200] or type(error).__name__
    except Exception:
        return type(error).__name__
