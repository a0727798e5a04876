import { softmax } from '#kata/part0/probability';
import { UserError } from '#src/common/user-error';

/** The softmax regression's parameters, one after another: a slope for each class, then a bias. */
export type Parameters = number[];

/** `[samples]` to logits `[samples, classes]`: slope·x + bias for each class. */
export function logitsOf(parameters: Parameters, inputs: readonly number[]): number[][] {
  const classes = parameters.length / 2;
  const slopes = parameters.slice(0, classes);
  return inputs.map((x) => slopes.map((slope, k) => slope * x + parameters[classes + k]));
}

/** `[samples]` to probabilities `[samples, classes]`, by the subject's softmax. */
export function predict(parameters: Parameters, inputs: readonly number[]): number[][] {
  const probabilities: unknown = softmax(logitsOf(parameters, inputs));
  if (!isTable(probabilities, inputs.length, parameters.length / 2)) {
    throw new UserError(
      'softmax did not return a probability for every logit, so nothing can be trained. ' +
        '`npm test katas/part0` says what is wrong.',
    );
  }
  return probabilities.map((row) => Array.from(row)); // rows may be typed arrays
}

/** The gradient of the mean cross-entropy: Σ (softmax − onehot)·x / N, and without x for a bias. */
export function gradientOf(
  parameters: Parameters,
  inputs: readonly number[],
  labels: readonly number[],
): Parameters {
  const gradient = parameters.map(() => 0);
  const classes = parameters.length / 2;
  predict(parameters, inputs).forEach((row, n) => {
    for (let k = 0; k < classes; k++) {
      const push = (row[k] - (k === labels[n] ? 1 : 0)) / inputs.length;
      gradient[k] += push * inputs[n];
      gradient[classes + k] += push;
    }
  });
  return gradient;
}

function isTable(value: unknown, rows: number, columns: number): value is number[][] {
  return (
    Array.isArray(value) &&
    value.length === rows &&
    value.every((row) => row?.length === columns && row.every(Number.isFinite))
  );
}
