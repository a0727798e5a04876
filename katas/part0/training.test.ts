import fc from 'fast-check';
import * as subject from '#kata/part0/training';
import { quarters, vector } from '#src/laws/arbitraries';
import { different, workingLaw, type Work } from '#src/laws/definitions/at-work';
import { hasShape, isUntouched, refuses } from '#src/laws/expectations';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';

interface Step {
  before: number[];
  gradient: number[];
  learningRate: number;
}

/** One step of plain SGD. */
const after = ({ before, gradient, learningRate }: Step) =>
  before.map((parameter, i) => parameter - learningRate * gradient[i]);

const recovered = (step: Step) =>
  call(subject, 'gradientFromIterates', step.before, after(step), step.learningRate);

/** Mostly short numbers, sometimes as small as the gradients of a deep network of sigmoids. */
const gradients = fc.oneof(
  { arbitrary: quarters(), weight: 3 },
  { arbitrary: fc.integer({ min: -9, max: 9 }).map((n) => n / 2 ** 20), weight: 1 },
);

const steps: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 4 }).chain((length) =>
  fc.record({
    before: vector(length, quarters()),
    gradient: vector(length, gradients),
    learningRate: fc.constantFrom(1, 0.5, 0.25, 0.1, 0.01, 0.001),
  }),
);

const shown = (step: Step) => ({
  before: step.before,
  after: after(step),
  learningRate: step.learningRate,
});

law({
  task: '0.3',
  claim: 'one step of SGD gives its gradient back',
  points: 1,
  given: steps,
  show: shown,
  got: recovered,
  wanted: ({ gradient }) => gradient,
  // `after` is rounded to 4e-16 of at most 6, and the division by 0.001 makes 5e-13 of that.
  tolerance: { absolute: 1e-11, relative: 0 },
  suspects: [
    {
      says: 'Yours has the wrong sign: SGD subtracts γ times the gradient, so the gradient is before − after, over γ.',
      as: ({ gradient }) => gradient.map((g) => -g),
    },
    {
      says: 'Yours is the step itself, before − after: divide it by the learning rate.',
      as: ({ gradient, learningRate }) => gradient.map((g) => g * learningRate),
    },
    {
      says: 'Yours is after − before, not yet divided by the learning rate, and with the wrong sign.',
      as: ({ gradient, learningRate }) => gradient.map((g) => -g * learningRate),
    },
    {
      says: 'Yours multiplies by the learning rate: the step is γ times the gradient, so divide.',
      as: ({ gradient, learningRate }) => gradient.map((g) => g * learningRate ** 2),
    },
    {
      says: 'Yours takes the absolute value: a gradient has a sign.',
      as: ({ gradient }) => gradient.map(Math.abs),
    },
  ],
  why: 'The step was after = before − γ·gradient. Solved for the gradient: (before − after) / γ, for each parameter by itself.',
  look: 'katas/part0/README.md, "A gradient from two iterates".',
});

const fittingStep = fc
  .record({
    before: different(3),
    gradient: different(3),
    learningRate: fc.constantFrom(0.5, 0.25),
  })
  .map((step): [number[], number[], number] => [step.before, after(step), step.learningRate]);

const recovering: Work<[before: number[], after: number[], learningRate: number]> = {
  examples: [[[[1, 2, -1], [0.5, 2.25, 0.5], 0.5], [[2, -1, 3], [1, -3, 0.5], 0.5]]], // prettier-ignore
  drawn: fc.tuple(fittingStep, fittingStep),
  got: (...args) => call(subject, 'gradientFromIterates', ...args),
  wanted: (before, then, learningRate) => before.map((b, i) => (b - then[i]) / learningRate),
  names: ['before', 'after', 'learningRate'],
};

/** Iterates of different length, or a learning rate that moves nothing or uphill. */
const misfits = fc
  .record({
    step: steps,
    flaw: fc.oneof(
      fc.constantFrom(-1, 1, 2).map((more) => ({ more })),
      fc.constantFrom(0, -0.5).map((rate) => ({ rate })),
    ),
  })
  .map(({ step, flaw }) => {
    const { before } = step;
    if ('rate' in flaw) {
      return { before, after: before, learningRate: flaw.rate, numbers: [flaw.rate] };
    }
    const longer = [...after(step), 1, 1];
    const other = longer.slice(0, before.length + flaw.more);
    const { learningRate } = step;
    return { before, after: other, learningRate, numbers: [before.length, other.length] };
  });

