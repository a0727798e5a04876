import fc from 'fast-check';
import * as subject from '#kata/part7/sequence';
import { parametersIn } from '#src/laws/definitions/recurrent/classifier-cases';
import { type RecordedTraining, recordedTrainings } from '#src/laws/definitions/recurrent/recorded';
import { clipMistakes, normOf, stepOf, type TrainStepCase, trainStepCases, trainStepMistakes } from '#src/laws/definitions/recurrent/train-step'; // prettier-ignore
import { law, Unlawful } from '#src/laws/law';
import type { Handle } from '#src/laws/subject-here';
import { create, make } from '#src/laws/subject';
import { tensorCount } from '#src/laws/tensors/models';
import { freeingVariables, setValues, valuesOf } from '#src/laws/tensors/modules';
import { givenToClassifiers, numberOf, standInClassifier, withImages } from '#src/laws/tensors/sequences'; // prettier-ignore

const look = 'katas/part7/README.md, "A step of training".';

/** One step, and how many tensors it leaves behind. */
const step = (
  classifier: Handle<subject.Classifier>,
  batch: { images: number[][][]; labels: number[] },
  options: subject.StepOptions,
) =>
  withImages(batch, async (images, labels) => {
    const before = await tensorCount();
    const loss = await make(subject, 'trainStep', classifier, images, labels, options);
    const number = await numberOf(loss);
    return { loss: number, left: (await tensorCount()) - before };
  });

const optionsOf = ({ learningRate, clip }: { learningRate: number; clip?: number }) =>
  clip === undefined ? { learningRate } : { learningRate, clip };

/** A step with a classifier of the law’s own. */
const stepAlone = (given: TrainStepCase) =>
  freeingVariables(async () => {
    const { logits, values, gradients, images } = given;
    const classifier = await standInClassifier(logits, values, gradients);
    await givenToClassifiers();
    const { loss, left } = await step(classifier, given, optionsOf(given));
    const noticed = await givenToClassifiers();
    if (noticed.length !== 1) {
      throw new Unlawful(`\`trainStep\` calls \`backward\` ${noticed.length} times: once is wanted, after \`forward\``); // prettier-ignore
    }
    if (left > 0) {
      throw new Unlawful(`\`trainStep\` leaves ${left} tensors behind, beside the loss that it returns: is a \`tf.tidy\` missing?`, { images }); // prettier-ignore
    }
    return {
      loss,
      gradLogits: noticed.map(({ gradLogits }) => gradLogits),
      images: noticed.map((one) => one.images),
      values: await valuesOf(classifier),
    };
  });

const shown = ({ logits, labels, values, gradients, learningRate }: TrainStepCase) => ({
  'the classifier gives': logits,
  labels,
  parameters: values,
  'their gradients': gradients,
  learningRate,
});

law({
  task: '7.10',
  claim:
    'trainStep gives the mean cross-entropy, its gradient to the classifier, and moves all parameters',
  points: 1,
  given: trainStepCases(false),
  show: shown,
  got: stepAlone,
  wanted: (given) => stepOf(given),
  tolerance: { absolute: 1e-5, relative: 1e-5 },
  suspects: trainStepMistakes,
  why: 'The loss is the mean of −ln softmax at the label, its gradient (softmax − one-hot) / batch. The classifier makes gradients of its parameters from that; then each parameter goes learningRate times its gradient down. Logits of 1000 must do no harm.',
  look,
});

/** Nothing to scale. */
const noGradient: TrainStepCase = {
  images: [[[1, 2, 3]]],
  labels: [2],
  logits: [[0, 1, 2, 3]],
  values: [[[1, 2, 3], [4, 5, 6]], [7, 8, 9]], // prettier-ignore
  gradients: [[[0, 0, 0], [0, 0, 0]], [0, 0, 0]], // prettier-ignore
  learningRate: 0.5,
  clip: 1,
};

law({
  task: '7.10',
  claim:
    'with `clip`, gradients that are longer all together are scaled to that length, others stay',
  points: 1,
  given: trainStepCases(true),
  examples: [noGradient],
  draws: 40,
  show: (given) => ({
    parameters: given.values,
    'their gradients': given.gradients,
    'the norm of all': normOf(given),
    learningRate: given.learningRate,
    clip: given.clip,
  }),
  got: async (given) => (await stepAlone(given)).values,
  wanted: (given) => stepOf(given).values,
  tolerance: { absolute: 1e-5, relative: 1e-5 },
  suspects: clipMistakes.map(({ says, as }) => ({
    says,
    as: (given: TrainStepCase) => (as(given) as { values: unknown }).values,
  })),
  why: 'Through many steps a gradient can grow very long, and one such step may undo what thousands have learned. All gradients are one vector: its direction stays, its length √Σg² is limited. A gradient of 0 has the length 0, and stays.',
  look,
});

law<RecordedTraining>({
  task: '7.10',
  claim: 'three steps of a classifier give what PyTorch gave, with both cells, clipped and not',
  points: 1,
  given: fc.constantFrom(...recordedTrainings),
  examples: recordedTrainings,
  draws: 0,
  show: ({ name, images, labels, learningRate }) => ({ name, images, labels, learningRate }),
  got: (given) =>
    freeingVariables(async () => {
      const { cell, initial, images, losses } = given;
      const [units, classes] = [initial.weight.length, initial.bias.length];
      const options = { cell, units, classes };
      const classifier = await create(subject, 'SequenceClassifier', images[0][0].length, options);
      await setValues(classifier, parametersIn(initial));
      const got: unknown[] = [];
      for (const _ of losses) got.push((await step(classifier, given, optionsOf(given))).loss);
      return { losses: got, final: await valuesOf(classifier) };
    }),
  wanted: ({ losses, final }) => ({ losses, final: parametersIn(final) }),
  tolerance: { absolute: 1e-5, relative: 1e-4 },
  why: 'These numbers were recorded from PyTorch’s RNN and LSTM, its cross-entropy, SGD and `clip_grad_norm_`, from the same weights.',
  look,
});
