import fc from 'fast-check';
import recorded from '../../fixtures/pytorch/activations.json' with { type: 'json' };
import * as subject from '#kata/part0/cross-entropy-gradient';
import { workingLaw } from '#src/laws/definitions/at-work';
import { crossEntropiesOf, mean, softmaxOf, sum } from '#src/laws/definitions/softmax/softmax';
import { labelledCases, type LabelledCase } from '#src/laws/definitions/softmax/cases';
import { lossGradientWork } from '#src/laws/definitions/softmax/work';
import { hasShape, isUntouched } from '#src/laws/expectations';
import { law, Unlawful, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';

const gradient = ({ logits, labels }: LabelledCase) =>
  call(subject, 'crossEntropyGradient', logits, labels);

const working = lossGradientWork((logits, labels) => gradient({ logits, labels }));

const meanLoss = ({ logits, labels }: LabelledCase) => mean(crossEntropiesOf(logits, labels));

const STEP = 1e-4;

/** (L(z + h) − L(z − h)) / 2h for every logit z, rounded to nine places to be readable. */
function centralDifferences({ logits, labels }: LabelledCase): number[][] {
  const lossWith = (n: number, k: number, logit: number) =>
    meanLoss({ logits: logits.with(n, logits[n].with(k, logit)), labels });
  return logits.map((row, n) =>
    row.map((z, k) => {
      const slope = (lossWith(n, k, z + STEP) - lossWith(n, k, z - STEP)) / (2 * STEP);
      return Math.round(slope * 1e9) / 1e9;
    }),
  );
}

/** What is left of (softmax − onehot) / batch when a piece of it is another. */
const instead =
  (element: (p: number, hit: number, batch: number, classes: number) => number) =>
  ({ logits, labels }: LabelledCase) =>
    softmaxOf(logits).map((row, n) =>
      row.map((p, k) => element(p, k === labels[n] ? 1 : 0, logits.length, row.length)),
    );

const suspects: Suspect<LabelledCase>[] = [
  {
    says: 'Yours is not divided by the number of examples: the loss is a mean.',
    as: instead((p, hit) => p - hit),
  },
  {
    says: 'Yours has the wrong sign: it is softmax − onehot.',
    as: instead((p, hit, batch) => (hit - p) / batch),
  },
  {
    says: 'Yours is divided by the number of classes: divide by the number of examples.',
    as: instead((p, hit, _, classes) => (p - hit) / classes),
  },
  {
    says: 'Yours is the softmax alone: the 1 at the label is not yet subtracted.',
    as: instead((p, _, batch) => p / batch),
  },
  {
    says: 'Yours is the gradient at the label alone: the other logits push too, each by its probability.',
    as: instead((p, hit, batch) => (hit * (p - 1)) / batch),
  },
  {
    says: 'Yours is the gradient with respect to the probabilities, −1/p: go on through the softmax.',
    as: instead((p, hit, batch) => (hit === 0 ? 0 : -1 / p / batch)),
  },
];

law({
  task: '0.9',
  claim: 'it passes the gradient check',
  points: 1,
  given: labelledCases(),
  got: gradient,
  wanted: centralDifferences,
  // Truncation: h²/6 times a third derivative below 0.1, 2e-10; float64: 2e-15 / h, 2e-11;
  // the rounding to nine places: 5e-10.
  tolerance: { absolute: 2e-9, relative: 0 },
  suspects,
  why: 'Moving one logit by a little changes the loss by gradient times that little. The differences were taken of the cross-entropy of task 0.2.',
  look: 'katas/part0/README.md, "The gradient of the cross-entropy".',
});

law({
  task: '0.9',
  claim: 'every row sums to 0, and only its label is below 0',
  points: 1,
  given: labelledCases(),
  async check(given) {
    const rows = await gradient(given);
    hasShape(rows, [given.logits.length, given.logits[0].length]);
    rows.forEach((row, n) => {
      const total = sum(Array.from(row));
      const isPushedUp = row[given.labels[n]] < 0;
      if (isPushedUp && Math.abs(total) <= 1e-12) return;
      const says = isPushedUp ? `sums to ${total}` : 'does not push its label up (below 0)';
      throw new Unlawful(`row ${n} of the gradient ${says}`, { gradient: rows });
    });
  },
  why: 'Adding a constant to a whole row changes no probability, so it may not change the loss: the pushes of a row cancel. Only the logit of the label is pushed up.',
  look: 'katas/part0/README.md, "The gradient of the cross-entropy".',
});

law<(typeof recorded.softmaxCrossEntropy)[number]>({
  task: '0.9',
  claim: 'it gives what PyTorch’s autograd gave, for logits of ±1000 too',
  points: 1,
  given: fc.constantFrom(...recorded.softmaxCrossEntropy),
  examples: recorded.softmaxCrossEntropy,
  draws: 0,
  show: ({ logits, labels }) => ({ logits, labels }),
  got: gradient,
  wanted: ({ gradient: wanted }) => wanted,
  tolerance: { absolute: 1e-12, relative: 0 },
  suspects,
  why: 'These gradients were recorded from torch.nn.functional.cross_entropy, in float64.',
  look: 'katas/part0/README.md, "The gradient of the cross-entropy".',
});

workingLaw(working, {
  task: '0.9',
  claim: 'logits and labels are left as they were',
  points: 1,
  given: labelledCases(),
  async check({ logits, labels }) {
    const before = structuredClone({ logits, labels });
    hasShape(await gradient({ logits, labels }), [before.logits.length, before.logits[0].length]);
    isUntouched('logits', before.logits, logits);
    isUntouched('labels', before.labels, labels);
  },
  why: 'The gradient is a new array: the logits belong to the forward pass.',
  look: 'every assignment in your function: does one write into an argument?',
});
