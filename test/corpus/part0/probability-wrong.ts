import * as reference from '../../../solutions/part0/probability.ts';
import type { Implementation } from '../implementation.ts';

type Module = typeof reference;
type Rows = number[][];

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
const softmax = (name: string, write: (logits: Rows) => unknown): Implementation<Module> => ({
  name: `softmax: ${name}`,
  module: { softmax: write },
});
const loss = (
  name: string,
  write: (logits: Rows, labels: number[]) => unknown,
): Implementation<Module> => ({ name: `crossEntropy: ${name}`, module: { crossEntropy: write } });

/** Softmax with another number subtracted than each row's maximum. */
const shifted = (shift: (row: number[], logits: Rows) => number) => (logits: Rows) =>
  logits.map((row) => {
    const e = row.map((x) => Math.exp(x - shift(row, logits)));
    return e.map((x) => x / sum(e));
  });

/** The checks of the reference, then a loss from the probabilities. */
const fromProbabilities =
  (one: (probability: number) => number, reduce: (losses: number[], classes: number) => number) =>
  (logits: Rows, labels: number[]) => {
    reference.crossEntropy(logits, labels);
    const p = reference.softmax(logits);
    return reduce(
      p.map((row, n) => one(row[labels[n]])),
      logits[0].length,
    );
  };

/** Without checks: a mean of ln Σ exp − logit. */
const unchecked = (logits: Rows, labels: number[]) =>
  mean(logits.map((row, n) => reference.crossEntropy([row.map((x) => x - row[labels[n]])], [0])));

