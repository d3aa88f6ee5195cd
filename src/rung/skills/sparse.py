"""Sparse rows of numbers in three flat arrays, which can be stored, memory-mapped and multiplied.

The only place that knows of scipy's matrices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no types

Numbers = NDArray[np.float32]
Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class SparseRows:
    """Rows over `width` columns; row `i` has its columns and values between `starts[i]` and `starts[i + 1]`."""

    starts: Ids
    columns: Ids
    values: Numbers
    width: int

    @classmethod
    def of(cls, rows: Sequence[Ids], weights: Numbers) -> "SparseRows":
        """Build from the column numbers of each row; a column's value is its weight, and rows get the length 1."""
        sizes = np.fromiter((len(row) for row in rows), np.int32, len(rows))
        starts = np.zeros(len(rows) + 1, np.int32)
        np.cumsum(sizes, out=starts[1:])
        columns = np.concatenate(rows) if len(rows) else np.zeros(0, np.int32)
        built = cls(starts, columns.astype(np.int32), weights[columns], len(weights))
        return built.normalised()

    @classmethod
    def from_matrix(cls, matrix: Any) -> "SparseRows":
        """Build from a matrix of scipy."""
        found = csr_matrix(matrix)
        return cls(
            found.indptr.astype(np.int32), found.indices.astype(np.int32), found.data.astype(np.float32), found.shape[1]
        )

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    def matrix(self) -> Any:
        """Return the same as a matrix of scipy, without copying."""
        return csr_matrix((self.values, self.columns, self.starts), shape=(self.height, self.width), copy=False)

    def row(self, place: int) -> "SparseRows":
        """Return one row alone."""
        entries = slice(self.starts[place], self.starts[place + 1])
        starts = np.array([0, self.starts[place + 1] - self.starts[place]], np.int32)
        return SparseRows(starts, self.columns[entries], self.values[entries], self.width)

    def row_of_entries(self) -> Ids:
        """Return the number of the row for each stored value."""
        return np.repeat(np.arange(self.height, dtype=np.int32), np.diff(self.starts))

    def normalised(self) -> "SparseRows":
        """Return the rows scaled to the Euclidean length 1; empty rows stay empty."""
        lengths = np.sqrt(np.bincount(self.row_of_entries(), self.values**2, minlength=self.height))
        lengths[lengths == 0] = 1
        scaled = self.values / lengths[self.row_of_entries()].astype(np.float32)
        return SparseRows(self.starts, self.columns, scaled.astype(np.float32), self.width)

    def transposed(self) -> "SparseRows":
        """Return columns as rows: the inverted index."""
        return SparseRows.from_matrix(self.matrix().T.tocsr())

    def without_common(self, most: int) -> "SparseRows":
        """Return the rows, emptied where they have more than `most` values: too common to tell anything."""
        sizes = np.diff(self.starts)
        kept = np.where(sizes <= most, sizes, 0)
        mask = np.repeat(sizes <= most, sizes)
        starts = np.zeros_like(self.starts)
        np.cumsum(kept, out=starts[1:])
        return SparseRows(starts, self.columns[mask], self.values[mask], self.width)

    def times(self, other: "SparseRows") -> "SparseRows":
        """Return the matrix product, with the columns of a row in no order."""
        product = self.matrix() @ other.matrix()
        return SparseRows(product.indptr, product.indices, product.data, other.width)

    def dense_times(self, other: "SparseRows") -> Numbers:
        """Return the matrix product as a dense array."""
        found: Numbers = (self.matrix() @ other.matrix()).toarray()
        return found


def distinct(ids: Iterable[int]) -> Ids:
    """Return each number once, in the order of the first."""
    return np.fromiter(dict.fromkeys(ids), np.int32)
