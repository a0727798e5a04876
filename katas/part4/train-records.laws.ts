import fc from 'fast-check';
import {
  imagesWith,
  linearOf,
  networkWith,
} from '#src/laws/definitions/gradient-descent/classifier';
import { columnsOf } from '#src/laws/definitions/gradient-descent/classifier-training-cases';
import { recordsOf as epochRecords, type StepRecord } from '#src/laws/definitions/epoch/driver';
import { heardAtOnce } from '#src/laws/definitions/epoch/listener';
import { evenRecords } from '#src/laws/definitions/epoch/recorded-steps';
import {
  gradientCases,
  magnitudeByDefinition,
  magnitudeMistakes,
  shownGradient,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient-cases';
import type { GradientCase } from '#src/laws/definitions/gradient-descent/first-layer-gradient';
import {
  dataOfSgd,
  recordMistakes,
  sgdCases,
  sgdOf,
  shownSgd,
  type SgdCase,
} from '#src/laws/definitions/gradient-descent/sgd-training-cases';
import type { SgdTrained } from '#src/laws/definitions/gradient-descent/sgd-training';
import {
  magnitudeByWeights,
  type Nested,
} from '#src/laws/definitions/gradient-descent/weight-steps';
import { law, Unlawful, type Suspect } from '#src/laws/law';
import { listenerOf } from '#src/laws/subject';
import { freeing, modelOf, weightsOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

const look = 'katas/part4/README.md, "Records".';

law<SgdCase>({
  task: '4.4',
  claim:
    'a record holds the loss of a step’s batch and its gradient’s magnitude, both before the update',
  points: 2,
  given: sgdCases,
  draws: 25,
  show: shownSgd,
  got: async (given) => fieldsOf(await recordsOf(given)),
  wanted: (given) => fieldsOf(sgdOf(given).records),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  suspects: recordMistakes.map(({ says, as }): Suspect<SgdCase> => ({
    says,
    as: (given) => fieldsOf((as(given) as SgdTrained).records),
  })),
  why: 'The weights of a step give its loss and its gradient, and then the gradient moves them. Measured later, one of the two would belong to other weights, and the curves would not fit together.',
  look,
});

law<GradientCase>({
  task: '4.4',
  claim: 'the recorded magnitude is the length of the first layer’s step over the learning rate',
  points: 1,
  given: gradientCases(fc.constantFrom(0, 1)), // as levels 0 and 255: sums into a ReLU stay exact
  draws: 20,
  show: shownGradient,
  got: (given) =>
    freeing(async () => {
      const learningRate = 0.5;
      const levels = given.images.map((image) => image.flat(2).map((pixel) => 255 * pixel));
      const data = imagesWith(given.imageShape, levels, given.labels);
      const model = await modelOf(given);
      const [before] = (await weightsOf(model)) as Nested[];
      const split = { train: [...given.labels.keys()], validation: [] };
      const options = { every: 1 };
      const records = await epochRecords(train, { model, learningRate, data, split, options });
      const [after] = (await weightsOf(model)) as Nested[];
      return {
        recorded: records.map(({ gradientMagnitude }) => gradientMagnitude),
        'from the weights': magnitudeByWeights({ before, after, learningRate }),
      };
    }),
  wanted: (given) => {
    const magnitude = magnitudeByDefinition(given);
    return { recorded: [magnitude], 'from the weights': magnitude };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  suspects: magnitudeMistakes.map(({ says, as }): Suspect<GradientCase> => ({
    says,
    as: (given) => ({ recorded: [as(given)], 'from the weights': magnitudeByDefinition(given) }),
  })),
  why: 'All samples fit into one batch here, so the epoch is one step. W is the first layer’s, and the step moves it by learningRate · ∂loss/∂W, so the gradient and the weights give the same number.',
  look: 'katas/part4/README.md, "From two consecutive weights".',
});

law(evenRecords({ task: '4.4', points: 1, look, train }));

law<SgdCase>({
  task: '4.4',
  claim: 'onRecord hears of every record',
  points: 1,
  given: sgdCases,
  draws: 5,
  show: shownSgd,
  async check(given) {
    const heard: object[] = [];
    const records = await recordsOf(given, (record) => heard.push(record));
    if (records.length === 0) throw new Unlawful('the epochs gave no record, with every = 1');
    if (JSON.stringify(heard) === JSON.stringify(records)) return;
    throw new Unlawful(
      `onRecord was called ${heard.length} times, not with the ${records.length} records that the epochs gave`,
      { heard, records },
    );
  },
  why: 'A training takes minutes. Whoever watches, such as the experiment with its curves, wants each record when it is made, and not only at the end of the epoch.',
  look,
});

law(heardAtOnce({ task: '4.4', points: 1, look, train }));

const fieldsOf = (records: readonly object[]) =>
  columnsOf(records as SgdTrained['records'], 'step', 'loss', 'gradientMagnitude');

/** The records of all epochs, with `onRecord` where it is given. */
const recordsOf = (given: SgdCase, onRecord?: (record: object) => void): Promise<StepRecord[]> =>
  freeing(async () => {
    const { learningRate, batchSize, epochs } = given;
    const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
    const listener = onRecord === undefined ? {} : { onRecord: listenerOf(onRecord) };
    const all: StepRecord[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      const options = { epoch, batchSize, every: 1, ...listener };
      const now = { model, learningRate, ...dataOfSgd(given), options };
      all.push(...(await epochRecords(train, now)));
    }
    return all;
  });
