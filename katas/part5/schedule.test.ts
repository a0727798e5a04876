import fc from 'fast-check';
import * as subject from '#kata/part5/schedule';
import { seeds } from '#src/laws/arbitraries';
import { linearOf, networkWith } from '#src/laws/definitions/classifier';
import {
  dataOfTraining,
  indicesOf,
  shownTraining,
} from '#src/laws/definitions/classifier-training-cases';
import { onePixelModel } from '#src/laws/definitions/epoch/driver';
import { dataOf, type OnePixelEach } from '#src/laws/definitions/one-pixel-each';
import {
  observed,
  rateOf,
  scheduledCases,
  scheduleMistakes,
  schedules,
  trainedOnSchedule,
  type Phase,
  type ScheduledCase,
} from '#src/laws/definitions/schedules';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call, callAsync } from '#src/laws/subject';
import { freeing, modelOf, weightsOf } from '#src/laws/tensors/models';

const look = 'katas/part5/README.md, "A schedule".';

law({
  task: '5.4',
  claim: 'the rate of an epoch is that of the last phase that has begun',
  points: 2,
  given: fc.record({ schedule: schedules, epoch: fc.integer({ min: 0, max: 9 }) }),
  examples: [
    {
      schedule: [
        { fromEpoch: 0, learningRate: 0.1 },
        { fromEpoch: 7, learningRate: 0.01 },
      ],
      epoch: 7,
    },
  ],
  got: ({ schedule, epoch }) => call(subject, 'learningRateAt', schedule, epoch),
  wanted: ({ schedule, epoch }) => rateOf(schedule, epoch),
  suspects: [
    {
      says: 'Yours changes the rate one epoch too late: a phase begins with epoch `fromEpoch`.',
      as: ({ schedule, epoch }) => rateOf(schedule, Math.max(0, epoch - 1)),
    },
    {
      says: 'Yours gives the first phase that has begun: wanted is the last one.',
      as: ({ schedule }) => schedule[0].learningRate,
    },
  ],
  why: 'A phase holds from its `fromEpoch` on, that epoch included, until the next one begins; the last one holds for good.',
  look,
});

law({
  task: '5.4',
  claim: 'a schedule that does not begin with epoch 0, or that goes back, is refused',
  points: 1,
  given: fc.record({ schedule: schedules, by: fc.integer({ min: 1, max: 5 }) }),
  draws: 30,
  async check({ schedule, by }) {
    const late = schedule.map((phase) => ({ ...phase, fromEpoch: phase.fromEpoch + by }));
    await refuses(call(subject, 'learningRateAt', late, 9), [by]);
    const { fromEpoch } = schedule.at(-1)!;
    const again: Phase[] = [...schedule, { fromEpoch, learningRate: 0.125 }];
    await refuses(call(subject, 'learningRateAt', again, 9), [fromEpoch]);
  },
  why: 'Without a phase from epoch 0 the first epoch has no rate. Two phases that begin together, or out of order, are a slip of the pen, and nobody can say which one was meant.',
  look: 'katas/part5/README.md, "Errors".',
});

law<ScheduledCase>({
  task: '5.4',
  claim: 'each epoch is trained at its rate, and a change of the rate keeps the network',
  points: 4,
  given: scheduledCases,
  draws: 25,
  show: ({ schedule, ...given }) => {
    const { optimizer: _, learningRate: __, ...shown } = shownTraining(given);
    const phases = schedule.map(
      ({ fromEpoch, learningRate }) => `${learningRate} from ${fromEpoch}`,
    );
    return { ...shown, schedule: phases.join(', ') };
  },
  got: (given) =>
    freeing(async () => {
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const [data, split] = [dataOfTraining(given), indicesOf(given)];
      const { schedule, epochs } = given;
      const before = structuredClone(schedule);
      const options = { every: 1 };
      const records = await callAsync(
        subject,
        'trainOnSchedule',
        model,
        schedule,
        epochs,
        data,
        split,
        options,
      );
      isUntouched('schedule', before, schedule);
      if (!Array.isArray(records))
        throw new Unlawful('wanted an array of records', { got: records });
      const [kernel, bias] = await weightsOf(model);
      return {
        steps: records.map(({ step }) => step),
        losses: records.map(({ loss }) => loss),
        kernel,
        bias,
      };
    }),
  wanted: (given) => observed(trainedOnSchedule(given)),
  tolerance: { absolute: 2e-4, relative: 2e-4 },
  suspects: scheduleMistakes,
  why: 'All training samples fit into one batch, so each epoch is one step. A new rate changes how far the next steps go, and nothing else: who builds the network again throws away what it has learned.',
  look,
});

law<OnePixelEach>({
  task: '5.4',
  claim: 'the options reach every epoch, and each epoch has an order of its own',
  points: 2,
  given: fc
    .record({ count: fc.integer({ min: 15, max: 18 }), seed: seeds })
    .map(({ count, seed }) => ({
      train: Array.from({ length: count }, (_, i) => i),
      validation: [count],
      batchSize: 1,
      classes: 3,
      learningRate: 1e-9,
      seed,
    })),
  draws: 5,
  show: ({ train, seed }) => ({ 'training samples': train.length, seed, epochs: 2 }),
  async check(given) {
    const losses = await lossesOfTwoEpochs(given);
    const [first, second] = [losses.slice(0, given.train.length), losses.slice(given.train.length)];
    if (isSame(first, second)) {
      throw new Unlawful('epochs 0 and 1 go through the samples in the same order');
    }
    if (!isSame(losses, await lossesOfTwoEpochs(given))) {
      throw new Unlawful(`with the seed ${given.seed}, the order is another one each time`);
    }
    if (isSame(losses, await lossesOfTwoEpochs({ ...given, seed: given.seed + 1 }))) {
      throw new Unlawful('another seed gives the same order');
    }
  },
  why: 'Batch size, seed and the number of the epoch all go on to each epoch’s training. An epoch that does not know its number repeats the order of the first one.',
  look,
});

/** A loss for every sample, in the order of their use, at a rate that changes nothing to speak of. */
const lossesOfTwoEpochs = (given: OnePixelEach): Promise<number[]> =>
  freeing(async () => {
    const { train, validation, batchSize, learningRate, seed } = given;
    const model = await onePixelModel(given);
    const schedule = [{ fromEpoch: 0, learningRate }];
    const options = { batchSize, seed, every: 1 };
    const split = { train, validation };
    const records = await callAsync(
      subject,
      'trainOnSchedule',
      model,
      schedule,
      2,
      dataOf(given),
      split,
      options,
    );
    const wanted = 2 * train.length;
    if (Array.isArray(records) && records.length === wanted) return records.map(({ loss }) => loss);
    throw new Unlawful(`two epochs in batches of one sample have ${wanted} steps, recorded each`, {
      got: records,
    });
  });

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.every((loss, i) => Math.abs(loss - b[i]) < 1e-4);
