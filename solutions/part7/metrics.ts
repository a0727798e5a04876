type Matrix = readonly (readonly number[])[];

export function confusionMatrix(
  labels: readonly number[],
  predictions: readonly number[],
  classes: number,
): number[][] {
  if (labels.length !== predictions.length) {
    throw new Error(`There are ${labels.length} labels and ${predictions.length} predictions.`);
  }
  const odd = [...labels, ...predictions].find(
    (value) => !(Number.isInteger(value) && value >= 0 && value < classes),
  );
  if (odd !== undefined) {
    throw new Error(`${odd} is no class; wanted a whole number from 0 to ${classes - 1}.`);
  }
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  labels.forEach((label, i) => matrix[label][predictions[i]]++);
  return matrix;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const transposed = (matrix: Matrix) => matrix.map((_, j) => matrix.map((row) => row[j]));
const diagonal = (matrix: Matrix) => matrix.map((row, i) => row[i]);

export function accuracy(matrix: Matrix): number {
  return sum(diagonal(matrix)) / sum(matrix.flat()); // 0 / 0 is NaN
}

export function recallMap(matrix: Matrix): number[][] {
  return matrix.map((row) => row.map((count) => count / sum(row)));
}

export function precisionMap(matrix: Matrix): number[][] {
  return transposed(recallMap(transposed(matrix)));
}

export function precision(matrix: Matrix): number[] {
  return diagonal(precisionMap(matrix));
}

export function recall(matrix: Matrix): number[] {
  return diagonal(recallMap(matrix));
}

export function classAccuracies(
  labels: readonly number[],
  predictions: readonly number[],
  classes: number,
): number[] {
  return recall(confusionMatrix(labels, predictions, classes));
}

export function macroAverage(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return sum(known) / known.length;
}
