# cython: language_level=3, boundscheck=False, wraparound=False
"""What a text holds besides printable ASCII, in one pass over its characters; see `cleaner.kernel.unusual`."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring

cdef enum:
    MARKS_FROM = 0x2010  # dashes, quotation marks, bullets: alone between ASCII they are most of what is found
    MARKS = 0x30


def unusual_runs(str text):
    """The runs of characters in `text` that are neither printable ASCII nor tabs and line breaks, each once."""
    cdef Py_ssize_t size = len(text), at = 0, start
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef bint[MARKS] alone
    cdef Py_UCS4 c = 0
    cdef set found = set()
    for start in range(MARKS):
        alone[start] = False
    while at < size:
        c = PyUnicode_READ(kind, data, at)
        if not _is_unusual(c):
            at += 1
            continue
        start = at
        at += 1
        while at < size and _is_unusual(PyUnicode_READ(kind, data, at)):
            at += 1
        if at == start + 1 and MARKS_FROM <= c < MARKS_FROM + MARKS:
            if alone[<Py_ssize_t>c - MARKS_FROM]:
                continue
            alone[<Py_ssize_t>c - MARKS_FROM] = True
        found.add(PyUnicode_Substring(text, start, at))
    return found


cdef inline bint _is_unusual(Py_UCS4 c) noexcept:
    return c > 0x7E or (c < 0x20 and c != 9 and c != 10 and c != 13)
