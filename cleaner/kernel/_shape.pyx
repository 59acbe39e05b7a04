# cython: language_level=3, boundscheck=False, wraparound=False
"""What lines look like, in one pass over their characters; see `cleaner.kernel.shape`."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

from cleaner.kernel import shape as pure

cdef extern from "Python.h":
    bint Py_UNICODE_ISALPHA(Py_UCS4)
    bint Py_UNICODE_ISUPPER(Py_UCS4)
    bint Py_UNICODE_ISLOWER(Py_UCS4)
    bint Py_UNICODE_ISDIGIT(Py_UCS4)
    bint Py_UNICODE_ISSPACE(Py_UCS4)

cdef enum:
    HEAD = 160
    WORDS = 14

cdef object LineShape = pure.LineShape
cdef object end_of = pure.end_of, start_of = pure.start_of
cdef char[128] CLASSES
for _code in range(128):
    CLASSES[_code] = pure.CLASS[_code]
assert (HEAD, WORDS) == (pure.HEAD, pure.WORDS)


def shapes(lines):
    """Measure each of `lines` (not blank, no white space around them)."""
    return [_shape(line) for line in lines]


cdef _shape(str line):
    cdef Py_ssize_t size = len(line), i
    cdef int kind = PyUnicode_KIND(line)
    cdef void* data = PyUnicode_DATA(line)
    cdef Py_ssize_t head = min(size, HEAD)
    cdef Py_ssize_t words = 0, capitals = 0, digits = 0, symbols = 0, others = 0, signs = 0
    cdef bint inside = False
    cdef Py_UCS4 c
    for i in range(size):
        c = PyUnicode_READ(kind, data, i)
        if Py_UNICODE_ISSPACE(c):
            inside = False
        elif not inside:
            inside = True
            words += 1
            if words <= WORDS:
                capitals += Py_UNICODE_ISUPPER(c)
        if i < head:
            if c >= 128:
                others += 1
                signs += _is_unspaced(c)
            elif CLASSES[c] == b"0":
                digits += 1
            elif CLASSES[c] == b"|":
                symbols += 1
    cdef double count = words, unspaced = 0.0, share = <double>capitals / min(words, WORDS)
    if signs:
        unspaced = <double>signs / head
        count += unspaced * size / 2
    if not capitals and others and not line.islower():
        share = -1.0
    return tuple.__new__(
        LineShape,
        (
            count if signs else words,
            size,
            _start(PyUnicode_READ(kind, data, 0)),
            _end(line, PyUnicode_READ(kind, data, size - 1)),
            share,
            <double>digits / head,
            <double>symbols / head,
            unspaced,
        ),
    )


cdef bint _is_unspaced(Py_UCS4 c) noexcept:
    return c >= 0xE00 and (
        c <= 0xEFF
        or 0x1000 <= c <= 0x109F
        or 0x1780 <= c <= 0x17FF
        or 0x3040 <= c <= 0x30FF
        or 0x3400 <= c <= 0x9FFF
        or 0xF900 <= c <= 0xFAFF
    )


cdef int _start(Py_UCS4 c) except -1:
    if Py_UNICODE_ISALPHA(c):
        return 5 if Py_UNICODE_ISUPPER(c) else 2 if Py_UNICODE_ISLOWER(c) else 3
    return start_of(chr(c))


cdef int _end(str line, Py_UCS4 c) except -1:
    if Py_UNICODE_ISALPHA(c):
        return 1
    if c == u".":
        return end_of(line) if line.endswith("..") else 7
    return end_of(line)
