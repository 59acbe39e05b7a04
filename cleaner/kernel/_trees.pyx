# cython: language_level=3, boundscheck=False, wraparound=False
"""Ensembles of trees in C: a few rows walk each tree side by side, so that none waits for the others' memory."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

cdef enum:
    BESIDE = 8  # rows

cdef struct Node:
    double threshold
    long value  # of a leaf
    int feature
    int left  # the right child stands behind it; a leaf leads to itself, with a threshold that no value passes


cdef class Forest:
    """The leaves that rows reach, summed; see `cleaner.kernel.trees.Forest`."""

    cdef Node* nodes
    cdef int* roots
    cdef int* depths
    cdef int trees, features, made

    def __init__(self, trees, int features):
        cdef int i
        trees = list(trees)
        size = sum(map(_node_count, trees))
        self.trees, self.features, self.made = len(trees), features, 0
        self.nodes = <Node*>PyMem_Calloc(size + 1, sizeof(Node))
        self.roots = <int*>PyMem_Calloc(self.trees + 1, sizeof(int))
        self.depths = <int*>PyMem_Calloc(self.trees + 1, sizeof(int))
        if self.nodes is NULL or self.roots is NULL or self.depths is NULL:
            raise MemoryError
        for i in range(self.trees):
            self.roots[i] = self.made
            self.made += 1
            self.depths[i] = self._plant(trees[i], self.roots[i])

    def __dealloc__(self):
        PyMem_Free(self.nodes)
        PyMem_Free(self.roots)
        PyMem_Free(self.depths)

    cdef int _plant(self, tree, int at) except -1:
        """Write `tree` with its root at node `at`; its depth."""
        cdef Node* node = &self.nodes[at]
        if isinstance(tree, int):
            node.value, node.left, node.feature, node.threshold = tree, at, 0, float("inf")
            return 0
        feature, threshold, left, right = tree
        if not 0 <= feature < self.features:
            raise IndexError("a tree asks for a feature that is not there")
        node.feature, node.threshold, node.left = feature, threshold, self.made
        self.made += 2
        return 1 + max(self._plant(left, node.left), self._plant(right, node.left + 1))

    def sums(self, columns, int rows, only=None):
        """The sum of the leaves that each row reaches, or each of the rows `only`."""
        cdef int length = rows
        if only is not None:
            rows = len(only)
            if rows and not 0 <= min(only) <= max(only) < length:
                raise IndexError("no such row")
        cdef int width = max(self.features, 1), row = 0, n, i, f
        cdef long[BESIDE] totals
        cdef double single
        cdef double* values = <double*>PyMem_Calloc(<size_t>max(rows, 1) * width, sizeof(double))
        if values is NULL:
            raise MemoryError
        try:
            if len(columns) != self.features:
                raise ValueError("each feature wants a column")
            for f, column in enumerate(columns):
                if isinstance(column, (int, float)):
                    single = column
                    for i in range(rows):
                        values[<size_t>i * width + f] = single
                    continue
                if len(column) != length:
                    raise ValueError("a column is as long as there are rows")
                i = 0
                if only is None:
                    for value in column:
                        values[<size_t>i * width + f] = value
                        i += 1
                else:
                    for at in only:
                        values[<size_t>i * width + f] = column[at]
                        i += 1
            sums = []
            while row < rows:
                n = min(BESIDE, rows - row)
                self._walk(values + <size_t>row * width, width, n, totals)
                for i in range(n):
                    sums.append(totals[i])
                row += n
            return sums
        finally:
            PyMem_Free(values)

    cdef void _walk(self, const double* values, int width, int rows, long* totals) noexcept nogil:
        cdef Node* node
        cdef int[BESIDE] at
        cdef int i, t, step
        for i in range(rows):
            totals[i] = 0
        for t in range(self.trees):
            for i in range(rows):
                at[i] = self.roots[t]
            for step in range(self.depths[t]):
                for i in range(rows):
                    node = &self.nodes[at[i]]
                    at[i] = node.left + (values[i * width + node.feature] > node.threshold)
            for i in range(rows):
                totals[i] += self.nodes[at[i]].value


def _node_count(tree):
    return 1 if isinstance(tree, int) else 1 + _node_count(tree[2]) + _node_count(tree[3])
