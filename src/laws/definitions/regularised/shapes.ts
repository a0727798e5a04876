import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import { Unlawful } from '../../law.ts';
import type { Outline, Weights } from '../../tensors/model-spec.ts';

// The network with dropout and batch normalisation: its options, and the shapes of its weights.

export interface NetworkCase {
  imageShape: [height: number, width: number, channels: number];
  kernels: [first: number, last: number];
  units: number;
  classes: number;
  dropout: number;
  seed: number;
}

/** What the report has, where it says anything. */
export const reported: NetworkCase = {
  imageShape: [32, 32, 3],
  kernels: [48, 96],
  units: 512,
  classes: 10,
  dropout: 0.5,
  seed: 0,
};

const size = (min: number, max: number) => fc.integer({ min, max });

/** Small networks for images of any shape, no two numbers of which that could be mixed up are the same. */
export const networkCases: fc.Arbitrary<NetworkCase> = fc
  .record({
    imageShape: fc.tuple(size(4, 9), size(4, 9), size(1, 3)),
    kernels: fc.tuple(size(2, 5), size(2, 6)),
    units: size(3, 9),
    classes: size(2, 8),
    dropout: fc.constantFrom(0.5, 0.25, 0),
    seed: seeds,
  })
  .filter(
    ({ imageShape: [height, width], kernels: [first, last], units, classes }) =>
      height !== width && first !== last && units !== classes,
  );

const half = (length: number) => Math.ceil(length / 2);

/** Of the weights that train, in the order of the layers, and then of the running statistics. */
export function namedShapes({ imageShape, kernels, units, classes }: NetworkCase) {
  const [height, width, channels] = imageShape;
  const [first, last] = kernels;
  const features = half(half(height)) * half(half(width)) * last;
  const block = (from: number, to: number, [one, two]: [string, string]): [string, number[]][] => [
    [`the kernel of the ${one} convolution`, [3, 3, from, to]],
    [`the bias of the ${one} convolution`, [to]],
    [`the kernel of the ${two} convolution`, [3, 3, to, to]],
    [`the bias of the ${two} convolution`, [to]],
    [`γ of the batch normalisation after the ${two} convolution`, [to]],
    [`β of the batch normalisation after the ${two} convolution`, [to]],
  ];
  const trained = [
    ...block(channels, first, ['first', 'second']),
    ...block(first, last, ['third', 'fourth']),
    ['the weights of the hidden fully connected layer', [features, units]],
    ['the bias of the hidden fully connected layer', [units]],
    ['the weights of the last layer', [units, classes]],
    ['the bias of the last layer', [classes]],
  ] as [string, number[]][];
  const running = [first, first, last, last].map(
    (length, i) =>
      [
        `the running ${i % 2 === 0 ? 'mean' : 'variance'} of the ${i < 2 ? 'first' : 'second'} batch normalisation`,
        [length],
      ] as [string, number[]],
  );
  return { trained, running };
}

const product = (shape: readonly number[]) => shape.reduce((all, length) => all * length, 1);

/** How many numbers a training changes. */
export const trainableCount = (given: NetworkCase): number =>
  namedShapes(given).trained.reduce((sum, [, shape]) => sum + product(shape), 0);

/** @throws {Unlawful} unless a network takes the images, and has these weights in this order. */
export function isBuiltAs(given: NetworkCase, { inputShape, shapes, trainable }: Outline): void {
  const images = ['any', ...given.imageShape].join('×');
  const taken = inputShape.map((length) => length ?? 'any').join('×');
  if (taken !== images) {
    throw new Unlawful(`the network takes images of the shape ${taken}; wanted ${images}`);
  }
  const { trained, running } = namedShapes(given);
  const wanted = [...trained, ...running];
  const odd = wanted.find(([, shape], i) => shape.join() !== shapes[i]?.join());
  if (odd === undefined && shapes.length === wanted.length) {
    if (trainable === trained.length) return;
    throw new Unlawful(`${trainable} weights are trainable; wanted ${trained.length}`);
  }
  const lines = (all: readonly (readonly number[])[]) =>
    all.map((shape) => shape.join('×')).join('  ');
  const shown = {
    'wanted shapes': lines(wanted.map(([, shape]) => shape)),
    'got shapes': lines(shapes),
  };
  if (odd === undefined) {
    throw new Unlawful(`wanted ${wanted.length} weights, yours has ${shapes.length}`, shown);
  }
  const [name, shape] = odd;
  const came = shapes[wanted.indexOf(odd)];
  const text = came === undefined ? 'there is none' : `got ${came.join('×')}`;
  throw new Unlawful(`${name}: wanted ${shape.join('×')}, ${text}`, shown);
}

/** Weights of both signs that neither fade nor grow from layer to layer; variances are small and positive. */
export function weightsFor(given: NetworkCase): Weights[] {
  const random = seededRandom(given.seed);
  const fill = ([length, ...rest]: readonly number[], draw: () => number): Weights =>
    Array.from({ length }, () => (rest.length === 0 ? draw() : fill(rest, draw))) as Weights;
  const { trained, running } = namedShapes(given);
  return [
    ...trained.map(([name, shape]) => {
      const fanIn = product(shape.slice(0, -1));
      const scale = shape.length === 1 ? 0.5 : Math.sqrt(2 / fanIn);
      const middle = name.startsWith('γ') ? 1 : 0;
      return fill(shape, () => middle + scale * random.normal());
    }),
    ...running.map(([name, shape]) =>
      fill(shape, () =>
        name.includes('variance') ? 0.002 + random.uniform() / 8 : random.normal() / 4,
      ),
    ),
  ];
}
