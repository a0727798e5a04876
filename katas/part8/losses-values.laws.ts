import fc from 'fast-check';
import { type GradientCase, extremes, gradientCases, lossCases } from '#src/laws/definitions/losses/cases'; // prettier-ignore
import { judged, type LossCase, logSoftmaxBackwardOf, logSoftmaxOf } from '#src/laws/definitions/losses/losses'; // prettier-ignore
import { lossMistakes } from '#src/laws/definitions/losses/mistakes';
import { type RecordedLoss, recordedLosses, type RecordedLogSoftmax, recordedLogSoftmaxes } from '#src/laws/definitions/losses/recorded'; // prettier-ignore
import { law } from '#src/laws/law';
import { farOut, judge, judgeBy, logSoftmax, logSoftmaxBackward, rounded } from './losses-driver.laws.ts'; // prettier-ignore

const readme = (heading: string) => `katas/part8/README.md, "${heading}".`;

law({
  task: '8.1',
  claim: 'logSoftmax is x − ln Σ exp(x), row by row',
  points: 1,
  given: gradientCases(),
  examples: [{ x: [[0, 0, 0]], gradOutput: [[0, 0, 0]] }],
  show: ({ x }) => ({ x }),
  got: ({ x }) => logSoftmax(x),
  wanted: ({ x }) => x.map(logSoftmaxOf),
  tolerance: rounded,
  suspects: [
    {
      says: 'Yours is the softmax: its logarithm is wanted.',
      as: ({ x }) => x.map((row) => logSoftmaxOf(row).map(Math.exp)),
    },
    {
      says: 'Yours has the opposite sign: a logarithm of a probability is below 0.',
      as: ({ x }) => x.map((row) => logSoftmaxOf(row).map((value) => -value)),
    },
    {
      says: 'Yours is to the base 2 or 10: here the logarithm is the natural one.',
      as: ({ x }) => x.map((row) => logSoftmaxOf(row).map((value) => value / Math.LN2)),
    },
  ],
  why: 'The softmax divides exp(x) by the sum of its row; the logarithm of that is x minus the logarithm of the sum. Of three equal logits each is −ln 3.',
  look: readme('The log-softmax'),
});

law<GradientCase>({
  task: '8.1',
  claim: 'logSoftmaxBackward is g − softmax · Σ g, row by row',
  points: 1,
  given: gradientCases(),
  show: ({ x, gradOutput }) => ({ logProbabilities: x.map(logSoftmaxOf), gradOutput }),
  got: ({ x, gradOutput }) => logSoftmaxBackward(x.map(logSoftmaxOf), gradOutput),
  wanted: ({ x, gradOutput }) =>
    x.map((row, n) => logSoftmaxBackwardOf(logSoftmaxOf(row), gradOutput[n])),
  tolerance: rounded,
  suspects: [
    {
      says: 'Yours is g − softmax: the softmax is multiplied by the sum of g in its row.',
      as: ({ x, gradOutput }) =>
        x.map((row, n) => logSoftmaxOf(row).map((y, k) => gradOutput[n][k] - Math.exp(y))),
    },
    {
      says: 'Yours is g · (1 − softmax): each number of g reaches all of its row.',
      as: ({ x, gradOutput }) =>
        x.map((row, n) => logSoftmaxOf(row).map((y, k) => gradOutput[n][k] * (1 - Math.exp(y)))),
    },
    {
      says: 'Yours takes y for the softmax: its exponential is.',
      as: ({ x, gradOutput }) =>
        x.map((row, n) => {
          const sum = gradOutput[n].reduce((total, value) => total + value, 0);
          return logSoftmaxOf(row).map((y, k) => gradOutput[n][k] - y * sum);
        }),
    },
  ],
  why: 'yᵢ is xᵢ minus something that all x of its row have a part in: xₖ has the share softmaxₖ of it. So ∂yᵢ/∂xₖ is 1 or 0, minus softmaxₖ, and the minus is there for every i.',
  look: readme('The log-softmax'),
});

law<LossCase>({
  task: '8.1',
  claim: 'crossEntropy: the mean of −ln softmax(x) at the labels, and (softmax(x) − t) / N',
  points: 1,
  given: lossCases(),
  examples: [{ outputs: [[0, 0, 0]], labels: [1] }],
  got: (given) => judge('crossEntropy', given),
  wanted: (given) => judged('crossEntropy', given),
  tolerance: rounded,
  suspects: lossMistakes.crossEntropy,
  why: 't is 1 at the label and 0 elsewhere. With equal logits every one of C classes has the probability 1/C, and the loss is ln C.',
  look: readme('Two ways to one loss'),
});

law<LossCase>({
  task: '8.1',
  claim: 'negativeLogLikelihood: the mean of −y at the labels, and −t / N',
  points: 1,
  given: lossCases(),
  examples: [{ outputs: [[-1, -2, -3]], labels: [1] }],
  got: (given) => judge('negativeLogLikelihood', given),
  wanted: (given) => judged('negativeLogLikelihood', given),
  tolerance: rounded,
  suspects: lossMistakes.negativeLogLikelihood,
  why: 'It looks at one number of each row, that of the label; the others have no part in it and get no gradient. Whether they are logarithms of probabilities is the business of whoever made them.',
  look: readme('Two ways to one loss'),
});

law<LossCase>({
  task: '8.1',
  claim: 'multiMargin: what each class lacks to a margin of 1, summed, over the number of classes',
  points: 1,
  given: lossCases(),
  examples: [
    { outputs: [[2, 0, 0.5]], labels: [0] },
    { outputs: [[1, 0, 0.5]], labels: [0] },
  ],
  got: (given) => judge('multiMargin', given),
  wanted: (given) => judged('multiMargin', given),
  tolerance: rounded,
  suspects: lossMistakes.multiMargin,
  why: 'The output of the label should be larger than every other one by 1. Where it is, nothing is lost and nothing pulls; where it is not, that class is pushed down by 1/(N·C) and the label up by as much, once for each such class.',
  look: readme('The multi-margin loss'),
});