workingLaw(recovering, {
  task: '0.3',
  claim: 'unequal lengths and learning rates ≤ 0 are refused clearly',
  points: 1,
  given: misfits,
  show: ({ before, after: other, learningRate }) => ({ before, after: other, learningRate }),
  check: ({ before, after: other, learningRate, numbers }) =>
    refuses(call(subject, 'gradientFromIterates', before, other, learningRate), numbers),
  why: 'Two lengths mean two different networks. And a learning rate of 0 moves nothing, whatever the gradient: 0 / 0 would be NaN, a silent one.',
  look: 'katas/part0/README.md, "Errors".',
});

workingLaw(recovering, {
  task: '0.3',
  claim: 'before and after are left as they were',
  points: 1,
  given: steps,
  show: shown,
  async check(step) {
    const given = { before: [...step.before], after: after(step) };
    const gradient = await call(
      subject,
      'gradientFromIterates',
      given.before,
      given.after,
      step.learningRate,
    );
    hasShape(gradient, [step.before.length]);
    isUntouched('before', step.before, given.before);
    isUntouched('after', after(step), given.after);
  },
  why: 'They are the parameters of a network that goes on training.',
  look: 'every assignment in your function: does one write into an argument?',
});

interface Schedule {
  samples: number;
  batchSize: number;
  epochs: number;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  samples: fc.integer({ min: 1, max: 20 }),
  batchSize: fc.integer({ min: 1, max: 8 }),
  epochs: fc.integer({ min: 0, max: 5 }),
});

/** Takes batch after batch until no sample is left. */
function countedBatches({ samples, batchSize }: Schedule): number {
  let batches = 0;
  for (let left = samples; left > 0; left -= batchSize) batches++;
  return batches;
}

const batchSuspects: Suspect<Schedule>[] = [
  {
    says: 'Yours leaves out the last batch when it is not full: round up, not down.',
    as: ({ samples, batchSize }) => Math.floor(samples / batchSize),
  },
  {
    says: 'Yours rounds to the nearest: a last batch of any size counts, so round up.',
    as: ({ samples, batchSize }) => Math.round(samples / batchSize),
  },
  {
    says: 'Yours always adds a batch: when the batch size divides the samples, nothing is left for it.',
    as: ({ samples, batchSize }) => Math.floor(samples / batchSize) + 1,
  },
  {
    says: 'Yours is not rounded: there is no half batch.',
    as: ({ samples, batchSize }) => samples / batchSize,
  },
  {
    says: 'Yours divides the batch size by the samples: it is the other way round.',
    as: ({ samples, batchSize }) => Math.ceil(batchSize / samples),
  },
];

law({
  task: '0.4',
  claim: 'an epoch uses every sample once; its last batch may be smaller',
  points: 1,
  given: schedules,
  show: ({ samples, batchSize }) => ({ samples, batchSize }),
  got: ({ samples, batchSize }) => call(subject, 'batchesPerEpoch', samples, batchSize),
  wanted: countedBatches,
  suspects: batchSuspects,
  why: 'Full batches are taken while they last; if samples are left over, they make one more, smaller batch. That is ⌈N/B⌉.',
  look: 'katas/part0/README.md, "Batch, epoch, iteration".',
});

law({
  task: '0.4',
  claim: 'iterations are epochs times batches per epoch',
  points: 1,
  given: schedules,
  got: ({ samples, batchSize, epochs }) => call(subject, 'iterations', samples, batchSize, epochs),
  wanted: (schedule) => schedule.epochs * countedBatches(schedule),
  suspects: [
    {
      says: 'Yours rounds once, at the end: every epoch has its own last batch, so round before you multiply.',
      as: ({ samples, batchSize, epochs }) => Math.ceil((epochs * samples) / batchSize),
    },
    {
      says: 'Yours is the samples seen: one iteration takes a whole batch.',
      as: ({ samples, epochs }) => samples * epochs,
    },
    {
      says: 'Yours leaves out the last batch of each epoch when it is not full.',
      as: ({ samples, batchSize, epochs }) => epochs * Math.floor(samples / batchSize),
    },
    {
      says: 'Yours is not rounded: every epoch has a whole number of batches.',
      as: ({ samples, batchSize, epochs }) => (epochs * samples) / batchSize,
    },
    {
      says: 'Yours is one epoch: multiply by the number of epochs.',
      as: countedBatches,
    },
  ],
  why: 'The parameters are updated once a batch. An epoch ends with its last batch, even a small one; the next epoch starts a new one.',
  look: 'katas/part0/README.md, "Batch, epoch, iteration".',
});
