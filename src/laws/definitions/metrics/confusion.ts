import fc from 'fast-check';

// The confusion matrix and what is read from it, by their definitions.

/** What samples are, and what they were taken for. */
export interface Predicted {
  labels: number[];
  predictions: number[];
  classes: number;
}

export type Matrix = readonly (readonly number[])[];

/** Lists with every class, without some, and without any sample. */
export const predictedCases: fc.Arbitrary<Predicted> = fc
  .integer({ min: 1, max: 5 })
  .chain((classes) =>
    fc.array(fc.tuple(classOf(classes), classOf(classes)), { maxLength: 16 }).map((pairs) => ({
      labels: pairs.map(([label]) => label),
      predictions: pairs.map(([, prediction]) => prediction),
      classes,
    })),
  );

const classOf = (classes: number) => fc.integer({ min: 0, max: classes - 1 });

/** Counts, some rows and columns of which are empty. */
export const matrices: fc.Arbitrary<number[][]> = predictedCases.map(confusionOf);

/** No class of these is without a sample, or never predicted, and no two numbers to be read from them are the same. */
export const plainExample: Predicted = {
  labels: [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2],
  predictions: [0, 0, 0, 1, 1, 2, 0, 2, 2, 2, 2, 1],
  classes: 3,
};

/** Class 1 does not occur, class 2 is never predicted, class 3 neither. */
export const emptyExample: Predicted = {
  labels: [0, 0, 2, 2, 2],
  predictions: [0, 1, 0, 1, 1],
  classes: 4,
};

export function confusionOf({ labels, predictions, classes }: Predicted): number[][] {
  const numbers = Array.from({ length: classes }, (_, i) => i);
  return numbers.map((actual) =>
    numbers.map(
      (predicted) =>
        labels.filter((label, n) => label === actual && predictions[n] === predicted).length,
    ),
  );
}

export const sumOf = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

export const transposedOf = (matrix: Matrix): number[][] =>
  matrix.map((_, column) => matrix.map((row) => row[column]));

export const diagonalOf = (matrix: Matrix): number[] => matrix.map((row, i) => row[i]);

export const accuracyOfMatrix = (matrix: Matrix): number =>
  sumOf(diagonalOf(matrix)) / sumOf(matrix.flat());

/** Each row as fractions of its sum. */
export const byRows = (matrix: Matrix): number[][] =>
  matrix.map((row) => row.map((count) => count / sumOf(row)));

/** Each column as fractions of its sum. */
export const byColumns = (matrix: Matrix): number[][] => transposedOf(byRows(transposedOf(matrix)));

export const recallOf = (matrix: Matrix): number[] => diagonalOf(byRows(matrix));

export const precisionOf = (matrix: Matrix): number[] => diagonalOf(byColumns(matrix));

/** The mean of those that are numbers. */
export function macroOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return sumOf(known) / known.length;
}

/** The class `c` becomes the class `names[c]`. */
export function renamed({ labels, predictions, classes }: Predicted, names: readonly number[]) {
  return {
    labels: labels.map((label) => names[label]),
    predictions: predictions.map((label) => names[label]),
    classes,
  };
}
