# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Columns of numbers for the trees of the line classifier; see `cleaner.kernel.features`."""

from libc.math cimport sqrt

from cpython.mem cimport PyMem_Free, PyMem_Malloc

from cleaner.kernel import features as pure

cdef enum:
    FAR = 60
    CHARS = 400
    LONG = 25

cdef double LIMIT = pure.LIMIT, OUTSIDE = pure.OUTSIDE, PRICE = pure.PRICE
assert (FAR, CHARS, LONG) == (pure.FAR, pure.CHARS, pure.LONG)


cdef class Numbers:
    """Doubles in a row, and their sums up to each."""

    cdef Py_ssize_t size
    cdef double* of
    cdef double* sums

    def __cinit__(self, Py_ssize_t size):
        self.size = size
        self.of = <double*>PyMem_Malloc((size + 1) * sizeof(double))
        self.sums = <double*>PyMem_Malloc((size + 1) * sizeof(double))
        if self.of is NULL or self.sums is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.of)
        PyMem_Free(self.sums)

    cdef void add_up(self) noexcept:
        cdef Py_ssize_t i
        self.sums[0] = 0.0
        for i in range(self.size):
            self.sums[i + 1] = self.sums[i] + self.of[i]

    cdef inline double around(self, Py_ssize_t i, Py_ssize_t reach) noexcept:
        """The sum of the `reach` numbers on either side of number `i` and of itself."""
        return self.sums[min(self.size, i + reach + 1)] - self.sums[max(0, i - reach)]


cdef Numbers numbers(values):
    cdef Numbers made = Numbers(len(values))
    cdef Py_ssize_t i = 0
    for value in values:
        made.of[i] = value
        i += 1
    made.add_up()
    return made


def window(values, Py_ssize_t reach):
    """Mean value of the `reach` lines on either side and the line itself; beyond the ends counts as nothing."""
    return _window(numbers(values), reach)


cdef list _window(Numbers values, Py_ssize_t reach):
    cdef Py_ssize_t i, width = 2 * reach + 1
    return [values.around(i, reach) / width for i in range(values.size)]


def prose_around(shapes, prose):
    """The columns of `PROSE_AROUND`."""
    cdef Numbers values = numbers(prose.values)
    cdef Py_ssize_t i, n = values.size, first, last, before = 0, all_prose = 0, length
    first, last = _densest(values)
    inside = [first <= i <= last for i in range(n)]
    first, last = prose.first, prose.last
    length = max(1, last - first + 1)
    into = [<double>(i - first) / length if first <= i <= last else -1.0 for i in range(n)]
    for i in range(n):
        all_prose += values.of[i] > 0
    prose_before, prose_after = [], []
    for i in range(n):
        prose_before.append(min(before, FAR))
        before += values.of[i] > 0
        prose_after.append(min(all_prose - before, FAR))
    back = [<double>i / n for i in range(n)]
    return [
        prose.paragraph, prose.values, _window(values, 4), _window(values, 12), _runs(values), _islands(values), inside,
        into, prose_before, prose_after, *_distances(values), back, *_long(shapes),
    ]


cdef tuple _densest(Numbers values):
    """First and last line of the narrower stretch with the highest sum; (0, -1) if no line is prose."""
    cdef double best = 0.0, total = 0.0
    cdef Py_ssize_t i, start = 0, first = 0, last = -1
    for i in range(values.size):
        if total <= 0:
            total, start = 0.0, i
        total += values.of[i] if values.of[i] >= 0 else -PRICE
        if total > best:
            best, first, last = total, start, i
    return first, last


cdef list _runs(Numbers values):
    """For lines that are not prose: length of the run of such lines that they stand in."""
    cdef Py_ssize_t i = 0, j
    runs = []
    while i < values.size:
        j = i
        while j < values.size and values.of[j] <= 0:
            j += 1
        runs += [j - i] * (j - i)
        if j < values.size:
            runs.append(0)
        i = j + 1
    return runs


