/** a·b, of `[rows, depth]` and `[depth, columns]`. */
export function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
}

export function transposed(a: number[][]): number[][] {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

/** The sum of each column. */
export function columnSums(a: number[][]): number[] {
  return a[0].map((_, j) => a.reduce((sum, row) => sum + row[j], 0));
}

/** `combine(a, b)` for each pair of numbers of two matrices of the same shape. */
export function pairwise(
  a: number[][],
  b: number[][],
  combine: (x: number, y: number) => number,
): number[][] {
  return a.map((row, i) => row.map((x, j) => combine(x, b[i][j])));
}

/** One row for each label: 1 there, 0 elsewhere. */
export function oneHot(labels: readonly number[], classes: number): number[][] {
  return labels.map((label) => Array.from({ length: classes }, (_, k) => Number(k === label)));
}
