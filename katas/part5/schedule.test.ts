import fc from 'fast-check';
import * as subject from '#kata/part5/schedule';
import * as training from '#kata/part5/train';
import { seeds } from '#src/laws/arbitraries';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  imagesWith,
  linearOf,
  networkWith,
} from '#src/laws/definitions/gradient-descent/classifier';
import { describe } from '#src/laws/snapshot';
import {
  columnsOf,
  dataOfTraining,
  indicesOf,
  shownTraining,
} from '#src/laws/definitions/gradient-descent/classifier-training-cases';
import { checkedRecords, onePixelModel } from '#src/laws/definitions/epoch/driver';
import { dataOf, type OnePixelEach } from '#src/laws/definitions/gradient-descent/one-pixel-each';
import {
  observed,
  rateOf,
  scheduledCases,
  scheduleMistakes,
  schedules,
  trainedOnSchedule,
  type Phase,
  type ScheduledCase,
} from '#src/laws/definitions/gradient-descent/schedules';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call, callAtOnce, listenerOf } from '#src/laws/subject';
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
  got: ({ schedule, epoch }) => callAtOnce(subject, 'learningRateAt', schedule, epoch),
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
    const first = (learningRate: number) =>
      callAtOnce(subject, 'learningRateAt', [{ fromEpoch: 0, learningRate }], by);
    mustCompute(await first(0.5), await first(0.25));
    const late = schedule.map((phase) => ({ ...phase, fromEpoch: phase.fromEpoch + by }));
    await refuses(callAtOnce(subject, 'learningRateAt', late, 9), [by]);
    const { fromEpoch } = schedule.at(-1)!;
    const later: Phase = { fromEpoch: fromEpoch + 9, learningRate: 0.0625 };
    for (const wrong of [fromEpoch, Math.max(0, fromEpoch - by)]) {
      const back: Phase[] = [...schedule, { fromEpoch: wrong, learningRate: 0.125 }];
      for (const phases of [back, [...back, later]]) {
        for (const epoch of [0, 9]) {
          await refuses(callAtOnce(subject, 'learningRateAt', phases, epoch), [wrong]);
        }
      }
    }
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
      const records = await call(
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
    await bareCall();
    if (isSame(losses, await lossesOfTwoEpochs({ ...given, seed: given.seed + 1 }))) {
      throw new Unlawful('another seed gives the same order');
    }
    const phases = [given.learningRate, 2 * given.learningRate];
    if (!isSame(losses, await lossesOfTwoEpochs(given, phases))) {
      throw new Unlawful(
        'with a second phase from epoch 1, the orders are others than with one phase',
      );
    }
  },
  why: 'Batch size, seed and the number of the epoch all go on to each epoch’s training. An epoch that does not know its number repeats the order of the first one.',
  look,
});

/** Without options, batches have 50 samples, and every tenth step is recorded. */
const bareCall = () =>
  freeing(async () => {
    const linear = { kernel: [[0.25, 0], [0, 0.25]], bias: [0, 0] }; // prettier-ignore
    const model = await modelOf(networkWith([1, 2, 1], linear));
    const labels = Array.from({ length: 502 }, (_, i) => i % 2);
    const data = imagesWith([1, 2, 1], labels.map((label) => [51, 255 * label]), labels); // prettier-ignore
    const split = { train: [...labels.keys()].slice(0, 501), validation: [501] };
    const schedule = [{ fromEpoch: 0, learningRate: 0.1 }];
    const records = await call(subject, 'trainOnSchedule', model, schedule, 1, data, split);
    const steps = checkedRecords(records).map(({ step }) => step);
    if (steps.join() === '10') return;
    throw new Unlawful(
      `without options, an epoch of 501 samples has one record, of step 10; got ${describe(steps.join(', '))}`,
    );
  });

/** A loss for every sample, in the order of their use, at a rate that changes nothing to speak of. */
const lossesOfTwoEpochs = (
  given: OnePixelEach,
  rates: readonly number[] = [given.learningRate],
): Promise<number[]> =>
  freeing(async () => {
    const { train, validation, batchSize, seed } = given;
    const model = await onePixelModel(given);
    const schedule = rates.map((learningRate, fromEpoch) => ({ fromEpoch, learningRate }));
    const heard: unknown[] = [];
    const onRecord = listenerOf((record: unknown) => heard.push(record));
    const options = { batchSize, seed, every: 1, onRecord };
    const split = { train, validation };
    const records = await call(
      subject,
      'trainOnSchedule',
      model,
      schedule,
      2,
      dataOf(given),
      split,
      options,
    );
    if (Array.isArray(records) && heard.length !== records.length) {
      throw new Unlawful(`onRecord heard ${heard.length} of ${records.length} records`);
    }
    const wanted = 2 * train.length;
    if (Array.isArray(records) && records.length === wanted) return records.map(({ loss }) => loss);
    throw new Unlawful(`two epochs in batches of one sample have ${wanted} steps, recorded each`, {
      got: records,
    });
  });

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.every((loss, i) => Math.abs(loss - b[i]) < 1e-4);

law<ScheduledCase>({
  task: '5.4',
  claim: 'epochs are trained one after the other, as trainEpoch would be called for each',
  points: 1,
  given: scheduledCases.filter(({ samples, validation }) => samples - validation > 3),
  draws: 8,
  show: ({ samples, epochs }) => ({ samples, epochs, batchSize: 2 }),
  got: (given) =>
    afterwards(given, (model, data, split) => {
      const { schedule, epochs } = given;
      const options = { batchSize: 2, every: 1, seed: 3 };
      return call(subject, 'trainOnSchedule', model, schedule, epochs, data, split, options);
    }),
  wanted: (given) =>
    afterwards(given, async (model, data, split) => {
      const records: object[] = [];
      for (let epoch = 0; epoch < given.epochs; epoch++) {
        const rate = rateOf(given.schedule, epoch);
        const options = { batchSize: 2, every: 1, seed: 3, epoch };
        records.push(...(await call(training, 'trainEpoch', model, rate, data, split, options)));
      }
      return records;
    }),
  tolerance: { absolute: 1e-5, relative: 1e-5 },
  why: 'An epoch begins at the weights that the one before has left: it has to be waited for (`await`). Wanted are the losses and the weights after calling your own trainEpoch for each epoch at its rate.',
  look,
});

/** Losses and weights after a training of a case's classifier. */
const afterwards = (
  given: ScheduledCase,
  train: (
    model: Awaited<ReturnType<typeof modelOf>>,
    data: ReturnType<typeof dataOfTraining>,
    split: ReturnType<typeof indicesOf>,
  ) => Promise<unknown>,
) =>
  freeing(async () => {
    const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
    const records = checkedRecords(await train(model, dataOfTraining(given), indicesOf(given)));
    const [kernel, bias] = await weightsOf(model);
    return { ...columnsOf(records, 'step', 'loss', 'validationAccuracy'), kernel, bias };
  });
