import fc from 'fast-check';
import {
  classifiers,
  dataOf,
  labelsOf,
  levelsOf,
  linearLogits,
  linearOf,
  networkWith,
  shownClassifier,
  type Classifier,
} from '#src/laws/definitions/gradient-descent/classifier';
import { gradientOf } from '#src/laws/definitions/gradient-descent/classifier-training';
import { recordsOf } from '#src/laws/definitions/epoch/driver';
import { leavesNoTensor, repeatable } from '#src/laws/definitions/epoch/housekeeping';
import { orderOfItsOwn, samplesChangeBatches } from '#src/laws/definitions/epoch/order';
import { severalBatches } from '#src/laws/definitions/epoch/several-batches';
import { sureOfItself } from '#src/laws/definitions/epoch/very-sure';
import { magnitudeOf } from '#src/laws/definitions/gradient-descent/first-layer-gradient';
import { crossEntropiesOf, mean } from '#src/laws/definitions/softmax/softmax';
import { law } from '#src/laws/law';
import { freeing, modelOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

/** Loss and magnitude with the inputs of the last layer as they are. */
function inEvaluation(given: Classifier) {
  const { kernel } = gradientOf(linearOf(given), levelsOf(given), labelsOf(given));
  return {
    loss: mean(crossEntropiesOf(linearLogits(given), labelsOf(given))),
    gradientMagnitude: magnitudeOf(kernel.flat()),
  };
}

/** Loss and magnitude where nothing but zeros comes into the last layer: its biases are left. */
function inTraining(given: Classifier) {
  const { bias } = linearOf(given);
  const labels = labelsOf(given);
  const logits = labels.map(() => bias);
  return { loss: mean(crossEntropiesOf(logits, labels)), gradientMagnitude: 0 };
}

const aStep = 'katas/part4/README.md, "A step of plain SGD".';
const about = { task: '4.4', points: 1, look: 'katas/part4/README.md, "An epoch".', train };

law(sureOfItself({ ...about, look: aStep }));
law(severalBatches(about, ['step', 'loss', 'gradientMagnitude']));
law(orderOfItsOwn(about));
law(samplesChangeBatches(about));

law<Classifier>({
  task: '4.4',
  claim: 'the network is in training mode, for the loss and for the gradient',
  points: 1,
  given: classifiers(fc.integer({ min: 4, max: 12 })).filter(
    (given) => inEvaluation(given).gradientMagnitude > 0.01,
  ),
  draws: 8,
  show: shownClassifier,
  got: (given) =>
    freeing(async () => {
      const spec = networkWith(given.imageShape, linearOf(given), { kind: 'blackout' });
      const model = await modelOf(spec);
      const split = { train: [...labelsOf(given).keys()], validation: [] };
      const [data, options] = [dataOf(given), { every: 1 }];
      const records = await recordsOf(train, { model, learningRate: 0.5, data, split, options });
      return records.map(({ loss, gradientMagnitude }) => ({ loss, gradientMagnitude }));
    }),
  wanted: (given) => [inTraining(given)],
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  suspects: [
    {
      says: 'Yours leaves the network in evaluation mode: `model.apply(images, { training: true })` is training mode.',
      as: (given) => [inEvaluation(given)],
    },
    {
      says: 'Yours takes the loss in training mode, but the gradient’s magnitude in evaluation mode.',
      as: (given) => [{ ...inEvaluation(given), loss: inTraining(given).loss }],
    },
    {
      says: 'Yours takes the gradient’s magnitude in training mode, but the loss in evaluation mode.',
      as: (given) => [{ ...inTraining(given), loss: inEvaluation(given).loss }],
    },
  ],
  why: 'This network has a dropout that drops everything: in training mode only the biases of its one layer are left, and its weights have no gradient. The networks of this part would not notice; the next one that you train may.',
  look: aStep,
});

law(repeatable(about));

law({
  ...leavesNoTensor(about),
  look: 'katas/part4/README.md, "Tensors must be freed".',
  why: 'A tensor’s memory is not freed by itself, and 15 epochs have 15000 steps. `tf.tidy` frees all that is made inside of it but what it returns; `dispose` frees one tensor. `tf.train.sgd` keeps its rate in a tensor of its own: `optimizer.dispose()` frees it.',
});
