import fc from 'fast-check';
import * as subject from '#kata/part3/train';
import { seededRandom } from '#src/common/random';
import { accuracyOf, imageOf, imagesWith } from '#src/laws/definitions/gradient-descent/classifier';
import { leavesNoTensor, repeatable } from '#src/laws/definitions/epoch/housekeeping';
import { eachInItsMode } from '#src/laws/definitions/epoch/modes';
import { sureOfItself } from '#src/laws/definitions/epoch/very-sure';
import { allLayersLearn } from '#src/laws/definitions/epoch/two-layers';
import { crossEntropiesOf, mean } from '#src/laws/definitions/softmax/softmax';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, logitsOf, modelOf, optimizerOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

const aStep = { task: '3.4', look: 'katas/part3/README.md, "A step".', train };

law(eachInItsMode({ ...aStep, points: 2 }, ['loss', 'trainAccuracy', 'validationAccuracy']));
law(allLayersLearn({ ...aStep, points: 2 }));
law(sureOfItself({ ...aStep, points: 1 }));

law<Overfit>({
  task: '3.4',
  claim: 'a small network learns twenty images by heart',
  points: 2,
  given: fc.record({ seed: fc.integer({ min: 0, max: 9999 }) }),
  draws: 2,
  check: (given) =>
    freeing(async () => {
      const { data, images, labels, spec } = overfitting(given);
      const model = await modelOf(spec);
      const optimizer = await optimizerOf({ name: 'adam', learningRate: 0.02 });
      const split = { train: [...labels.keys()], validation: [0] };
      const lossNow = async () =>
        mean(crossEntropiesOf((await logitsOf(model, images)) as number[][], labels));
      const first = await lossNow();
      for (let epoch = 0; epoch < EPOCHS; epoch++) {
        const options = { epoch, batchSize: 7, every: 1000 };
        await call(subject, 'trainEpoch', model, optimizer, data, split, options);
      }
      const last = await lossNow();
      const logits = (await logitsOf(model, images)) as number[][];
      if (last < first / 4 && accuracyOf(logits, labels) === 1) return;
      throw new Unlawful(
        `after ${EPOCHS} epochs of Adam on 20 images the loss is ${last.toFixed(3)} (it began at ${first.toFixed(3)}), ` +
          `and ${(100 * accuracyOf(logits, labels)).toFixed(0)}% of them are classified correctly`,
      );
    }),
  why: 'A network with more weights than samples can learn any labels by heart. If yours cannot, something between image, label, loss and optimizer is wrong. It is the first test of every new training loop.',
  look: 'katas/part3/README.md, "Before the long run".',
});

interface Overfit {
  seed: number;
}
const EPOCHS = 40;

/** Twenty random images with random labels, and a network of one hidden layer. */
function overfitting({ seed }: Overfit) {
  const random = seededRandom(seed);
  const levels = Array.from({ length: 20 }, () =>
    Array.from({ length: 60 }, () => random.integer(256)),
  );
  const labels = levels.map(() => random.integer(4));
  const drawn = (rows: number, columns: number) =>
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => random.normal() / Math.sqrt(rows)),
    );
  const imageShape: [number, number, number] = [4, 5, 3];
  return {
    labels,
    data: imagesWith(imageShape, levels, labels),
    images: levels.map((pixels) => imageOf(pixels, imageShape)),
    spec: {
      imageShape,
      layers: [
        { kind: 'flatten' as const },
        { kind: 'dense' as const, units: 24, relu: true },
        { kind: 'dense' as const, units: 4 },
      ],
      weights: [drawn(60, 24), Array.from({ length: 24 }, () => 0.1), drawn(24, 4), [0, 0, 0, 0]],
    },
  };
}

law(repeatable({ task: '3.4', points: 1, look: 'katas/part3/README.md, "Shuffling".', train }));

law(
  leavesNoTensor({
    task: '3.4',
    points: 2,
    look: 'katas/part3/README.md, "Tensors must be freed".',
    train,
  }),
);
