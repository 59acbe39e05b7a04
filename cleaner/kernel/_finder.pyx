# cython: language_level=3, boundscheck=False, wraparound=False
"""The finder as two tries: one is walked at the starts, one (Aho and Corasick, 1975) along the texts.

See `cleaner.kernel.finder`.
"""

from libc.stdint cimport uint64_t
from libc.string cimport memcpy, memset

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_KIND, PyUnicode_READ

from cleaner.kernel import finder as pure

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4)
    bint Py_UNICODE_ISSPACE(Py_UCS4)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4)

cdef enum:
    REACH = 8
    ASCII = 128
    BMP = 0x10000
    PARTS = 1  # what characters do
    OPENS = 2
    DECORATES = 4
    SIGN = 8

assert REACH == pure.REACH

cdef struct Edge:
    uint64_t key  # node and character; 0 is an empty place, for no edge has the root's number and no character
    int child

cdef struct Output:
    int number
    bint asked  # or begun
    int next  # the next one of the same node, from 1; 0 is the end

cdef struct Node:
    int output  # its first output, from 1
    int failed  # the longest proper end of its string that is a node too
    int shorter  # the nearest node on that way that has an output; 0 if none has


cdef class Trie:
    """Strings with numbers; node 0 is the root."""

    cdef Edge* edges
    cdef uint64_t places  # in `edges`, a power of two
    cdef Node* nodes
    cdef int count
    cdef Output* outputs
    cdef int written
    cdef int[ASCII] first  # the children of the root
    cdef int* steps  # once linked, where each node goes on for each column
    cdef int[ASCII] columns  # of characters; 0 is that of those in no string
    cdef int width

    def __cinit__(self, Py_ssize_t chars, Py_ssize_t outputs):
        self.width = 1
        self.places, self.count, self.written = 16, 1, 0
        while self.places < 2 * <uint64_t>chars:
            self.places *= 2
        self.edges = <Edge*>PyMem_Calloc(self.places, sizeof(Edge))
        self.nodes = <Node*>PyMem_Calloc(chars + 1, sizeof(Node))
        self.outputs = <Output*>PyMem_Calloc(outputs + 1, sizeof(Output))
        if self.edges is NULL or self.nodes is NULL or self.outputs is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.edges)
        PyMem_Free(self.nodes)
        PyMem_Free(self.outputs)
        PyMem_Free(self.steps)

    cdef inline Edge* edge(self, int node, Py_UCS4 c) noexcept:
        """The edge from `node` for `c`, or the empty place where it would stand."""
        cdef uint64_t key = (<uint64_t>node << 21 | <uint64_t>c) + 1
        cdef uint64_t place = (key * <uint64_t>0x9E3779B97F4A7C15) >> 24 & (self.places - 1)
        while self.edges[place].key and self.edges[place].key != key:
            place = place + 1 & (self.places - 1)
        return &self.edges[place]

    cdef inline int child(self, int node, Py_UCS4 c) noexcept:
        """The child of `node` for `c`; 0 if it has none."""
        if not node and c < ASCII:
            return self.first[<Py_ssize_t>c]
        cdef Edge* edge = self.edge(node, c)
        return edge.child if edge.key else 0

    cdef int insert(self, str key, int number, bint asked) except -1:
        cdef int node = 0
        cdef Edge* edge
        cdef Py_UCS4 c
        for c in key:
            edge = self.edge(node, c)
            if not edge.key:
                edge.key = (<uint64_t>node << 21 | <uint64_t>c) + 1
                edge.child = self.count
                if not node and c < ASCII:
                    self.first[<Py_ssize_t>c] = self.count
                self.count += 1
            node = edge.child
        self.written += 1
        self.outputs[self.written] = Output(number, asked, self.nodes[node].output)
        self.nodes[node].output = self.written
        return 0

    def link(self, keys):
        """Tell each node where to go on when a text does not go on as it does; `keys` are those inserted."""
        cdef int node, up, failed
        cdef Py_UCS4 c
        cdef Py_ssize_t depth
        for char in sorted(set("".join(keys))):
            if char.isascii():
                self.columns[<Py_ssize_t>ord(char)] = self.width
                self.width += 1
        self.steps = <int*>PyMem_Calloc(self.count * self.width, sizeof(int))
        if self.steps is NULL:
            raise MemoryError
        for depth in range(1, max(map(len, keys), default=0) + 1):
            grown = []
            for key in {key[:depth] for key in keys if len(key) >= depth}:
                up = 0
                for c in key[: depth - 1]:
                    up = self.child(up, c)
                c = key[depth - 1]
                node, failed = self.child(up, c), 0
                if c < ASCII:
                    self.steps[up * self.width + self.columns[<Py_ssize_t>c]] = node
                while up:
                    up = self.nodes[up].failed
                    failed = self.child(up, c)
                    if failed:
                        break
                self.nodes[node].failed = failed
                self.nodes[node].shorter = failed if self.nodes[failed].output else self.nodes[failed].shorter
                grown.append(node)
            for node in grown:  # the next depth writes over where each goes on itself
                failed = self.nodes[node].failed
                memcpy(self.steps + node * self.width, self.steps + failed * self.width, self.width * sizeof(int))

    cdef inline int step(self, int node, Py_UCS4 c) noexcept:
        """The node of the longest string that ends with `c` behind what `node` stands for."""
        if c < ASCII:
            return self.steps[node * self.width + self.columns[<Py_ssize_t>c]]
        cdef Edge* edge = self.edge(node, c)
        while not edge.key and node:
            node = self.nodes[node].failed
            edge = self.edge(node, c)
        return edge.child if edge.key else 0


