# cython: language_level=3, boundscheck=False, wraparound=False
"""What the words of lines say of each other, with numbers for words; see `cleaner.kernel.repetition`."""

from libc.stdint cimport uint64_t

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from cleaner.kernel import repetition as pure

cdef enum:
    COMMON = 40
    LONG = 5
    MOST = 1 << 21  # words, three of whose numbers make one of 63 bits

assert (COMMON, LONG) == (pure.COMMON, pure.LONG)

cdef struct Word:
    Py_ssize_t times  # in prose
    Py_ssize_t lines  # of prose that hold it, where it counts
    Py_ssize_t last  # the last of them, from 1
    Py_ssize_t own  # the last row that counted it, from 1
    bint long
    bint frequent

cdef struct Run:  # of three words
    uint64_t key  # from 1; 0 is an empty place
    Py_ssize_t last  # the last line that holds it, from 1
    Py_ssize_t own  # the last row that counted it, from 1
    bint twice


def repeated(words, unspaced, inside, rows):
    """What lines share with others, as the pure `repeated` gives it."""
    if any([not 0 <= i < len(words) for asked in (inside, rows) for i in asked]) or len(unspaced) != len(words):
        raise IndexError("no such line")
    cdef Lines lines = Lines(words)
    if lines.distinct >= MOST:
        return pure.repeated(words, unspaced, inside, rows)
    return lines.echo(rows), *lines.topic(unspaced, inside, rows)


cdef class Lines:
    """The words of lines by numbers in order of their first place."""

    cdef Py_ssize_t count, distinct
    cdef Py_ssize_t* starts  # of each line in `numbers`, and the end of the last
    cdef Py_ssize_t* numbers
    cdef Word* words
    cdef Run* runs
    cdef Py_ssize_t places  # in `runs`, a power of two

    def __cinit__(self, lines):
        cdef Py_ssize_t total = sum(map(len, lines)), i = 0, k = 0, number
        cdef dict known = {}
        self.count, self.places = len(lines), 16
        while self.places < 2 * total:
            self.places *= 2
        self.starts = <Py_ssize_t*>_memory(self.count + 1, sizeof(Py_ssize_t))
        self.numbers = <Py_ssize_t*>_memory(total, sizeof(Py_ssize_t))
        self.words = <Word*>_memory(total, sizeof(Word))
        self.runs = <Run*>_memory(self.places, sizeof(Run))
        for line in lines:
            for word in <tuple?>line:
                found = known.get(word)
                if found is None:
                    number = len(known)
                    known[word] = number
                    self.words[number].long = len(<str?>word) >= LONG
                else:
                    number = found
                self.numbers[k] = number
                k += 1
            i += 1
            self.starts[i] = k
        self.distinct = len(known)

    def __dealloc__(self):
        PyMem_Free(self.starts)
        PyMem_Free(self.numbers)
        PyMem_Free(self.words)
        PyMem_Free(self.runs)

    cdef Run* run(self, Py_ssize_t at) noexcept:
        """The run of three words that begins at word `at`."""
        cdef uint64_t key = ((<uint64_t>self.numbers[at] << 21 | <uint64_t>self.numbers[at + 1]) << 21) + 1
        key += <uint64_t>self.numbers[at + 2]
        cdef uint64_t place = (key * <uint64_t>0x9E3779B97F4A7C15) >> 20 & <uint64_t>(self.places - 1)
        while self.runs[place].key and self.runs[place].key != key:
            place = place + 1 & <uint64_t>(self.places - 1)
        self.runs[place].key = key
        return &self.runs[place]

    cdef list echo(self, rows):
        cdef Py_ssize_t line, at, own, twice
        cdef Run* run
        for line in range(self.count):
            if self.starts[line + 1] - self.starts[line] > 3:
                for at in range(self.starts[line], self.starts[line + 1] - 2):
                    run = self.run(at)
                    run.twice |= run.last != 0 and run.last != line + 1
                    run.last = line + 1
        shares = [0.0] * self.count
        for line in rows:
            if self.starts[line + 1] - self.starts[line] > 3:
                own = twice = 0
                for at in range(self.starts[line], self.starts[line + 1] - 2):
                    run = self.run(at)
                    if run.own != line + 1:
                        run.own = line + 1
                        own += 1
                        twice += run.twice
                shares[line] = <double>twice / own
        return shares

    cdef tuple topic(self, unspaced, inside, rows):
        cdef Py_ssize_t line, at, least, own, shared, frequent
        cdef Word* word
        cdef bint short
        for line in inside:
            short = bool(unspaced[line])
            for at in range(self.starts[line], self.starts[line + 1]):
                word = &self.words[self.numbers[at]]
                word.times += 1
                if (word.long or short) and word.last != line + 1:
                    word.last = line + 1
                    word.lines += 1
        self._mark_frequent(inside)
        in_prose = set(inside)
        topic, common = [-1.0] * self.count, [-1.0] * self.count
        for line in rows:
            short, least = bool(unspaced[line]), 2 if line in in_prose else 1
            own = shared = frequent = 0
            for at in range(self.starts[line], self.starts[line + 1]):
                word = &self.words[self.numbers[at]]
                frequent += word.frequent
                if (word.long or short) and word.own != line + 1:
                    word.own = line + 1
                    own += 1
                    shared += word.lines >= least
            if own:
                topic[line] = <double>shared / own
            if self.starts[line + 1] > self.starts[line]:
                common[line] = <double>frequent / (self.starts[line + 1] - self.starts[line])
        return topic, common

    cdef int _mark_frequent(self, inside) except -1:
        """Mark the most frequent words of the lines `inside`; of those as frequent the ones that come first."""
        cdef Py_ssize_t line, at, number
        several = {}
        for line in inside:
            for at in range(self.starts[line], self.starts[line + 1]):
                if self.words[self.numbers[at]].times > 1:
                    several.setdefault(self.numbers[at], -self.words[self.numbers[at]].times)
        for number in sorted(several, key=several.__getitem__)[:COMMON]:
            self.words[number].frequent = True
        return 0


cdef void* _memory(Py_ssize_t number, size_t size) except NULL:
    """Room for `number` items of `size` bytes, all zero."""
    cdef void* made = PyMem_Calloc(max(number, 1), size)
    if made is NULL:
        raise MemoryError
    return made
