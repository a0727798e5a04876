import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import { oneHot } from '../modules/matrices.ts';
import { lossOf } from '../modules/passes.ts';

/** A step of training, with a classifier of the law’s own that gives these logits and finds these gradients. */
export interface TrainStepCase {
  /** `[batch][rows][columns]` */
  images: number[][][];
  labels: number[];
  /** `[batch][classes]` */
  logits: number[][];
  values: [number[][], number[]];
  gradients: [number[][], number[]];
  learningRate: number;
  clip?: number;
}

const classes = 4;
const shape = [2, 3] as const;

const valuePairs = fc.tuple(matrix(...shape, quarters()), vector(shape[1], quarters()));

const logit = fc.oneof(
  { weight: 6, arbitrary: quarters() },
  { weight: 1, arbitrary: fc.constantFrom(1000, -1000, 90) },
);

export const trainStepCases = (withClip: boolean): fc.Arbitrary<TrainStepCase> =>
  fc
    .constantFrom(1, 2, 3, 5)
    .chain((batch) =>
      fc.record(
        {
          images: vector(batch, matrix(2, 3, quarters())),
          labels: vector(batch, fc.nat(classes - 1)),
          logits: matrix(batch, classes, logit),
          values: valuePairs,
          gradients: valuePairs,
          learningRate: fc.constantFrom(0.5, 0.25, 0.125),
          clip: fc.constantFrom(0.5, 1, 2, 5, 20),
        },
        { requiredKeys: ['images', 'labels', 'logits', 'values', 'gradients', 'learningRate', ...(withClip ? ['clip' as const] : [])] }, // prettier-ignore
      ),
    )
    .map(({ clip, ...given }) => (withClip && clip !== undefined ? { ...given, clip } : given));

export const normOf = ({ gradients }: TrainStepCase): number =>
  Math.sqrt(gradients.flat(2).reduce((sum, g) => sum + g * g, 0));

/** What the step gives and leaves. @param scale - by which the gradients are multiplied. */
export function stepOf(given: TrainStepCase, scale = scaleOf(given)) {
  const { images, labels, logits, values, gradients, learningRate } = given;
  const targets = oneHot(labels, classes);
  const { loss, gradient } = lossOf('SoftmaxCrossEntropy', logits, targets);
  const moved = <T>(value: T, by: unknown): T =>
    (typeof value === 'number'
      ? value - learningRate * scale * Number(by)
      : (value as unknown[]).map((v, i) => moved(v, (by as unknown[])[i]))) as T;
  return {
    loss,
    gradLogits: [gradient],
    images: [images],
    values: values.map((value, i) => moved<unknown>(value, gradients[i])),
  };
}

const scaleOf = (given: TrainStepCase) => {
  const norm = normOf(given);
  return norm > (given.clip ?? Infinity) ? given.clip! / norm : 1;
};

const stepWith =
  (change: (given: TrainStepCase, right: ReturnType<typeof stepOf>) => object) =>
  (given: TrainStepCase) => {
    const right = stepOf(given);
    return { ...right, ...change(given, right) };
  };

export const trainStepMistakes: readonly Suspect<TrainStepCase>[] = [
  {
    says: 'Yours returns the sum of the losses of all images: wanted is their mean.',
    as: stepWith(({ labels }, { loss }) => ({ loss: loss * labels.length })),
  },
  {
    says: 'The gradient that your classifier is given is that of the sum: the loss is a mean, so it is divided by the batch size.',
    as: stepWith(({ labels }, { gradLogits: [gradient] }) => ({
      gradLogits: [gradient.map((row) => row.map((g) => g * labels.length))],
    })),
  },
  {
    says: 'The gradient that your classifier is given has the opposite sign: it is softmax − one-hot.',
    as: stepWith((_, { gradLogits: [gradient] }) => ({
      gradLogits: [gradient.map((row) => row.map((g) => -g))],
    })),
  },
  {
    says: 'Yours goes with the gradient: the loss falls against it.',
    as: (given) => stepOf(given, -scaleOf(given)),
  },
  {
    says: 'Yours changes no parameter.',
    as: (given) => stepOf(given, 0),
  },
];

export const clipMistakes: readonly Suspect<TrainStepCase>[] = [
  { says: 'Yours does not clip.', as: (given) => stepOf(given, 1) },
  {
    says: 'Yours makes every gradient as long as `clip`: shorter ones stay as they are.',
    as: (given) => stepOf(given, given.clip! / normOf(given)),
  },
  {
    says: 'Yours takes the square of the norm for the norm: a root is missing.',
    as: (given) => stepOf(given, Math.min(1, given.clip! / normOf(given) ** 2)),
  },
  {
    says: 'Yours clips each number by itself: that changes the direction. They are all scaled by one factor.',
    as: (given) => {
      const { clip } = given;
      const cut = <T>(value: T): T =>
        (typeof value === 'number'
          ? Math.max(-clip!, Math.min(clip!, value))
          : (value as unknown[]).map(cut)) as T;
      return stepOf({ ...given, gradients: cut(given.gradients) }, 1);
    },
  },
  {
    says: 'Yours takes a norm for each parameter: it is one of all of them together.',
    as: (given) => {
      const limited = given.gradients.map((gradient) => {
        const norm = Math.sqrt(gradient.flat().reduce((sum: number, g: number) => sum + g * g, 0));
        const scale = norm > given.clip! ? given.clip! / norm : 1;
        const scaled = <T>(value: T): T =>
          (typeof value === 'number' ? value * scale : (value as unknown[]).map(scaled)) as T;
        return scaled(gradient);
      }) as TrainStepCase['gradients'];
      return stepOf({ ...given, gradients: limited }, 1);
    },
  },
];