cdef class Finder:
    """Numbers of what texts may hold, by strings; see `cleaner.kernel.finder.Finder`."""

    cdef Trie begun, held
    cdef unsigned char* classes  # what each character of the basic plane does
    cdef int size  # numbers are below
    cdef bint* asks  # whether a number has strings with which a start must begin
    cdef Py_ssize_t* seen  # the text, from 1, in which a number was met: in letters, and at a start
    cdef Py_ssize_t* started

    def __cinit__(self, beginnings, letters, asked, str parting, str openers, str decoration, signs):
        self.size = 1 + max([i for keys in (beginnings, letters) for some in keys.values() for i in some], default=0)
        first = [key for key in beginnings if len(key) <= REACH]
        wanted = [(key, i) for i, keys in asked.items() for key in keys if len(key) <= REACH and 0 <= i < self.size]
        self.begun = Trie(
            sum(map(len, first)) + sum([len(key) for key, _ in wanted]),
            sum([len(beginnings[key]) for key in first]) + len(wanted),
        )
        self.held = Trie(sum(map(len, letters)), sum(map(len, letters.values())))
        self.classes = <unsigned char*>PyMem_Calloc(BMP, 1)
        self.asks = <bint*>PyMem_Calloc(self.size, sizeof(bint))
        self.seen = <Py_ssize_t*>PyMem_Malloc(self.size * sizeof(Py_ssize_t))
        self.started = <Py_ssize_t*>PyMem_Malloc(self.size * sizeof(Py_ssize_t))
        if self.classes is NULL or self.asks is NULL or self.seen is NULL or self.started is NULL:
            raise MemoryError
        for key in first:
            for i in beginnings[key]:
                self.begun.insert(key, i, False)
        for key, i in wanted:
            self.begun.insert(key, i, True)
        for i in asked:
            if 0 <= i < self.size:
                self.asks[i] = True
        for key, some in letters.items():
            for i in some:
                self.held.insert(key, i, False)
        self.held.link([key for key, some in letters.items() if some])
        for does, chars in ((PARTS, parting), (OPENS, openers), (DECORATES, decoration), (SIGN, signs)):
            for char in chars:
                self.classes[<Py_ssize_t>ord(char) % BMP] |= does

    def __dealloc__(self):
        PyMem_Free(self.classes)
        PyMem_Free(self.asks)
        PyMem_Free(self.seen)
        PyMem_Free(self.started)

    def find(self, texts):
        """The numbers that come into question for each of `texts`, ascending."""
        cdef Py_ssize_t n = 0
        memset(self.seen, 0, self.size * sizeof(Py_ssize_t))
        memset(self.started, 0, self.size * sizeof(Py_ssize_t))
        found = []
        for text in texts:
            n += 1
            found.append(self._find(text, n))
        return found

    cdef list _find(self, str text, Py_ssize_t n):
        cdef int kind = PyUnicode_KIND(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text)
        cdef list numbers = []
        self._walk_starts(kind, data, size, n, numbers)
        self._walk(kind, data, size, n, numbers)
        numbers.sort()
        return numbers

    cdef inline bint _does(self, Py_UCS4 c, int what) noexcept:
        return c < BMP and self.classes[<Py_ssize_t>c] & what

    cdef int _walk_starts(self, int kind, const void* data, Py_ssize_t size, Py_ssize_t n, list numbers) except -1:
        """Look at each start: that of the text, those behind what parts it, and those at signs."""
        cdef Py_ssize_t at = 0, i
        cdef Py_UCS4 c
        if not size:
            return 0
        if not Py_UNICODE_ISALNUM(PyUnicode_READ(kind, data, 0)):
            while at < size:
                c = PyUnicode_READ(kind, data, at)
                if not (self._does(c, DECORATES) or Py_UNICODE_ISSPACE(c)):
                    break
                self._start(kind, data, at, size, n, numbers)
                at += 1
        if at < size:
            self._start(kind, data, at, size, n, numbers)
        at = 0
        while at < size:
            c = PyUnicode_READ(kind, data, at)
            if self._does(c, SIGN):
                self._start(kind, data, at, size, n, numbers)
            at += 1
            if not self._does(c, PARTS):
                continue
            i = at
            while i < size:
                c = PyUnicode_READ(kind, data, i)
                if not (self._does(c, OPENS) or Py_UNICODE_ISSPACE(c)):
                    break
                i += 1
            i = min(i, size - 1)
            if i >= at:
                self._start(kind, data, i, size, n, numbers)
                while at < i:
                    if self._does(PyUnicode_READ(kind, data, at), SIGN):
                        self._start(kind, data, at, size, n, numbers)
                    at += 1
        return 0

    cdef int _start(
        self, int kind, const void* data, Py_ssize_t at, Py_ssize_t size, Py_ssize_t n, list numbers
    ) except -1:
        cdef int node = 0, output
        cdef Py_ssize_t end = min(size, at + REACH)
        cdef Output* found
        while at < end:
            node = self.begun.child(node, PyUnicode_READ(kind, data, at))
            if not node:
                return 0
            output = self.begun.nodes[node].output
            while output:
                found = &self.begun.outputs[output]
                if found.asked:
                    self.started[found.number] = n
                elif self.seen[found.number] != n:
                    self.seen[found.number] = n
                    numbers.append(found.number)
                output = found.next
            at += 1
        return 0

    cdef int _walk(self, int kind, const void* data, Py_ssize_t size, Py_ssize_t n, list numbers) except -1:
        """Look along the whole text."""
        cdef int node = 0, at_node, output
        cdef Py_ssize_t at
        cdef Output* found
        for at in range(size):
            node = self.held.step(node, PyUnicode_READ(kind, data, at))
            at_node = node if self.held.nodes[node].output else self.held.nodes[node].shorter
            while at_node:
                output = self.held.nodes[at_node].output
                while output:
                    found = &self.held.outputs[output]
                    if self.seen[found.number] != n and (
                        not self.asks[found.number] or self.started[found.number] == n
                    ):
                        self.seen[found.number] = n
                        numbers.append(found.number)
                    output = found.next
                at_node = self.held.nodes[at_node].shorter
        return 0


