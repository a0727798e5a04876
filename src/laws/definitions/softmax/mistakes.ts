import type { Suspect } from '../../law.ts';
import { crossEntropiesOf, mean, softmaxOf, sum } from './softmax.ts';
import type { LabelledCase, LogitsCase } from './cases.ts';

// What students write where softmax or cross-entropy is wanted, and what to say to each.

/** Softmax as written by someone who shifts the logits in another way, or not at all. */
const shiftedBy =
  (shift: (row: number[], logits: number[][]) => number) =>
  ({ logits }: LogitsCase) =>
    logits.map((row) => {
      const exponentials = row.map((logit) => Math.exp(logit - shift(row, logits)));
      return exponentials.map((exponential) => exponential / sum(exponentials));
    });

/** The definition as it stands: right for small logits, and overflows for large ones. */
export const naiveSoftmax = shiftedBy(() => 0);

const transposed = (rows: number[][]) => rows[0].map((_, k) => rows.map((row) => row[k]));

/** Wrong for any logits. */
export const softmaxSuspects: Suspect<LogitsCase>[] = [
  {
    says: 'Yours normalises the columns: a row is one example, and its classes share the probability.',
    as: ({ logits }) => transposed(softmaxOf(transposed(logits))),
  },
  {
    says: 'Yours divides by the sum over the whole batch: every example has a sum of its own.',
    as: ({ logits }) => {
      const total = sum(logits.flat().map(Math.exp));
      return logits.map((row) => row.map((logit) => Math.exp(logit) / total));
    },
  },
  {
    says: 'Yours is exp of the logits, not yet divided by the sum of the row.',
    as: ({ logits }) => logits.map((row) => row.map(Math.exp)),
  },
  {
    says: 'Yours divides the logits by their sum: the exponentials are missing.',
    as: ({ logits }) => logits.map((row) => row.map((logit) => logit / sum(row))),
  },
  {
    says: 'Yours is the logarithm of the probabilities (log-softmax): take its exp.',
    as: ({ logits }) => softmaxOf(logits).map((row) => row.map(Math.log)),
  },
  {
    says: 'Yours gives the smallest logit the largest probability: the sign in the exponent is wrong.',
    as: ({ logits }) => softmaxOf(logits.map((row) => row.map((logit) => -logit))),
  },
];

/** Right for small logits, wrong for ±1000. */
export const overflowSuspects: Suspect<LogitsCase>[] = [
  {
    says: 'Yours lets exp overflow: exp(1000) is Infinity, exp(−1000) is 0, and both make NaN. Subtract the maximum of the row first.',
    as: naiveSoftmax,
  },
  {
    says: 'Yours subtracts the maximum of the whole batch: a row far below it becomes 0 / 0. Every row needs its own maximum.',
    as: shiftedBy((_, logits) => Math.max(...logits.flat())),
  },
  {
    says: 'Yours subtracts the mean of the row: the largest logit may still be hundreds above it. Subtract the maximum.',
    as: shiftedBy((row) => mean(row)),
  },
  {
    says: 'Yours subtracts the minimum of the row: then the largest logit becomes even larger. Subtract the maximum.',
    as: shiftedBy((row) => Math.min(...row)),
  },
];

/** A mean loss by someone who first computes probabilities, then guards the logarithm. */
const guarded =
  (logarithm: (probability: number) => number) =>
  ({ logits, labels }: LabelledCase) =>
    mean(softmaxOf(logits).map((row, n) => -logarithm(row[labels[n]])));

const guards: Suspect<LabelledCase>[] = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15].flatMap(
  (epsilon) => [
    {
      says: `Yours adds ${epsilon} to the probability before the logarithm: that changes every loss, and caps it at ${(-Math.log(epsilon)).toFixed(1)}.`,
      as: guarded((p) => Math.log(p + epsilon)),
    },
    {
      says: `Yours does not let a probability fall below ${epsilon}: that caps the loss at ${(-Math.log(epsilon)).toFixed(1)}.`,
      as: guarded((p) => Math.log(Math.max(p, epsilon))),
    },
    {
      says: `Yours keeps probabilities between ${epsilon} and 1 − ${epsilon}: that caps the loss at ${(-Math.log(epsilon)).toFixed(1)}, and a perfect answer still costs something.`,
      as: guarded((p) => Math.log(Math.min(Math.max(p, epsilon), 1 - epsilon))),
    },
  ],
);

/** Wrong for any logits. */
export const lossSuspects: Suspect<LabelledCase>[] = [
  {
    says: 'Yours is the sum over the batch: divide by the number of examples.',
    as: ({ logits, labels }) => sum(crossEntropiesOf(logits, labels)),
  },
  {
    says: 'Yours divides by the number of classes: divide by the number of examples.',
    as: ({ logits, labels }) => sum(crossEntropiesOf(logits, labels)) / logits[0].length,
  },
  {
    says: 'Yours divides by examples times classes: one loss an example, so divide by the examples.',
    as: ({ logits, labels }) => mean(crossEntropiesOf(logits, labels)) / logits[0].length,
  },
  {
    says: 'Yours uses the logarithm to base 2: natural logarithm (Math.log) is wanted.',
    as: ({ logits, labels }) => mean(crossEntropiesOf(logits, labels)) / Math.LN2,
  },
  {
    says: 'Yours uses the logarithm to base 10: natural logarithm (Math.log) is wanted.',
    as: ({ logits, labels }) => mean(crossEntropiesOf(logits, labels)) / Math.LN10,
  },
  {
    says: 'Yours has the wrong sign: ln of a probability is negative, its loss is −ln.',
    as: ({ logits, labels }) => -mean(crossEntropiesOf(logits, labels)),
  },
  {
    says: 'Yours takes the softmax twice: crossEntropy gets logits, and needs one softmax.',
    as: ({ logits, labels }) => mean(crossEntropiesOf(softmaxOf(logits), labels)),
  },
  {
    says: 'Yours is the loss of the first example alone: take the mean over all.',
    as: ({ logits, labels }) => crossEntropiesOf(logits, labels)[0],
  },
  {
    says: 'Yours is ln of the mean probability: take the logarithm of each, then the mean.',
    as: ({ logits, labels }) => -Math.log(mean(softmaxOf(logits).map((row, n) => row[labels[n]]))),
  },
  {
    says: 'Yours is 1 − p: the logarithm is missing.',
    as: guarded((p) => p - 1),
  },
  ...guards,
];

/** Right for small logits, wrong for ±1000. */
export const extremeLossSuspects: Suspect<LabelledCase>[] = [
  {
    says: 'Yours takes ln of a probability that was rounded to 0. Write −ln p as ln Σ exp(logits) − logit: then nothing becomes 0.',
    as: guarded(Math.log),
  },
  {
    says: 'Yours lets exp overflow: exp(1000) is Infinity. Subtract the maximum of the row first.',
    as: ({ logits, labels }) =>
      mean(naiveSoftmax({ logits }).map((row, n) => -Math.log(row[labels[n]]))),
  },
  {
    says: 'Yours lets exp overflow: exp(1000) is Infinity. Subtract the maximum of the row first.',
    as: ({ logits, labels }) =>
      mean(logits.map((row, n) => Math.log(sum(row.map(Math.exp))) - row[labels[n]])),
  },
];
