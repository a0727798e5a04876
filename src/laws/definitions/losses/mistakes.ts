import type { Suspect } from '../../law.ts';
import { type Judged, judged, type LossCase, logSoftmaxOf, type LossName } from './losses.ts';

type Mistakes = readonly Suspect<LossCase>[];
type Factor = (given: LossCase) => number;

/** The loss and the gradient, each of them times something. */
const scaled =
  (name: LossName, loss: Factor, gradient: Factor) =>
  (given: LossCase): Judged => {
    const right = judged(name, given);
    return {
      loss: loss(given) * right.loss,
      gradient: right.gradient.map((row) => row.map((value) => gradient(given) * value)),
    };
  };

const right: Factor = () => 1;
const opposite: Factor = () => -1;
const batch: Factor = ({ outputs }) => outputs.length;
const classes: Factor = ({ outputs }) => outputs[0].length;
const perClass: Factor = (given) => 1 / classes(given);

const common = (name: LossName): Mistakes => [
  {
    says: 'Yours is a sum over the batch: loss and gradient are means.',
    as: scaled(name, batch, batch),
  },
  { says: 'Your gradient is not divided by the batch size.', as: scaled(name, right, batch) },
  {
    says: 'Your loss is a sum over the batch: divide by its size.',
    as: scaled(name, batch, right),
  },
  { says: 'Your gradient has the opposite sign.', as: scaled(name, right, opposite) },
  { says: 'Your loss has the opposite sign.', as: scaled(name, opposite, right) },
];

/** For losses that are divided by the number of classes. */
const ofClasses = (name: LossName): Mistakes => [
  {
    says: 'Yours is a sum over the classes: divide by their number, too.',
    as: scaled(name, classes, classes),
  },
  {
    says: 'Your gradient is not divided by the number of classes.',
    as: scaled(name, right, classes),
  },
];

/** For losses that are not. */
const ofSamples = (name: LossName): Mistakes => [
  {
    says: 'Yours is divided by the number of classes too: this loss is a mean over samples.',
    as: scaled(name, perClass, perClass),
  },
];

/** Another reading of the margin. */
const margins =
  (rule: (missing: number[], label: number) => number[], divisor: (classes: number) => number) =>
  ({ outputs, labels }: LossCase): Judged => {
    const rows = outputs.map((row, n) =>
      rule(
        row.map((x, k) => (k === labels[n] ? 0 : Math.max(0, 1 - row[labels[n]] + x))),
        labels[n],
      ),
    );
    const size = outputs.length * divisor(outputs[0].length);
    return {
      loss: rows.flat().reduce((sum, x) => sum + x, 0) / size,
      gradient: rows.map((row, n) => {
        const count = row.filter((value, k) => value > 0 && k !== labels[n]).length;
        return row.map((value, k) => (k === labels[n] ? -count : Number(value > 0)) / size);
      }),
    };
  };

export const lossMistakes: Record<LossName, Mistakes> = {
  crossEntropy: [...common('crossEntropy'), ...ofSamples('crossEntropy')],
  negativeLogLikelihood: [
    {
      says: 'Yours takes the log-softmax itself: here the outputs are log-probabilities already.',
      as: ({ outputs, labels }) => judged('crossEntropy', { outputs, labels }),
    },
    {
      says: 'Yours takes the log-softmax itself: here the outputs are log-probabilities already.',
      as: (given) => ({
        loss: judged('negativeLogLikelihood', {
          ...given,
          outputs: given.outputs.map(logSoftmaxOf),
        }).loss,
        gradient: judged('negativeLogLikelihood', given).gradient,
      }),
    },
    ...common('negativeLogLikelihood'),
    ...ofSamples('negativeLogLikelihood'),
  ],
  multiMargin: [
    {
      says: 'Yours counts the label too: its own margin, 1 − x_y + x_y, is always 1.',
      as: margins(
        (missing, label) => missing.map((value, k) => (k === label ? 1 : value)),
        (count) => count,
      ),
    },
    {
      says: 'Yours is divided by the other classes: the label counts in the number of classes.',
      as: margins(
        (missing) => missing,
        (count) => count - 1,
      ),
    },
    {
      says: 'Yours takes only the worst class: every class that is too near counts.',
      as: margins(
        (missing) => {
          const worst = Math.max(...missing);
          return missing.map((value, k) => (missing.indexOf(worst) === k ? value : 0));
        },
        (count) => count,
      ),
    },
    ...common('multiMargin'),
    ...ofClasses('multiMargin'),
  ],
  meanSquaredError: [
    {
      says: 'Yours is half of it: here the squares have no ½.',
      as: scaled('meanSquaredError', () => 0.5, () => 0.5), // prettier-ignore
    },
    {
      says: 'Your gradient lacks the 2 that comes down from the square.',
      as: scaled('meanSquaredError', right, () => 0.5),
    },
    ...common('meanSquaredError'),
    ...ofClasses('meanSquaredError'),
  ],
  meanAbsoluteError: [...common('meanAbsoluteError'), ...ofClasses('meanAbsoluteError')],
};