export const wrongProbabilities: Implementation<Module>[] = [
  softmax(
    'exp overflows',
    shifted(() => 0),
  ),
  softmax(
    'the maximum of the whole batch',
    shifted((_, logits) => Math.max(...logits.flat())),
  ),
  softmax(
    'the maximum of the first row',
    shifted((_, [first]) => Math.max(...first)),
  ),
  softmax(
    'the minimum is subtracted',
    shifted((row) => Math.min(...row)),
  ),
  softmax(
    'the mean is subtracted',
    shifted((row) => mean(row)),
  ),
  softmax(
    'the maximum in absolute value',
    shifted((row) => Math.max(...row.map(Math.abs))),
  ),
  softmax(
    'the maximum is never below 0',
    shifted((row) => Math.max(0, ...row)),
  ),
  softmax(
    'a fixed 700 is subtracted',
    shifted(() => 700),
  ),
  softmax('logits are clipped at ±500', (logits) =>
    shifted(() => 0)(logits.map((row) => row.map((x) => Math.max(-500, Math.min(500, x))))),
  ),
  softmax('along the columns', (logits) => {
    const totals = logits[0].map((_, k) => sum(logits.map((row) => Math.exp(row[k]))));
    return logits.map((row) => row.map((x, k) => Math.exp(x) / totals[k]));
  }),
  softmax('over the whole batch', (logits) => {
    const largest = Math.max(...logits.flat());
    const total = sum(logits.flat().map((x) => Math.exp(x - largest)));
    return logits.map((row) => row.map((x) => Math.exp(x - largest) / total));
  }),
  softmax('the first row for all', (logits) => logits.map(() => reference.softmax(logits)[0])),
  softmax('only the first row comes back', (logits) => reference.softmax(logits).slice(0, 1)),
  softmax('flattened', (logits) => reference.softmax(logits).flat()),
  softmax('transposed', (logits) => {
    const p = reference.softmax(logits);
    return p[0].map((_, k) => p.map((row) => row[k]));
  }),
  softmax('not normalised', (logits) => logits.map((row) => row.map(Math.exp))),
  softmax('logits over their sum', (logits) => logits.map((row) => row.map((x) => x / sum(row)))),
  softmax('powers of 2', (logits) =>
    reference.softmax(logits.map((row) => row.map((x) => x * Math.LN2))),
  ),
  softmax('the sign of the exponent', (logits) =>
    reference.softmax(logits.map((row) => row.map((x) => -x))),
  ),
  softmax('sigmoid of each logit', (logits) =>
    logits.map((row) => row.map((x) => 1 / (1 + Math.exp(-x)))),
  ),
  softmax('log-softmax', (logits) =>
    reference.softmax(logits).map((row) => row.map((p) => Math.log(p))),
  ),
  softmax('one-hot of the maximum', (logits) =>
    logits.map((row) => row.map((x) => (x === Math.max(...row) ? 1 : 0))),
  ),
  softmax('an epsilon in the denominator', (logits) =>
    logits.map((row) => {
      const e = row.map((x) => Math.exp(x - Math.max(...row)));
      return e.map((x) => x / (sum(e) + 1e-9));
    }),
  ),
  softmax('rounded to six digits', (logits) =>
    reference.softmax(logits).map((row) => row.map((p) => Number(p.toFixed(6)))),
  ),
  softmax('NaN turned into 0', (logits) =>
    shifted(() => 0)(logits).map((row) => row.map((p) => (Number.isNaN(p) ? 0 : p))),
  ),
  softmax('NaN turned into 1', (logits) =>
    shifted(() => 0)(logits).map((row) => row.map((p) => (Number.isNaN(p) ? 1 : p))),
  ),
  softmax('the maximum is subtracted in place', (logits) =>
    logits.map((row) => {
      const largest = Math.max(...row);
      row.forEach((x, k) => (row[k] = x - largest));
      return shifted(() => 0)([row])[0];
    }),
  ),
  loss(
    'the sum over the batch',
    (logits, labels) => reference.crossEntropy(logits, labels) * logits.length,
  ),
  loss(
    'divided by the classes',
    (logits, labels) => (reference.crossEntropy(logits, labels) * logits.length) / logits[0].length,
  ),
  loss(
    'divided by batch times classes',
    (logits, labels) => reference.crossEntropy(logits, labels) / logits[0].length,
  ),
  loss('base 2', (logits, labels) => reference.crossEntropy(logits, labels) / Math.LN2),
  loss('base 10', (logits, labels) => reference.crossEntropy(logits, labels) / Math.LN10),
  loss('the wrong sign', (logits, labels) => -reference.crossEntropy(logits, labels)),
  loss(
    'the logarithm of 0',
    fromProbabilities((p) => -Math.log(p), mean),
  ),
  loss(
    'log(p + 1e-9)',
    fromProbabilities((p) => -Math.log(p + 1e-9), mean),
  ),
  loss(
    'log(p + 1e-12)',
    fromProbabilities((p) => -Math.log(p + 1e-12), mean),
  ),
  loss(
    'log(p + 1e-300)',
    fromProbabilities((p) => -Math.log(p + 1e-300), mean),
  ),
  loss(
    'p clamped at 1e-15',
    fromProbabilities((p) => -Math.log(Math.max(p, 1e-15)), mean),
  ),
  loss(
    'p clamped at 1e-7 on both sides',
    fromProbabilities((p) => -Math.log(Math.min(1 - 1e-7, Math.max(p, 1e-7))), mean),
  ),
  loss(
    'p clamped at Number.MIN_VALUE',
    fromProbabilities((p) => -Math.log(Math.max(p, Number.MIN_VALUE)), mean),
  ),
  loss(
    'Infinity turned into 1000',
    fromProbabilities((p) => Math.min(1000, -Math.log(p)), mean),
  ),
  loss(
    '1 − p',
    fromProbabilities((p) => 1 - p, mean),
  ),
  loss(
    'squared error',
    fromProbabilities((p) => (1 - p) ** 2, mean),
  ),
  loss(
    'ln of the mean',
    fromProbabilities(
      (p) => p,
      (ps) => -Math.log(mean(ps)),
    ),
  ),
  loss('the first example alone', (logits, labels) => {
    reference.crossEntropy(logits, labels);
    return reference.crossEntropy([logits[0]], [labels[0]]);
  }),
  loss(
    'the label of the first example for all',
    (logits, labels) =>
      reference.crossEntropy(logits, labels) &&
      reference.crossEntropy(
        logits,
        logits.map(() => labels[0]),
      ),
  ),
  loss('softmax twice', (logits, labels) =>
    reference.crossEntropy(reference.softmax(logits), labels),
  ),
  loss('the largest probability instead of the label’s', (logits, labels) => {
    reference.crossEntropy(logits, labels);
    return mean(reference.softmax(logits).map((row) => -Math.log(Math.max(...row))));
  }),
  loss('binary cross-entropy over all classes', (logits, labels) => {
    reference.crossEntropy(logits, labels);
    const p = reference.softmax(logits);
    return mean(p.map((row, n) => -sum(row.map((q, k) => Math.log(k === labels[n] ? q : 1 - q)))));
  }),
  loss('an exp that overflows', (logits, labels) => {
    reference.crossEntropy(logits, labels);
    return mean(logits.map((row, n) => Math.log(sum(row.map(Math.exp))) - row[labels[n]]));
  }),
  loss('one shift for the whole batch', (logits, labels) => {
    reference.crossEntropy(logits, labels);
    const m = Math.max(...logits.flat());
    const lse = (row: number[]) => m + Math.log(sum(row.map((x) => Math.exp(x - m))));
    return mean(logits.map((row, n) => lse(row) - row[labels[n]]));
  }),
  loss('a list of losses', (logits, labels) =>
    logits.map(() => reference.crossEntropy(logits, labels)),
  ),
  loss('nothing is checked', unchecked),
  loss('only the counts are checked', (logits, labels) => {
    if (logits.length !== labels.length) throw new Error(`${logits.length}, ${labels.length}`);
    return unchecked(logits, labels);
  }),
  loss('a negative label counts from the end', (logits, labels) =>
    reference.crossEntropy(
      logits,
      labels.map((label, n) => (label < 0 ? label + logits[n].length : label)),
    ),
  ),
  loss('the first label alone is checked', (logits, labels) => {
    if (logits.length !== labels.length) throw new Error(`${logits.length}, ${labels.length}`);
    const bad = !Number.isInteger(labels[0]) || labels[0] < 0 || labels[0] >= logits[0].length;
    if (bad) throw new Error(`${labels[0]} of ${logits[0].length}`);
    return unchecked(logits, labels);
  }),
  loss('a label of `classes` is let through', (logits, labels) => {
    if (labels.every((label, n) => label !== logits[n]?.length)) {
      return reference.crossEntropy(logits, labels);
    }
    return unchecked(logits, labels);
  }),
  loss('an error without the numbers', (logits, labels) => {
    try {
      return reference.crossEntropy(logits, labels);
    } catch {
      throw new Error('bad labels');
    }
  }),
  loss('labels are emptied', (logits, labels) => {
    const result = reference.crossEntropy(logits, labels);
    labels.length = 0;
    return result;
  }),
  loss('logits become probabilities', (logits, labels) => {
    const result = reference.crossEntropy(logits, labels);
    reference.softmax(logits).forEach((row, n) => (logits[n] = row));
    return result;
  }),
];
