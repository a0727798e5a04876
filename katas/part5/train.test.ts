import * as subject from '#kata/part5/train';
import { linearOf, networkWith } from '#src/laws/definitions/gradient-descent/classifier';
import {
  trainLinear,
  type Trained,
} from '#src/laws/definitions/gradient-descent/classifier-training';
import {
  columnsOf,
  dataOfTraining,
  indicesOf,
  manyValidationSamples,
  recordMistakes,
  shownTraining,
  stepMistakes,
  trainingCases,
  trainingOf,
  type TrainingCase,
} from '#src/laws/definitions/gradient-descent/classifier-training-cases';
import { leavesNoTensor, repeatable } from '#src/laws/definitions/epoch/housekeeping';
import { heardAtOnce } from '#src/laws/definitions/epoch/listener';
import { eachInItsMode } from '#src/laws/definitions/epoch/modes';
import { orderOfItsOwn, samplesChangeBatches } from '#src/laws/definitions/epoch/order';
import { evenRecords } from '#src/laws/definitions/epoch/recorded-steps';
import { severalBatches } from '#src/laws/definitions/epoch/several-batches';
import { allLayersLearn } from '#src/laws/definitions/epoch/two-layers';
import { sureOfItself } from '#src/laws/definitions/epoch/very-sure';
import { everySampleOnce, onlyTrainingSamples } from '#src/laws/definitions/epoch/used-samples';
import {
  rateOf,
  scheduledCases,
  trainedOnSchedule,
  type ScheduledCase,
} from '#src/laws/definitions/gradient-descent/schedules';
import { law, Unlawful, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, modelOf, weightsOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

const look = 'katas/part5/README.md, "An epoch at a rate".';
const about = { task: '5.2', look, train };

/** Three epochs or less, each of one step over all training samples. */
const sgdCases = trainingCases.filter(({ optimizer }) => optimizer === 'sgd');

const showSgd = (given: TrainingCase) => {
  const { optimizer: _, ...shown } = shownTraining(given);
  return shown;
};

/** Weights and records after a training of the subject. */
const trained = (
  given: TrainingCase,
  rate = (_epoch: number) => given.learningRate,
): Promise<Trained> =>
  freeing(async () => {
    const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
    const [data, split] = [dataOfTraining(given), indicesOf(given)];
    const records: object[] = [];
    for (let epoch = 0; epoch < given.epochs; epoch++) {
      const options = { epoch, every: 1 };
      const more: unknown = await call(
        subject,
        'trainEpoch',
        model,
        rate(epoch),
        data,
        split,
        options,
      );
      if (!Array.isArray(more)) throw new Unlawful('wanted an array of records', { got: more });
      records.push(...(more as object[]));
    }
    const [kernel, bias] = await weightsOf(model);
    return structuredClone({ kernel, bias, records }) as Trained;
  });

const weightsOnly = ({ kernel, bias }: Trained) => ({ kernel, bias });

/** The records as this part has them: without the training accuracy. */
const recordsOnly = ({ records }: Trained) =>
  columnsOf(records, 'step', 'loss', 'validationAccuracy');

const suspectsOf = (mistakes: readonly Suspect<TrainingCase>[], pick: (all: Trained) => unknown) =>
  mistakes.map(({ says, as }): Suspect<TrainingCase> => ({
    says,
    as: (given) => pick(as(given) as Trained),
  }));

law<ScheduledCase>({
  task: '5.2',
  claim: 'each batch moves the weights by −learningRate · the gradient of its mean cross-entropy',
  points: 3,
  given: scheduledCases.filter(({ epochs }) => epochs > 0),
  draws: 20,
  show: ({ schedule, epochs, ...given }) => {
    const { learningRate: _, epochs: __, ...shown } = showSgd({ ...given, epochs });
    const rates = Array.from({ length: epochs }, (_, epoch) => rateOf(schedule, epoch));
    return { ...shown, 'the rate of each epoch': rates };
  },
  got: async (given) => weightsOnly(await trained(given, (epoch) => rateOf(given.schedule, epoch))),
  wanted: (given) => weightsOnly(trainedOnSchedule(given)),
  tolerance: { absolute: 2e-4, relative: 2e-4 }, // float32 against float64, of weights around 1
  suspects: stepMistakes.map(({ says, as }) => ({
    says,
    as: (given) => weightsOnly(as(given) as Trained),
  })),
  why: 'All training samples fit into one batch here, so each epoch is one step of plain SGD, at the rate that the call was given: a network trained for three epochs has taken three. Shown are the weights afterwards.',
  look,
});

law<TrainingCase>({
  task: '5.2',
  claim: 'a record holds the loss before the update, and the validation accuracy after it',
  points: 2,
  given: sgdCases,
  examples: [manyValidationSamples],
  draws: 20,
  show: showSgd,
  got: async (given) => recordsOnly(await trained(given)),
  wanted: (given) => recordsOnly(trainLinear(trainingOf(given))),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  suspects: suspectsOf(
    recordMistakes.filter(({ says }) => !says.includes('training accuracy')),
    recordsOnly,
  ),
  why: 'The loss is the one that the step descended. The validation accuracy is asked of the network as the step has left it, on all of `split.validation`.',
  look,
});

law(everySampleOnce({ ...about, points: 1 }));
law(onlyTrainingSamples({ ...about, points: 1 }));
law(orderOfItsOwn({ ...about, points: 1 }));
law(samplesChangeBatches({ ...about, points: 1 }));
law(evenRecords({ ...about, points: 1 }));
law(eachInItsMode({ ...about, points: 1 }, ['loss', 'validationAccuracy']));
law(allLayersLearn({ ...about, points: 1 }));
law(sureOfItself({ ...about, points: 1 }));
law(severalBatches({ ...about, points: 2 }, ['step', 'loss', 'validationAccuracy']));
law(heardAtOnce({ ...about, points: 1 }));
law(repeatable({ ...about, points: 1 }));
law(leavesNoTensor({ ...about, points: 1 }));
