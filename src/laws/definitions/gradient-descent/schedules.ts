import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import { trainLinear, type Trained } from './classifier-training.ts';
import { trainingCases, trainingOf, type TrainingCase } from './classifier-training-cases.ts';

/** A learning rate, and the epoch from which on it is used. */
export interface Phase {
  fromEpoch: number;
  learningRate: number;
}

/** One to three phases, the first from epoch 0. */
export const schedules: fc.Arbitrary<Phase[]> = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    rates: fc.shuffledSubarray([1, 0.5, 0.25, 0.125], { minLength: 3, maxLength: 3 }),
  })
  .map(({ lengths, rates }) =>
    [0, ...lengths].map((_, i) => ({
      fromEpoch: lengths.slice(0, i).reduce((sum, length) => sum + length, 0),
      learningRate: rates[i],
    })),
  );

export const rateOf = (schedule: readonly Phase[], epoch: number): number =>
  schedule.findLast(({ fromEpoch }) => fromEpoch <= epoch)!.learningRate;

/** A classifier that is trained on a schedule, an epoch a step. */
export interface ScheduledCase extends TrainingCase {
  schedule: Phase[];
}

export const scheduledCases: fc.Arbitrary<ScheduledCase> = fc
  .record({ training: trainingCases, schedule: schedules, more: fc.integer({ min: 0, max: 3 }) })
  .map(({ training, schedule, more }) => ({
    ...training,
    optimizer: 'sgd' as const,
    schedule,
    epochs: more === 0 ? 0 : schedule.at(-1)!.fromEpoch + more,
  }));

interface ScheduleRules {
  rate(schedule: readonly Phase[], epoch: number): number;
  /** Whether a phase begins with the weights that the training began with. */
  beginsAnew: boolean;
}

/** The training by the definition or by other rules; its records too, but without clear margins. */
export function trainedOnSchedule(
  given: ScheduledCase,
  { rate = rateOf, beginsAnew = false }: Partial<ScheduleRules> = {},
): Trained {
  const training = { ...trainingOf(given), steps: 1 };
  let linear = { kernel: training.kernel, bias: training.bias };
  const records: Trained['records'] = [];
  for (let epoch = 0; epoch < given.epochs; epoch++) {
    const isChange = given.schedule.some(({ fromEpoch }) => fromEpoch === epoch);
    const start = isChange && beginsAnew ? training : linear;
    const { kernel, bias } = start;
    const learningRate = rate(given.schedule, epoch);
    const next = trainLinear({ ...training, kernel, bias, learningRate });
    records.push({ ...next.records[0], step: epoch + 1 });
    linear = { kernel: next.kernel, bias: next.bias };
  }
  return { ...linear, records };
}

const as =
  (rules: Partial<ScheduleRules>) =>
  (given: ScheduledCase): unknown =>
    observed(trainedOnSchedule(given, rules));

/** What the law looks at: the weights, and the losses of the steps. */
export const observed = ({ kernel, bias, records }: Trained) => ({
  steps: records.map(({ step }) => step),
  losses: records.map(({ loss }) => loss),
  kernel,
  bias,
});

/** What a scheduled training gives that is wrong in a common way. */
export const scheduleMistakes: readonly Suspect<ScheduledCase>[] = [
  {
    says: 'Yours begins anew when the rate changes: the network must keep what it has learned.',
    as: as({ beginsAnew: true }),
  },
  {
    says: 'Yours trains at the first rate throughout.',
    as: as({ rate: (schedule) => schedule[0].learningRate }),
  },
  {
    says: 'Yours changes the rate one epoch too late: a phase begins with epoch `fromEpoch`.',
    as: as({ rate: (schedule, epoch) => rateOf(schedule, Math.max(0, epoch - 1)) }),
  },
  {
    says: 'Yours changes the rate one epoch too early: the first epoch is epoch 0.',
    as: as({ rate: (schedule, epoch) => rateOf(schedule, epoch + 1) }),
  },
];
