# cython: language_level=3, boundscheck=False, wraparound=False
"""A vocabulary as a table of hashes, so that no word of a text is made to be looked up; see `cleaner.kernel.words`."""

from libc.stdint cimport uint64_t

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

from cleaner.kernel import words as pure

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4)
    bint Py_UNICODE_ISSPACE(Py_UCS4)

cdef enum:
    ASCII = 128
    END = 120
    FAR = 0x2E80
    MARKS_FROM = 0x2000  # signs of all scripts, which case folding leaves alone
    MARKS_TO = 0x206F

assert (END, chr(FAR)) == (pure.END, pure.FAR)
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

    def in_ends(self, texts, Py_ssize_t size, str blanks, str signs):
        """Whether the end of each of `texts` has one of the words, and whether any has a sign from `FAR` on."""
        cdef bint[ASCII] parts
        cdef Py_UCS4[END] end  # in small letters
        cdef int kind
        cdef const void* data
        cdef Py_ssize_t at, start, n
        cdef Py_UCS4 c
        cdef bint far = False, folded
        cdef list found = []
        if size > END:
            raise ValueError(f"no end has more than {END} characters")
        for at in range(ASCII):
            parts[at] = Py_UNICODE_ISSPACE(<Py_UCS4>at) or chr(at) in blanks or chr(at) in signs
        for text in texts:
            n, folded = len(<str?>text), True
            kind, data, start = PyUnicode_KIND(text), PyUnicode_DATA(text), max(0, n - size)
            for at in range(start, n):
                c = PyUnicode_READ(kind, data, at)
                end[at - start] = <Py_UCS4>(<int>c + 32) if u"A" <= c <= u"Z" else c
                far |= c >= FAR
                folded &= c < ASCII or MARKS_FROM <= c <= MARKS_TO
            if folded:
                found.append(self.has(4, end, n - start, parts, blanks, signs))
            else:
                text = (<str>text)[start:].casefold()
                found.append(
                    self.has(PyUnicode_KIND(text), PyUnicode_DATA(text), len(<str>text), parts, blanks, signs)
                )
        return found, far

    cdef bint has(
        self, int kind, const void* data, Py_ssize_t size, const bint* parts, str blanks, str signs
    ) except -1:
        """Whether one of the words stands in a text."""
        cdef Py_ssize_t start = 0, at
        cdef uint64_t hash = EMPTY
        cdef Py_UCS4 c
        for at in range(size + 1):
            c = PyUnicode_READ(kind, data, at) if at < size else u" "
            if not (parts[<Py_ssize_t>c] if c < ASCII else Py_UNICODE_ISSPACE(c) or c in blanks or c in signs):
                hash = (hash ^ <uint64_t>c) * PRIME
                continue
            if at > start and self.number(hash, kind, data, start, at):
                return True
            if c in signs and c not in blanks and at < size:
                if self.number((EMPTY ^ <uint64_t>c) * PRIME, kind, data, at, at + 1):
                    return True
            start, hash = at + 1, EMPTY
        return False
