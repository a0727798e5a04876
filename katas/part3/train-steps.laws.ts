import * as subject from '#kata/part3/train';
import {
  dataOfTraining,
  indicesOf,
  shownTraining,
  stepMistakes,
  trainingCases,
  trainingOf,
  type TrainingCase,
} from '#src/laws/definitions/gradient-descent/classifier-training-cases';
import { trainLinear } from '#src/laws/definitions/gradient-descent/classifier-training';
import { linearOf, networkWith } from '#src/laws/definitions/gradient-descent/classifier';
import { orderOfItsOwn, samplesChangeBatches } from '#src/laws/definitions/epoch/order';
import { everySampleOnce, onlyTrainingSamples } from '#src/laws/definitions/epoch/used-samples';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, modelOf, optimizerOf, weightsOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

law<TrainingCase>({
  task: '3.4',
  claim:
    'a step moves the weights by the optimizer, against the gradient of the mean cross-entropy',
  points: 4,
  given: trainingCases,
  draws: 25,
  show: shownTraining,
  got: (given) =>
    freeing(async () => {
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const optimizer = await optimizerOf({ name: given.optimizer, ...given });
      const [data, split] = [dataOfTraining(given), indicesOf(given)];
      for (let epoch = 0; epoch < given.epochs; epoch++) {
        await call(subject, 'trainEpoch', model, optimizer, data, split, { epoch });
      }
      const [kernel, bias] = await weightsOf(model);
      return { kernel, bias };
    }),
  wanted: (given) => weightsAfter(trainLinear(trainingOf(given))),
  tolerance: { absolute: 1e-4, relative: 1e-4 }, // float32 against float64, of weights around 1
  suspects: stepMistakes.map(({ says, as }): Suspect<TrainingCase> => ({
    says,
    as: (given) => weightsAfter(as(given) as ReturnType<typeof trainLinear>),
  })),
  why: 'All training samples fit into one batch here, so each epoch is one step: w − learningRate · gradient for SGD; the momentum optimizer adds half of its last step’s gradient. Shown are the weights afterwards.',
  look: 'katas/part3/README.md, "A step".',
});

const weightsAfter = ({ kernel, bias }: ReturnType<typeof trainLinear>) => ({ kernel, bias });

const anEpoch = { task: '3.4', look: 'katas/part3/README.md, "An epoch".', train };

law(everySampleOnce({ ...anEpoch, points: 3 }));
law(onlyTrainingSamples({ ...anEpoch, points: 2 }));

const shuffling = { task: '3.4', look: 'katas/part3/README.md, "Shuffling".', train };

law(orderOfItsOwn({ ...shuffling, points: 2 }));
law(samplesChangeBatches({ ...shuffling, points: 1 }));
