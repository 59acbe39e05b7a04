# cython: language_level=3, boundscheck=False, wraparound=False
"""The words that lines are compared with each other by, in one pass over each; see `cleaner.kernel.tokens`."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring

from cleaner.kernel import tokens as pure

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4)

cdef enum:
    WORDS = 32
    CHARS = 320
    FAR = 0xE00  # where scripts without spaces begin

cdef bint[128] LETTER
for _code in range(128):
    LETTER[_code] = chr(_code).isalpha()
assert (WORDS, CHARS, chr(FAR)) == (pure.WORDS, pure.CHARS, pure.UNSPACED[0])


def first_words(lines):
    """The first words of each of `lines` in lower case; of unspaced scripts the pairs of signs."""
    return [_words((<str?>line)[:CHARS].lower()) for line in lines]


cdef tuple _words(str line):
    cdef Py_ssize_t size = len(line), at, start = 0, count = 0
    cdef int kind = PyUnicode_KIND(line)
    cdef const void* data = PyUnicode_DATA(line)
    cdef Py_UCS4 c
    cdef list found = []
    if kind > 1:
        for at in range(size):
            c = PyUnicode_READ(kind, data, at)
            if c >= FAR and not 0x2000 <= c <= 0x2BFF:  # signs of all scripts
                return pure.words(line)
    for at in range(size + 1):
        if at < size:
            c = PyUnicode_READ(kind, data, at)
            if LETTER[<Py_ssize_t>c] if c < 128 else Py_UNICODE_ISALNUM(c) and not Py_UNICODE_ISDECIMAL(c):
                continue
        if at > start + 1:
            found.append(PyUnicode_Substring(line, start, at))
            count += 1
            if count == WORDS:
                break
        start = at + 1
    return tuple(found)