law<LossCase>({
  task: '8.1',
  claim: 'meanSquaredError: the mean of (x − t)² over all numbers, and 2(x − t) / (N·C)',
  points: 1,
  given: lossCases(),
  examples: [{ outputs: [[1, 2]], labels: [0] }],
  got: (given) => judge('meanSquaredError', given),
  wanted: (given) => judged('meanSquaredError', given),
  tolerance: rounded,
  suspects: lossMistakes.meanSquaredError,
  why: 'There are N·C differences, and each counts the same. Of (1, 2) with the label 0 they are 0 and 2, and the loss is (0 + 4) / 2.',
  look: readme('Distances to the one-hot row'),
});

law<LossCase>({
  task: '8.1',
  claim: 'meanAbsoluteError: the mean of |x − t| over all numbers, and sign(x − t) / (N·C)',
  points: 1,
  given: lossCases(),
  examples: [{ outputs: [[1, 2]], labels: [0] }],
  got: (given) => judge('meanAbsoluteError', given),
  wanted: (given) => judged('meanAbsoluteError', given),
  tolerance: rounded,
  suspects: lossMistakes.meanAbsoluteError,
  why: 'The slope of |d| is 1 where d > 0, −1 where d < 0, and 0 at 0 by convention: a small difference pulls as hard as a large one.',
  look: readme('Distances to the one-hot row'),
});

law<LossCase>({
  task: '8.1',
  claim: 'crossEntropy and `nll` are right for outputs of ±1000',
  points: 1,
  given: lossCases(extremes),
  examples: [
    { outputs: [[1000, -1000]], labels: [1] },
    { outputs: [[1000, 999, 1000]], labels: [2] },
    { outputs: [[-1000, -1000, -999]], labels: [0] },
  ],
  draws: 30,
  async got(given) {
    return {
      crossEntropy: await judge('crossEntropy', given),
      nll: await judgeBy('nll', given),
    };
  },
  wanted(given) {
    const right = judged('crossEntropy', given);
    return { crossEntropy: right, nll: right };
  },
  tolerance: farOut,
  why: 'exp(1000) is infinite. Subtract the largest number of each row first: the log-softmax stays the same, and all exponentials lie between 0 and 1. And never take the logarithm of a softmax that may be 0.',
  look: readme('The log-softmax'),
});

const criteria = {
  'cross-entropy': 'crossEntropy',
  nll: 'crossEntropy',
  'multi-margin': 'multiMargin',
  mse: 'meanSquaredError',
  mae: 'meanAbsoluteError',
} as const;

law({
  task: '8.1',
  claim: 'lossOf finds the loss by its name; `nll` has a log-softmax in front',
  points: 1,
  given: fc.record({
    criterion: fc.constantFrom(
      'cross-entropy' as const,
      'nll' as const,
      'multi-margin' as const,
      'mse' as const,
      'mae' as const,
    ),
    loss: lossCases(),
  }),
  show: ({ criterion, loss }) => ({ criterion, ...loss }),
  got: ({ criterion, loss }) => judgeBy(criterion, loss),
  wanted: ({ criterion, loss }) => judged(criteria[criterion], loss),
  tolerance: rounded,
  suspects: [
    {
      says: 'Yours gives the outputs to the negative log-likelihood as they are: a log-softmax goes in front.',
      as: ({ criterion, loss }) =>
        judged(criterion === 'nll' ? 'negativeLogLikelihood' : criteria[criterion], loss),
    },
    {
      says: 'Your `nll` has a log-softmax in front, but its gradient does not go back through it.',
      as: ({ criterion, loss }) => ({
        loss: judged(criteria[criterion], loss).loss,
        gradient: judged(criterion === 'nll' ? 'negativeLogLikelihood' : criteria[criterion], loss)
          .gradient,
      }),
    },
  ],
  why: 'A network gives any numbers. The negative log-likelihood wants logarithms of probabilities, so the log-softmax makes them; then the gradient has one more step to go back. Together that is the cross-entropy.',
  look: readme('Two ways to one loss'),
});

law<RecordedLoss>({
  task: '8.1',
  claim: 'all five losses and their gradients are those that PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedLosses),
  examples: recordedLosses,
  draws: 0,
  show: ({ name, case: title, outputs, labels }) => ({ loss: name, case: title, outputs, labels }),
  got: ({ name, outputs, labels }) => judge(name, { outputs, labels }),
  wanted: ({ loss, gradient }) => ({ loss, gradient }),
  tolerance: farOut,
  why: 'Four batches went through cross_entropy, nll_loss, multi_margin_loss, mse_loss and l1_loss of PyTorch, the last two with one-hot rows.',
  look: readme('The five'),
});

law<RecordedLogSoftmax>({
  task: '8.1',
  claim: 'the log-softmax and its way back are those that PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedLogSoftmaxes),
  examples: recordedLogSoftmaxes,
  draws: 0,
  show: ({ name, x, gradOutput }) => ({ case: name, x, gradOutput }),
  async got({ x, y, gradOutput }) {
    return { y: await logSoftmax(x), gradient: await logSoftmaxBackward(y, gradOutput) };
  },
  wanted: ({ y, gradient }) => ({ y, gradient }),
  tolerance: farOut,
  why: 'Two batches went through log_softmax of PyTorch and back, one of them with numbers in the hundreds.',
  look: readme('The log-softmax'),
});
