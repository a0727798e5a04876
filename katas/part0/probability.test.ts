import fc from 'fast-check';
import recorded from '../../fixtures/pytorch/activations.json' with { type: 'json' };
import * as subject from '#kata/part0/probability';
import { matrix, quarters, vector } from '#src/laws/arbitraries';
import { workingLaw } from '#src/laws/definitions/at-work';
import { crossEntropiesOf, mean, softmaxOf, sum } from '#src/laws/definitions/softmax/softmax';
import {
  extremeLogits,
  labelledCases,
  logitsCases,
  logitShapes,
} from '#src/laws/definitions/softmax/cases';
import {
  extremeLossSuspects,
  lossSuspects,
  naiveSoftmax,
  overflowSuspects,
  softmaxSuspects,
} from '#src/laws/definitions/softmax/mistakes';
import { lossWork, softmaxWork } from '#src/laws/definitions/softmax/work';
import { hasShape, isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';

const softmax = (logits: number[][]) => call(subject, 'softmax', logits);
const crossEntropy = (logits: number[][], labels: number[]) =>
  call(subject, 'crossEntropy', logits, labels);

/**
 * Small logits: a few float64 roundings of numbers up to 10, each 1e-16 of them.
 * Logits of ±1000: the roundings are 1e-13 when 1000 + ln Σ is formed first.
 * Both lie far below the 1e-9 or more that is often added "for safety".
 */
const small = { absolute: 1e-13, relative: 1e-13 };
const large = { absolute: 2e-12, relative: 1e-12 };

type Recorded = (typeof recorded.softmaxCrossEntropy)[number];

law({
  task: '0.1',
  claim: 'every row is a distribution: nothing below 0, and a sum of 1',
  points: 1,
  given: logitsCases(),
  async check({ logits }) {
    const probabilities = await softmax(logits);
    hasShape(probabilities, [logits.length, logits[0].length]);
    probabilities.forEach((row, n) => {
      const total = sum(Array.from(row));
      if (!row.every((p) => p >= 0) || !(Math.abs(total - 1) <= 1e-12)) {
        throw new Unlawful(`row ${n} is no distribution: its sum is ${total}`, { probabilities });
      }
    });
  },
  why: 'One of the classes is the right one, so their probabilities share 1 between them. Each row is an example of its own.',
  look: 'katas/part0/README.md, "Softmax".',
});

workingLaw(softmaxWork(softmax), {
  task: '0.1',
  claim: 'a larger logit gets a larger probability',
  points: 1,
  given: logitsCases(),
  async check({ logits }) {
    const probabilities = await softmax(logits);
    hasShape(probabilities, [logits.length, logits[0].length]);
    logits.forEach((row, n) => {
      const p = probabilities[n];
      for (const [a, larger] of row.entries()) {
        const b = row.findIndex((smaller, k) => smaller < larger && !(p[k] < p[a]));
        if (b === -1) continue;
        const says = `in row ${n}, logit ${a} is larger than logit ${b}, but its probability is not`;
        throw new Unlawful(says, { probabilities });
      }
    });
  },
  why: 'exp grows with its argument, and the whole row is divided by the same sum. So the class with the largest logit is always the most probable one.',
  look: 'katas/part0/README.md, "Softmax".',
});

workingLaw(softmaxWork(softmax), {
  task: '0.1',
  claim: 'adding a constant to every logit of a row changes nothing',
  points: 1,
  given: logitShapes.chain(([batch, classes]) =>
    fc.record({
      logits: matrix(batch, classes, quarters()),
      constants: vector(batch, fc.integer({ min: -9, max: 9 })), // one a row
    }),
  ),
  got: ({ logits, constants }) =>
    softmax(logits.map((row, n) => row.map((logit) => logit + constants[n]))),
  wanted: ({ logits }) => softmax(logits),
  tolerance: small,
  why: 'exp(x + c) = exp(x)·exp(c), and exp(c) cancels in the fraction. Only differences of logits count; that is what makes the trick for large logits possible.',
  look: 'katas/part0/README.md, "Large logits".',
});

law({
  task: '0.1',
  claim: 'it equals exp(logit) / Σ exp(logits)',
  points: 1,
  given: logitsCases(),
  got: ({ logits }) => softmax(logits),
  wanted: naiveSoftmax, // the definition itself: logits of at most 3 do not overflow
  tolerance: small,
  suspects: softmaxSuspects,
  why: 'This is the definition: exp makes every score positive, and the division by the sum of the row makes them share 1.',
  look: 'katas/part0/README.md, "Softmax".',
});

law({
  task: '0.1',
  claim: 'logits of ±1000 give the right probabilities, never NaN',
  points: 1,
  given: logitsCases(extremeLogits()),
  got: ({ logits }) => softmax(logits),
  wanted: ({ logits }) => softmaxOf(logits),
  tolerance: large,
  suspects: overflowSuspects,
  why: 'Subtracting the largest logit of a row changes no probability (the law of the constant), and leaves only exp of numbers ≤ 0, which cannot overflow.',
  look: 'katas/part0/README.md, "Large logits".',
});

law<Recorded>({
  task: '0.1',
  claim: 'it gives what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recorded.softmaxCrossEntropy),
  examples: recorded.softmaxCrossEntropy,
  draws: 0,
  show: ({ logits }) => ({ logits }),
  got: ({ logits }) => softmax(logits),
  wanted: ({ probabilities }) => probabilities,
  tolerance: large,
  suspects: [...softmaxSuspects, ...overflowSuspects],
  why: 'These probabilities were recorded from torch.nn.functional.softmax, in float64.',
  look: 'katas/part0/README.md, "Softmax".',
});

workingLaw(softmaxWork(softmax), {
  task: '0.1',
  claim: 'the logits are left as they were',
  points: 1,
  given: logitsCases(),
  async check({ logits }) {
    const before = structuredClone(logits);
    const probabilities = await softmax(logits);
    hasShape(probabilities, [logits.length, before[0].length]);
    isUntouched('logits', before, logits);
  },
  why: 'The caller still needs them: the loss is computed from logits, not from probabilities.',
  look: 'the line that subtracts the maximum: does it write into the row that came in?',
});

law({
  task: '0.2',
  claim: 'when all logits of a row are equal, the loss is ln(classes)',
  points: 1,
  given: logitShapes.chain(([batch, classes]) =>
    fc.record({
      logits: vector(batch, quarters()).map((column) =>
        column.map((logit) => Array.from({ length: classes }, () => logit)),
      ),
      labels: vector(batch, fc.nat(classes - 1)),
    }),
  ),
  got: ({ logits, labels }) => crossEntropy(logits, labels),
  wanted: ({ logits }) => Math.log(logits[0].length),
  tolerance: small,
  suspects: [
    {
      says: 'Yours is ln of the number of examples: a row of logits holds the classes.',
      as: ({ logits }) => Math.log(logits.length),
    },
    ...lossSuspects,
  ],
  why: 'Equal logits say "I do not know": each class has probability 1/classes, and −ln(1/classes) = ln(classes). A new network for ten classes should start near ln 10 = 2.303.',
  look: 'katas/part0/README.md, "Cross-entropy".',
});

law({
  task: '0.2',
  claim: 'it is the mean over the batch of −ln p at the label',
  points: 1,
  given: labelledCases(),
  got: ({ logits, labels }) => crossEntropy(logits, labels),
  wanted: ({ logits, labels }) =>
    mean(naiveSoftmax({ logits }).map((row, n) => -Math.log(row[labels[n]]))),
  tolerance: small,
  suspects: lossSuspects,
  why: 'The loss of one example is −ln of the probability that its own class gets. The mean, not the sum, makes batches of different size comparable.',
  look: 'katas/part0/README.md, "Cross-entropy".',
});

law({
  task: '0.2',
  claim: 'a confident wrong answer costs the whole gap: 2000, not Infinity',
  points: 1,
  given: labelledCases(extremeLogits()),
  examples: [{ logits: [[1000, -1000]], labels: [1] }],
  got: ({ logits, labels }) => crossEntropy(logits, labels),
  wanted: ({ logits, labels }) => mean(crossEntropiesOf(logits, labels)),
  tolerance: large,
  suspects: [...lossSuspects, ...extremeLossSuspects],
  why: '−ln p = ln Σ exp(logits) − logit, and both are ordinary numbers: with logits 1000 and −1000 the wrong class costs 1000 − (−1000). A clamped loss is flat, so it teaches nothing exactly where the network is most wrong.',
  look: 'katas/part0/README.md, "From logits, not from probabilities".',
});

law<Recorded>({
  task: '0.2',
  claim: 'it gives what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recorded.softmaxCrossEntropy),
  examples: recorded.softmaxCrossEntropy,
  draws: 0,
  show: ({ logits, labels }) => ({ logits, labels }),
  got: ({ logits, labels }) => crossEntropy(logits, labels),
  wanted: ({ meanLoss }) => meanLoss,
  tolerance: large,
  suspects: [...lossSuspects, ...extremeLossSuspects],
  why: 'These losses were recorded from torch.nn.functional.cross_entropy, in float64.',
  look: 'katas/part0/README.md, "Cross-entropy".',
});

/** Labels that do not fit: one too many or too few, or one that is no class. */
const misfits = logitShapes.chain(([batch, classes]) => {
  const labels = vector(batch, fc.nat(classes - 1));
  const miscounted = fc
    .tuple(fc.constantFrom(-1, 1, 2), fc.nat(classes - 1))
    .chain(([more, label]) =>
      labels.map((fit) =>
        more < 0 ? fit.slice(0, more) : [...fit, ...Array.from({ length: more }, () => label)],
      ),
    )
    .map((wrong) => ({ labels: wrong, numbers: [batch, wrong.length] }));
  const misnamed = fc
    .tuple(labels, fc.nat(batch - 1), fc.constantFrom(classes, classes + 1, -1, 0.5))
    .map(([fit, at, label]) => ({ labels: fit.with(at, label), numbers: [label, classes] }));
  return fc.record({
    logits: matrix(batch, classes, quarters()),
    misfit: fc.oneof(miscounted, misnamed),
  });
});

workingLaw(lossWork(crossEntropy), {
  task: '0.2',
  claim: 'labels that do not fit are refused with a clear error',
  points: 1,
  given: misfits,
  show: ({ logits, misfit }) => ({ logits, labels: misfit.labels }),
  check: ({ logits, misfit: { labels, numbers } }) =>
    refuses(crossEntropy(logits, labels), numbers),
  why: 'A label too few, or a class that does not exist, is a mistake of the caller. Without an error it becomes NaN, or a loss of other examples, and is found hours later.',
  look: 'katas/part0/README.md, "Errors".',
});

workingLaw(lossWork(crossEntropy), {
  task: '0.2',
  claim: 'logits and labels are left as they were',
  points: 1,
  given: labelledCases(),
  async check({ logits, labels }) {
    const before = structuredClone({ logits, labels });
    hasShape(await crossEntropy(logits, labels), []);
    isUntouched('logits', before.logits, logits);
    isUntouched('labels', before.labels, labels);
  },
  why: 'The same logits are needed for the gradient, the same labels for the accuracy.',
  look: 'every assignment in your function: does one write into an argument?',
});