def form(str text):
    """`text` as it is searched: in small letters, with one blank for any white space and 0 for digits."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at, n = 0
    cdef Py_UCS4 c, before = 0
    cdef bint ascii = True
    cdef Py_UCS4* out = <Py_UCS4*>PyMem_Malloc((size + 1) * sizeof(Py_UCS4))
    if out is NULL:
        raise MemoryError
    try:
        for at in range(size):
            c = PyUnicode_READ(kind, data, at)
            if c < ASCII:
                c = FORMS[<Py_ssize_t>c]
                if c == u" " and n and out[n - 1] == u" ":
                    continue
                before = c
            elif c == 0x307 and before == u"i":  # a dot on an i
                before = c
                continue
            else:
                before = c
                c = _small(c)
                if c == u" " and n and out[n - 1] == u" ":
                    continue
            out[n] = c
            n += 1
        return PyUnicode_FromKindAndData(4, out, n)
    finally:
        PyMem_Free(out)


cdef Py_UCS4 _small(Py_UCS4 c) noexcept:
    """What one character beyond ASCII becomes; of İ, which `str.lower` makes two, the second goes."""
    if Py_UNICODE_ISSPACE(c):
        return u" "
    if Py_UNICODE_ISDECIMAL(c):
        return u"0"
    c = Py_UNICODE_TOLOWER(c)
    return u"i" if c == u"ı" else u"σ" if c == u"ς" else c


cdef Py_UCS4[ASCII] FORMS
for _code in range(ASCII):
    FORMS[_code] = ord(pure.form(chr(_code)))
