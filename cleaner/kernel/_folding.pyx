# cython: language_level=3, boundscheck=False, wraparound=False
"""Folding in one pass over the characters; see `cleaner.kernel.folding`.

What a character folds to by itself is asked of the pure form once, and remembered. Where characters work upon each
other, as marks on letters do, the pure form folds the whole text.
"""

from cpython.mem cimport PyMem_Malloc, PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_KIND, PyUnicode_READ
from unicodedata import category

from cleaner.kernel import folding as pure

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4)

cdef enum:
    MOST = 6  # characters that one folds to
    UNKNOWN = -1
    TOGETHER = -2  # with what stands beside it

cdef struct Folded:
    signed char size  # or `UNKNOWN` or `TOGETHER`
    Py_UCS4[MOST] chars

cdef Folded** PAGES = <Folded**>PyMem_Malloc(256 * sizeof(Folded*))  # of 256 characters each, made as they are asked for
if PAGES is NULL:
    raise MemoryError
for _page in range(256):
    PAGES[_page] = NULL

# Letters and signs that stay by themselves in NFKC whatever stands beside them.
ALONE = (
    (0x0, 0x2FF), (0x370, 0x482), (0x48A, 0x52F), (0x5D0, 0x5EA), (0x621, 0x64A), (0x1E00, 0x1EFF), (0x2000, 0x20CF),
    (0x2100, 0x2BFF), (0x3000, 0x3029), (0x3041, 0x3096), (0x30A1, 0x30FE), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xFE0E, 0xFE0F), (0xFEFF, 0xFEFF), (0xFF01, 0xFF5E),
)


def fold(str text):
    """The folded form of a line, as the pure `fold` gives it."""
    cdef Py_ssize_t size = len(text), room = size + MOST, n = 0, i
    cdef int kind = PyUnicode_KIND(text), k
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_UCS4 c
    cdef Folded* folded
    cdef Py_UCS4* out = <Py_UCS4*>PyMem_Malloc(room * sizeof(Py_UCS4))
    cdef Py_UCS4* more
    if out is NULL:
        raise MemoryError
    try:
        for i in range(size):
            c = PyUnicode_READ(kind, data, i)
            if c > 0xFFFF:
                return pure.fold_any(text)
            folded = _folded(c)
            if folded.size == TOGETHER:
                return pure.fold_any(text)
            if n + MOST > room:
                room *= 2
                more = <Py_UCS4*>PyMem_Realloc(out, room * sizeof(Py_UCS4))
                if more is NULL:
                    raise MemoryError
                out = more
            for k in range(folded.size):
                n = _put(out, n, folded.chars[k])
        while n and not (Py_UNICODE_ISALNUM(out[n - 1]) or out[n - 1] == u"©"):
            n -= 1
        return PyUnicode_FromKindAndData(4, out, n)
    finally:
        PyMem_Free(out)


def fold_lines(lines):
    """The folded form of each of many lines."""
    return [fold(line) for line in lines]


cdef inline Py_ssize_t _put(Py_UCS4* out, Py_ssize_t n, Py_UCS4 c) noexcept:
    """Write `c` behind the `n` characters in `out`, with one blank for several, and one 0 for a number."""
    if n == 0:
        if not (Py_UNICODE_ISALNUM(c) or c == u"©"):
            return 0
    elif c == u" ":
        if out[n - 1] == u" ":
            return n
    elif c == u"0":
        if out[n - 1] == u"0":
            return n
        if n > 1 and out[n - 2] == u"0" and (out[n - 1] == u"." or out[n - 1] == u","):
            return n - 1
    out[n] = c
    return n + 1


cdef inline Folded* _folded(unsigned int c) except NULL:
    cdef Folded* page = PAGES[c >> 8]
    if page is NULL or page[c & 0xFF].size == UNKNOWN:
        return _learn(c)
    return &page[c & 0xFF]


cdef Folded* _learn(unsigned int c) except NULL:
    """Ask what `c` folds to, and remember it."""
    cdef Folded* page = PAGES[c >> 8]
    cdef int k
    if page is NULL:
        page = <Folded*>PyMem_Malloc(256 * sizeof(Folded))
        if page is NULL:
            raise MemoryError
        for k in range(256):
            page[k].size = UNKNOWN
        PAGES[c >> 8] = page
    cdef Folded* folded = &page[c & 0xFF]
    folded.size = TOGETHER
    if any([first <= c <= last for first, last in ALONE]):
        made = pure.untrimmed(chr(c))
        if len(made) <= MOST and not any([category(char)[0] == "M" for char in made]):
            for k in range(len(made)):
                folded.chars[k] = made[k]
            folded.size = len(made)
    return folded
