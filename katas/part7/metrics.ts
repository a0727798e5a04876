import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 7.2: how often each class was taken for each.
 *
 * @param labels - `[samples]`: the class of each sample, 0 … classes − 1.
 * @param predictions - `[samples]`: what each was taken for.
 * @param classes - how many there are, whether they occur or not.
 * @returns `[actual][predicted]`, counts: row 3, column 5 is how many 3s were taken for a 5.
 * @throws {Error} when there are more labels than predictions, or fewer: the message gives both numbers.
 * @throws {Error} for a label or prediction that is no class: the message gives it.
 */
export function confusionMatrix(
  labels: readonly number[],
  predictions: readonly number[],
  classes: number,
): number[][] {
  throw new NotImplemented('7.2', 'confusionMatrix');
}

/**
 * Task 7.2: the fraction of all samples that were predicted correctly.
 *
 * @param matrix - `[actual][predicted]`, counts. Not changed; nor is it by the functions below.
 * @returns 0 … 1; NaN where there are no samples.
 */
export function accuracy(matrix: readonly (readonly number[])[]): number {
  throw new NotImplemented('7.2', 'accuracy');
}

/**
 * Task 7.2: of the samples that were taken for a class, the fraction that are of it: TP / (TP + FP).
 *
 * @returns `[classes]`, 0 … 1; NaN for a class that was never predicted.
 */
export function precision(matrix: readonly (readonly number[])[]): number[] {
  throw new NotImplemented('7.2', 'precision');
}

/**
 * Task 7.2: of the samples of a class, the fraction that were taken for it: TP / (TP + FN).
 *
 * @returns `[classes]`, 0 … 1; NaN for a class of which there is no sample.
 */
export function recall(matrix: readonly (readonly number[])[]): number[] {
  throw new NotImplemented('7.2', 'recall');
}

/**
 * Task 7.2: what the heat map of precisions shows: each column of the confusion matrix as fractions of
 * its sum. The diagonal is the precision.
 *
 * @returns `[actual][predicted]`; NaN in the column of a class that was never predicted.
 */
export function precisionMap(matrix: readonly (readonly number[])[]): number[][] {
  throw new NotImplemented('7.2', 'precisionMap');
}

/**
 * Task 7.2: what the heat map of recalls shows: each row as fractions of its sum. The diagonal is the
 * recall.
 *
 * @returns `[actual][predicted]`; NaN in the row of a class of which there is no sample.
 */
export function recallMap(matrix: readonly (readonly number[])[]): number[][] {
  throw new NotImplemented('7.2', 'recallMap');
}

/**
 * Task 7.2: the accuracy among the samples of each class, from the lists themselves.
 *
 * @returns `[classes]`, 0 … 1; NaN for a class of which there is no sample.
 * @throws {Error} as `confusionMatrix`.
 */
export function classAccuracies(
  labels: readonly number[],
  predictions: readonly number[],
  classes: number,
): number[] {
  throw new NotImplemented('7.2', 'classAccuracies');
}

/**
 * Task 7.2: the mean over the classes that have a value, each counting the same.
 *
 * @param values - `[classes]`, NaN where a class has none.
 * @returns NaN where no class has one.
 */
export function macroAverage(values: readonly number[]): number {
  throw new NotImplemented('7.2', 'macroAverage');
}
