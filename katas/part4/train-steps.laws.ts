import { linearOf, networkWith } from '#src/laws/definitions/gradient-descent/classifier';
import { recordsOf } from '#src/laws/definitions/epoch/driver';
import { allLayersLearn } from '#src/laws/definitions/epoch/two-layers';
import { everySampleOnce } from '#src/laws/definitions/epoch/used-samples';
import {
  dataOfSgd,
  sgdCases,
  sgdOf,
  shownSgd,
  stepMistakes,
  type SgdCase,
} from '#src/laws/definitions/gradient-descent/sgd-training-cases';
import type { SgdTrained } from '#src/laws/definitions/gradient-descent/sgd-training';
import { law, type Suspect } from '#src/laws/law';
import { freeing, modelOf, weightsOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

const step = 'katas/part4/README.md, "A step of plain SGD".';

law<SgdCase>({
  task: '4.4',
  claim: 'each step moves all weights by −learningRate · the gradient of the mean cross-entropy',
  points: 2,
  given: sgdCases,
  draws: 25,
  show: shownSgd,
  got: (given) =>
    freeing(async () => {
      const { learningRate, batchSize, epochs } = given;
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      for (let epoch = 0; epoch < epochs; epoch++) {
        const options = { epoch, batchSize };
        await recordsOf(train, { model, learningRate, ...dataOfSgd(given), options });
      }
      const [kernel, bias] = await weightsOf(model);
      return { kernel, bias };
    }),
  wanted: (given) => weightsAfter(sgdOf(given)),
  tolerance: { absolute: 1e-4, relative: 1e-4 }, // float32 against float64, of weights around 1
  suspects: stepMistakes.map(({ says, as }): Suspect<SgdCase> => ({
    says,
    as: (given) => weightsAfter(as(given) as SgdTrained),
  })),
  why: 'Every batch of this case is the same, so no order matters: w becomes w − learningRate · ∂loss/∂w, step after step. `tf.train.sgd(learningRate)` does it, with `minimize`, or with `computeGradients` and `applyGradients`. Shown are the weights afterwards.',
  look: step,
});

const weightsAfter = ({ kernel, bias }: SgdTrained) => ({ kernel, bias });

law(allLayersLearn({ task: '4.4', points: 1, look: step, train }));

law({
  ...everySampleOnce({ task: '4.4', points: 1, look: 'katas/part4/README.md, "An epoch".', train }),
  show: ({ train, validation, batchSize }) => ({
    indices: train,
    'other samples': validation,
    batchSize,
  }),
});
