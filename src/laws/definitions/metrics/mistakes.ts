import type { Suspect } from '../../law.ts';
import {
  byColumns,
  byRows,
  confusionOf,
  diagonalOf,
  type Matrix,
  macroOf,
  type Predicted,
  precisionOf,
  recallOf,
  sumOf,
  transposedOf,
} from './confusion.ts';

// What the usual mistakes compute.

export const matrixMistakes: readonly Suspect<Predicted>[] = [
  {
    says: 'Yours has predicted classes as rows: wanted is [actual][predicted].',
    as: (given) => transposedOf(confusionOf(given)),
  },
  {
    says: 'Yours has fractions: wanted are counts.',
    as: (given) => {
      const matrix = confusionOf(given);
      return matrix.map((row) => row.map((count) => count / sumOf(matrix.flat())));
    },
  },
  {
    says: 'Yours is only as large as the classes that occur: the number of classes is given.',
    as: (given) => {
      const classes = Math.max(-1, ...given.labels, ...given.predictions) + 1;
      return confusionOf({ ...given, classes });
    },
  },
  {
    says: 'Yours marks with 1 what happens at all: count how often it does.',
    as: (given) => confusionOf(given).map((row) => row.map((count) => Math.min(1, count))),
  },
  {
    says: 'Yours counts only what was predicted correctly.',
    as: (given) => confusionOf(given).map((row, i) => row.map((count, j) => (i === j ? count : 0))),
  },
];

interface Both<T> {
  precision: T;
  recall: T;
}

const or0 = (value: number) => (Number.isNaN(value) ? 0 : value);

const both = <T>(of: (matrix: Matrix) => Both<T>) => ({ as: of });

export const rateMistakes: readonly Suspect<Matrix>[] = [
  {
    says: 'Precision and recall are exchanged: the precision looks down the column of its class, the recall along the row.',
    ...both((matrix) => ({ precision: recallOf(matrix), recall: precisionOf(matrix) })),
  },
  {
    says: 'Yours has 0 where there is nothing to divide by: wanted is NaN, no value at all.',
    ...both((matrix) => ({
      precision: precisionOf(matrix).map(or0),
      recall: recallOf(matrix).map(or0),
    })),
  },
  {
    says: 'Yours has 1 where there is nothing to divide by: wanted is NaN, no value at all.',
    ...both((matrix) => ({
      precision: precisionOf(matrix).map((value) => (Number.isNaN(value) ? 1 : value)),
      recall: recallOf(matrix).map((value) => (Number.isNaN(value) ? 1 : value)),
    })),
  },
  {
    says: 'Yours divides by the number of all samples.',
    ...both((matrix) => {
      const share = diagonalOf(matrix).map((count) => count / sumOf(matrix.flat()));
      return { precision: share, recall: share };
    }),
  },
  {
    says: 'Both of yours are recalls: the precision divides by the sum of a column.',
    ...both((matrix) => ({ precision: recallOf(matrix), recall: recallOf(matrix) })),
  },
  {
    says: 'Both of yours are precisions: the recall divides by the sum of a row.',
    ...both((matrix) => ({ precision: precisionOf(matrix), recall: precisionOf(matrix) })),
  },
  {
    says: 'Yours leaves the correct ones out of what it divides by: it is TP + FP, and TP + FN.',
    ...both((matrix) => {
      const without = (of: Matrix) => of.map((row, i) => row[i] / (sumOf(row) - row[i]));
      return { precision: without(transposedOf(matrix)), recall: without(matrix) };
    }),
  },
];

export const mapMistakes: readonly Suspect<Matrix>[] = [
  {
    says: 'The two maps are exchanged: precisions divide by the sum of a column, recalls by that of a row.',
    ...both((matrix) => ({ precision: byRows(matrix), recall: byColumns(matrix) })),
  },
  {
    says: 'Yours has 0 where there is nothing to divide by: wanted is NaN, no value at all.',
    ...both((matrix) => ({
      precision: byColumns(matrix).map((row) => row.map(or0)),
      recall: byRows(matrix).map((row) => row.map(or0)),
    })),
  },
  {
    says: 'The map of precisions is transposed: rows are actual classes in both.',
    ...both((matrix) => ({ precision: byRows(transposedOf(matrix)), recall: byRows(matrix) })),
  },
];

/** Of the mean over classes. */
export const macroMistakes: readonly Suspect<readonly number[]>[] = [
  {
    says: 'Yours counts a class without a value as 0: leave it out, also of what you divide by.',
    as: (values) => sumOf(values.map(or0)) / values.length,
  },
  { says: 'Yours is NaN as soon as one class has no value: leave it out.', as: (values) => sumOf(values) / values.length }, // prettier-ignore
  {
    says: 'Yours gives 0 where no class has a value: wanted is NaN.',
    as: (values) => or0(macroOf(values)),
  },
];
