import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import { Unlawful } from '../../law.ts';
import type { Outline, Weights } from '../../tensors/model-spec.ts';
import {
  architectureNames,
  layersOf,
  weightShapes,
  type ArchitectureName,
  type ImageShape,
} from './architectures.ts';

/** One image: `[height][width][channels]`. */
export type Image = number[][][];

/** Which network, for which images. */
export interface NetworkCase {
  name: ArchitectureName;
  imageShape: ImageShape;
  classes: number;
  seed: number;
}

/**
 * Images of any size that every architecture still fits, height and width different: cnn_3 needs 22
 * rows and columns.
 */
export const networkCases: fc.Arbitrary<NetworkCase> = fc
  .record({
    name: fc.constantFrom(...architectureNames),
    imageShape: fc.tuple(
      fc.integer({ min: 22, max: 27 }),
      fc.integer({ min: 22, max: 27 }),
      fc.integer({ min: 1, max: 3 }),
    ),
    classes: fc.integer({ min: 2, max: 12 }),
    seed: seeds,
  })
  .filter(({ imageShape: [height, width] }) => height !== width);

/** Random images with values from 0 to 1. */
export function imagesOf([height, width, channels]: ImageShape, count: number, seed: number) {
  const random = seededRandom(seed);
  const draw = (length: number, one: () => unknown) => Array.from({ length }, one);
  return draw(count, () =>
    draw(height, () => draw(width, () => draw(channels, () => random.uniform()))),
  ) as Image[];
}

/** Weights of both signs, biases too, of a size that neither fades nor grows from layer to layer. */
export function randomWeights({ name, imageShape, classes, seed }: NetworkCase): Weights[] {
  const random = seededRandom(seed);
  const fill = ([size, ...rest]: readonly number[], scale: number): Weights =>
    Array.from({ length: size }, () =>
      rest.length === 0 ? scale * random.normal() : fill(rest, scale),
    ) as Weights;
  return weightShapes(name, imageShape, classes).map((shape) => {
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    return fill(shape, shape.length === 1 ? 0.25 : Math.sqrt(2 / fanIn));
  });
}

/** Says what each of the weights belongs to, in words. */
function weightNames(name: ArchitectureName, classes: number): string[] {
  return layersOf(name, classes).flatMap((layer, i, { length }) => {
    if (layer.kind === 'pooling') return [];
    const title =
      layer.kind === 'convolution'
        ? `Conv-${layer.kernel}×${layer.kernel}×${layer.filters}`
        : i === length - 1
          ? 'the last layer'
          : `FC-${layer.units}`;
    const hasBias = layer.kind === 'convolution' || layer.bias;
    return [`the kernel of ${title}`, ...(hasBias ? [`the bias of ${title}`] : [])];
  });
}

/** @throws {Unlawful} unless a network takes the images and has the weights of the architecture, in its order. */
export function isBuiltAs(
  { name, imageShape, classes }: Omit<NetworkCase, 'seed'>,
  { inputShape, shapes: got, trainable }: Outline,
): void {
  const images = ['any', ...imageShape].join('×');
  const taken = inputShape.map((size) => size ?? 'any').join('×');
  if (taken !== images) {
    throw new Unlawful(`the network takes images of the shape ${taken}; wanted ${images}`);
  }
  const wanted = weightShapes(name, imageShape, classes);
  const names = weightNames(name, classes);
  const i = wanted.findIndex((shape, k) => shape.join() !== got[k]?.join());
  if (i === -1 && got.length === wanted.length) {
    if (trainable === wanted.length) return;
    throw new Unlawful(`only ${trainable} of ${wanted.length} weights and biases are trainable`);
  }
  const shown = { 'wanted shapes': lines(wanted), 'got shapes': lines(got) };
  if (i === -1) {
    throw new Unlawful(
      `${name} has ${wanted.length} weights and biases, yours ${got.length}`,
      shown,
    );
  }
  const came = got[i] === undefined ? 'there is none' : `got ${got[i].join('×')}`;
  throw new Unlawful(`${names[i]}: wanted ${wanted[i].join('×')}, ${came}`, shown);
}

const lines = (shapes: readonly (readonly number[])[]) =>
  shapes.map((shape) => shape.join('×')).join('  ');
