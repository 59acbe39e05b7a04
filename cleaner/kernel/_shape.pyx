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
    KNOWN = 0x250  # characters from 0 whose part is looked up, as that of signs of all scripts
    SIGNS_FROM = 0x2010
    PLACES = 0x270  # with 32 signs
    BACK = 8
    CLOSES = 100

cdef object LineShape = pure.LineShape
cdef char[128] CLASSES
cdef char[PLACES] STARTS  # what a line begins with, and what it ends in, by the first and the last character
cdef char[PLACES] ENDS
for _code in range(128):
    CLASSES[_code] = pure.CLASS[_code]
for _place in range(PLACES):
    _char = chr(_place if _place < KNOWN else _place - KNOWN + SIGNS_FROM)
    STARTS[_place] = pure.start_of(_char)
    ENDS[_place] = CLOSES if _char in pure.CLOSERS else pure.end_of(_char)
assert (HEAD, WORDS, BACK) == (pure.HEAD, pure.WORDS, pure.BACK)


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
            _end(line, kind, data),
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


cdef inline Py_ssize_t _place_of(Py_UCS4 c) noexcept:
    """Where `STARTS` and `ENDS` have `c`; -1 if they do not."""
    cdef Py_ssize_t code = c
    if code < KNOWN:
        return code
    code += KNOWN - SIGNS_FROM
    return code if KNOWN <= code < PLACES else -1


cdef int _start(Py_UCS4 c) except -1:
    cdef Py_ssize_t place = _place_of(c)
    return STARTS[place] if place >= 0 else pure.start_of(chr(c))


cdef int _end(str line, int kind, const void* data) except -1:
    cdef Py_ssize_t size = len(line), end = size, place
    cdef Py_UCS4 c = PyUnicode_READ(kind, data, size - 1)
    if Py_UNICODE_ISALPHA(c):
        return 1
    if Py_UNICODE_ISDIGIT(c):
        return 2
    while end and end > size - BACK:
        place = _place_of(PyUnicode_READ(kind, data, end - 1))
        if place < 0:
            return pure.end_of(line)
        if ENDS[place] != CLOSES:
            c = PyUnicode_READ(kind, data, end - 1)
            if c == u"." and end > max(2, size - BACK + 2):
                if PyUnicode_READ(kind, data, end - 2) == u"." and PyUnicode_READ(kind, data, end - 3) == u".":
                    return 5
            return 0 if Py_UNICODE_ISALPHA(c) or Py_UNICODE_ISDIGIT(c) else ENDS[place]
        end -= 1
    return 0