cdef list _islands(Numbers values):
    """Size of the prose near each line, with at most two other lines between, as a share of the largest."""
    cdef Numbers sizes = Numbers(values.size)
    cdef Py_ssize_t i, k, start = 0, away = 9
    cdef double total = 0.0, most = 0.0
    for i in range(values.size + 3):
        if i < values.size:
            sizes.of[i] = 0.0
        if i < values.size and values.of[i] > 0:
            if away > 2:
                start, total = i, 0.0
            total, away = total + values.of[i], 0
        else:
            away += 1
            if away == 3 and total:
                most = max(most, total)
                for k in range(start, i - 2):
                    sizes.of[k] = total
    most = most or 1.0
    return [sizes.of[i] / most for i in range(values.size)]


cdef tuple _distances(Numbers values):
    """Lines from each line to the nearest line of prose before it, and to the nearest behind."""
    cdef Py_ssize_t i, at = FAR
    before, behind = [], [None] * values.size
    for i in range(values.size):
        before.append(at)
        at = 1 if values.of[i] > 0 else min(FAR, at + 1)
    at = FAR
    for i in range(values.size - 1, -1, -1):
        behind[i] = at
        at = 1 if values.of[i] > 0 else min(FAR, at + 1)
    return before, behind


def distance(marked):
    """Lines from each line to the last marked one before it."""
    cdef Py_ssize_t at = FAR
    found = []
    for m in marked:
        found.append(at)
        at = 1 if m else min(FAR, at + 1)
    return found


cdef tuple _long(shapes):
    """The shares of all characters in long sentences that stand before and after each line."""
    cdef Py_ssize_t total = 0, before = 0, size
    sizes = []
    for words, chars, _, end, *_ in shapes:
        size = chars if words >= LONG and end >= 3 else 0
        sizes.append(size)
        total += size
    head, tail = [], []
    for size in sizes:
        head.append(<double>before / (total or 1))
        before += size
        tail.append(<double>(total - before) / (total or 1))
    return head, tail


def sequence(scores, chars):
    """The columns of `SEQUENCE` for lines with these first scores (log odds of residue) and lengths."""
    cdef Py_ssize_t n = len(scores), i, k, unsure = 0, cut = 0, size, all_chars = 0, cut_chars = 0
    cdef Numbers own = Numbers(n), roots = Numbers(n), weighted = Numbers(n)
    cdef double low, high
    i = 0
    for score, length in zip(scores, chars, strict=True):
        own.of[i] = max(-LIMIT, min(LIMIT, <double>score))
        size = min(<Py_ssize_t>length, CHARS)
        roots.of[i] = sqrt(size)
        weighted.of[i] = own.of[i] * roots.of[i]
        all_chars += size
        unsure += -1.5 < own.of[i] < 1.5
        if own.of[i] > 1:
            cut += 1
            cut_chars += size
        i += 1
    roots.add_up()
    weighted.add_up()
    clipped = [own.of[i] for i in range(n)]
    columns = [clipped, [*clipped[1:], OUTSIDE]]
    for reach in (2, 5, 15):
        k = reach
        columns.append([weighted.around(i, k) / roots.around(i, k) for i in range(n)])
    columns += [<double>unsure / n, <double>cut / n, <double>cut_chars / all_chars, _core(weighted)]
    highest, lowest = [], []
    for i in range(n):
        low = high = OUTSIDE if i < 5 or i + 5 >= n else own.of[i]
        for k in range(max(0, i - 5), min(n, i + 6)):
            low, high = min(low, own.of[k]), max(high, own.of[k])
        highest.append(high)
        lowest.append(low)
    return [*columns, highest, lowest]


cdef list _core(Numbers weighted):
    """Inside the stretch that scores lowest in sum or not."""
    cdef double best = 0.0, total = 0.0
    cdef Py_ssize_t i, start = 0, first = 0, last = weighted.size - 1
    for i in range(weighted.size):
        if total <= 0:
            total, start = 0.0, i
        total -= weighted.of[i]
        if total > best:
            best, first, last = total, start, i
    return [<double>(first <= i <= last) for i in range(weighted.size)]
