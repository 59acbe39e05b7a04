# cython: language_level=3, boundscheck=False, wraparound=False
"""Where a word or a sentence runs into the next, found in one pass; see `cleaner.kernel.joints`."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ


def has_joints(str text, Py_ssize_t least):
    """Whether `JOINT` matches in `text` at least so many times, which is one or more."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at = 0, small = 0, found = 0, end
    while at < size:
        small = at
        while at < size and _is_small(PyUnicode_READ(kind, data, at)):
            at += 1
        small = at - small
        end = 0
        if small >= 2:
            end = _sentence_end(kind, data, at, size)
        if not end and small >= 3:
            end = _word_end(kind, data, at, size)
        if end:
            found += 1
            if found >= least:
                return True
        at = end or at + 1  # matches do not overlap
    return False


cdef Py_ssize_t _sentence_end(int kind, const void* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """The end of a match whose mark of a sentence stands at `at`; 0 if none does."""
    if at + 2 >= size or PyUnicode_READ(kind, data, at) not in u".!?…":
        return 0
    cdef Py_UCS4 a = PyUnicode_READ(kind, data, at + 1), b = PyUnicode_READ(kind, data, at + 2)
    if at + 3 < size and a in u"\"”’»)" and _opens(b) and _is_small(PyUnicode_READ(kind, data, at + 3)):
        return at + 4
    return at + 3 if _opens(a) and _is_small(b) else 0


cdef Py_ssize_t _word_end(int kind, const void* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """The end of a match whose capital stands at `at`; 0 if none does."""
    if at + 2 >= size or not _is_capital(PyUnicode_READ(kind, data, at)):
        return 0
    if _is_small(PyUnicode_READ(kind, data, at + 1)) and _is_small(PyUnicode_READ(kind, data, at + 2)):
        return at + 3
    return 0


cdef inline bint _is_small(Py_UCS4 c) noexcept:
    if c < 0xDF:
        return u"a" <= c <= u"z"
    return c != 0xF7 and (c <= 0xFF or u"α" <= c <= u"ω" or u"а" <= c <= u"я" or c == u"ё")


cdef inline bint _is_capital(Py_UCS4 c) noexcept:
    if c < 0xC0:
        return u"A" <= c <= u"Z"
    return c != 0xD7 and (c <= 0xDE or u"Α" <= c <= u"Ω" or u"А" <= c <= u"Я" or c == u"Ё")


cdef inline bint _opens(Py_UCS4 c) noexcept:
    return _is_capital(c) or c in u"„“\"«"
