# cython: language_level=3, boundscheck=False, wraparound=False
"""A vocabulary as a table of hashes, so that no word of a text is made to be looked up; see `cleaner.kernel.words`."""

from libc.stdint cimport uint64_t

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4)
    bint Py_UNICODE_ISSPACE(Py_UCS4)

cdef uint64_t EMPTY = 0xCBF29CE484222325, PRIME = 0x100000001B3  # FNV-1a, over characters

cdef struct Place:
    uint64_t hash
    Py_ssize_t word  # its number, from 1; 0 is an empty place


cdef class Vocabulary:
    """Words that texts are searched for; see `cleaner.kernel.words.Vocabulary`."""

    cdef Place* table
    cdef uint64_t places  # a power of two
    cdef list words

    def __cinit__(self, words):
        cdef uint64_t hash, place
        cdef Py_ssize_t number = 0
        cdef Py_UCS4 c
        self.words = list(set(words))
        self.places = 16
        while self.places < 4 * <uint64_t>len(self.words):
            self.places *= 2
        self.table = <Place*>PyMem_Calloc(self.places, sizeof(Place))
        if self.table is NULL:
            raise MemoryError
        for word in self.words:
            hash = EMPTY
            for c in <str?>word:
                hash = (hash ^ <uint64_t>c) * PRIME
            place = hash & (self.places - 1)
            while self.table[place].word:
                place = place + 1 & (self.places - 1)
            number += 1
            self.table[place] = Place(hash, number)

    def __dealloc__(self):
        PyMem_Free(self.table)

    cdef Py_ssize_t number(self, uint64_t hash, int kind, const void* data, Py_ssize_t start, Py_ssize_t end) noexcept:
        """The number of the word that stands from `start` to `end` and has this hash; 0 if it is not known."""
        cdef uint64_t place = hash & (self.places - 1)
        while self.table[place].word:
            if self.table[place].hash == hash and self.is_word(self.table[place].word, kind, data, start, end):
                return self.table[place].word
            place = place + 1 & (self.places - 1)
        return 0

    cdef bint is_word(self, Py_ssize_t number, int kind, const void* data, Py_ssize_t start, Py_ssize_t end) noexcept:
        cdef str word = <str>self.words[number - 1]
        cdef int own = PyUnicode_KIND(word)
        cdef const void* chars = PyUnicode_DATA(word)
        cdef Py_ssize_t i
        if len(word) != end - start:
            return False
        for i in range(end - start):
            if PyUnicode_READ(own, chars, i) != PyUnicode_READ(kind, data, start + i):
                return False
        return True

    def spoken(self, str text, *, bint runs=False):
        """The words of `text` that are known, the place of each among all its words, and the number of those."""
        cdef int kind = PyUnicode_KIND(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at = 0, start, number, total = 0
        cdef uint64_t hash
        cdef Py_UCS4 c
        cdef list known = [], places = []
        while at < size:
            start, hash = at, EMPTY
            while at < size:
                c = PyUnicode_READ(kind, data, at)
                if not Py_UNICODE_ISALNUM(c) if runs else Py_UNICODE_ISSPACE(c):
                    break
                hash = (hash ^ <uint64_t>c) * PRIME
                at += 1
            if at > start:
                number = self.number(hash, kind, data, start, at)
                if number:
                    known.append(self.words[number - 1])
                    places.append(total)
                total += 1
            at += 1
        return known, places, total

    def in_lines(self, str text, str blanks, str signs):
        """Whether each line of `text` has one of the words."""
        cdef int kind = PyUnicode_KIND(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at, start = 0
        cdef uint64_t hash = EMPTY
        cdef Py_UCS4 c
        cdef bint has = False, is_sign
        cdef bint[128] parts  # of ASCII characters
        for at in range(128):
            parts[at] = at == 10 or Py_UNICODE_ISSPACE(<Py_UCS4>at) or chr(at) in blanks or chr(at) in signs
        cdef list lines = []
        for at in range(size):
            c = PyUnicode_READ(kind, data, at)
            if not (parts[<Py_ssize_t>c] if c < 128 else Py_UNICODE_ISSPACE(c) or c in blanks or c in signs):
                hash = (hash ^ <uint64_t>c) * PRIME
                continue
            has = has or (at > start and self.number(hash, kind, data, start, at) != 0)
            start, hash = at + 1, EMPTY
            if c == u"\n":
                lines.append(has)
                has = False
            elif not has and c in signs and c not in blanks:
                has = self.number((EMPTY ^ <uint64_t>c) * PRIME, kind, data, at, at + 1) != 0
        lines.append(has or (size > start and self.number(hash, kind, data, start, size) != 0))
        return lines
