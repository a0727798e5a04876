import type { Batch } from '../../tensors/models.ts';
import type { LayerSpec, ModelSpec, Weights } from '../../tensors/model-spec.ts';
import { crossEntropiesOf, mean, softmaxOf } from '../softmax/softmax.ts';

// Gradients of small networks by backpropagation, in float64; proven equal to finite differences
// and to TensorFlow.js (test/laws/definitions/first-layer-gradient.test.ts).

/** A small network and a batch for it. */
export interface GradientCase extends ModelSpec, Batch {}

/** One product of a layer: an input times a weight, which goes into an output; places in flat lists. */
type Product = [input: number, weight: number, output: number];

/** A layer that has weights, as the sums of products that it is. */
interface Sums {
  products: Product[];
  outputs: number;
  relu: boolean;
  hasBias: boolean;
  /** How many outputs share the biases in turn: output o has bias o mod units. */
  units: number;
  /** Where its kernel lies among all weights; its bias, if it has one, is the next. */
  place: number;
}

/** What a loss sends back to the logits of one sample. */
type SentBack = (probabilities: readonly number[], label: number) => number[];

const byCrossEntropy: SentBack = (probabilities, label) =>
  probabilities.map((probability, k) => probability - (k === label ? 1 : 0));

/**
 * ∂loss/∂w of the mean cross-entropy of the batch, in the order of the weights, each one flat.
 *
 * @param toLogits - what another loss would send back.
 */
export function gradientsOf(given: GradientCase, toLogits = byCrossEntropy): number[][] {
  const layers = sumsOf(given);
  const weights = flatWeights(given);
  const gradients = weights.map((weight) => weight.map(() => 0));
  const passes = given.images.map((image) => forward(layers, weights, image.flat(2)));
  const probabilities = softmaxOf(passes.map((pass) => pass.at(-1)!));
  for (const [n, pass] of passes.entries()) {
    let upstream = toLogits(probabilities[n], given.labels[n]).map((g) => g / passes.length);
    for (let depth = layers.length - 1; depth >= 0; depth--) {
      const { relu, hasBias, units, place, products } = layers[depth];
      const [inputs, outputs] = [pass[depth], pass[depth + 1]];
      const slopes = upstream.map((g, o) => (relu && outputs[o] <= 0 ? 0 : g));
      if (hasBias) slopes.forEach((g, o) => (gradients[place + 1][o % units] += g));
      const sentBack = inputs.map(() => 0);
      for (const [i, w, o] of products) {
        gradients[place][w] += slopes[o] * inputs[i];
        sentBack[i] += slopes[o] * weights[place][w];
      }
      upstream = sentBack;
    }
  }
  return gradients;
}

/** What the network gives for the batch, with other weights where they are given: `[batch][classes]`. */
export function logitsOf(given: GradientCase, weights = flatWeights(given)): number[][] {
  const layers = sumsOf(given);
  return given.images.map((image) => forward(layers, weights, image.flat(2)).at(-1)!);
}

/** The mean cross-entropy of the batch, with other weights where they are given. */
export function lossOf(given: GradientCase, weights = flatWeights(given)): number {
  return mean(crossEntropiesOf(logitsOf(given, weights), given.labels));
}

/** The weights, each as one flat list. */
export const flatWeights = ({ weights }: ModelSpec): number[][] =>
  weights.map((weight) => (weight as Weights[]).flat(3) as unknown as number[]);

/** √Σx² */
export const magnitudeOf = (numbers: readonly number[]): number =>
  Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));

/** The inputs of every layer, one after another, and the logits at the end. */
function forward(layers: readonly Sums[], weights: readonly number[][], pixels: number[]) {
  const values = [pixels];
  for (const { products, outputs, relu, hasBias, units, place } of layers) {
    const sums = Array.from({ length: outputs }, (_, o) =>
      hasBias ? weights[place + 1][o % units] : 0,
    );
    for (const [i, w, o] of products) sums[o] += values.at(-1)![i] * weights[place][w];
    values.push(relu ? sums.map((sum) => Math.max(0, sum)) : sums);
  }
  return values;
}

function sumsOf({ imageShape, layers }: ModelSpec): Sums[] {
  let [rows, columns, depth] = imageShape;
  let place = 0;
  const sums: Sums[] = [];
  for (const layer of layers) {
    const next = weighted(layer, [rows, columns, depth], place);
    if (next === undefined) continue; // a layer that has no weights changes no number here
    sums.push(next);
    place += next.hasBias ? 2 : 1;
    [rows, columns, depth] =
      layer.kind === 'convolution'
        ? [rows - layer.kernel[0] + 1, columns - layer.kernel[1] + 1, layer.filters]
        : [1, 1, next.units];
  }
  return sums;
}

function weighted(
  layer: LayerSpec,
  [rows, columns, depth]: readonly [number, number, number],
  place: number,
): Sums | undefined {
  const products: Product[] = [];
  if (layer.kind === 'dense') {
    const { units, relu = false, bias: hasBias = true } = layer;
    for (let i = 0; i < rows * columns * depth; i++)
      for (let o = 0; o < units; o++) products.push([i, i * units + o, o]);
    return { products, outputs: units, relu, hasBias, units, place };
  }
  if (layer.kind !== 'convolution') return undefined;
  const { kernel, filters } = layer;
  const [down, across] = [rows - kernel[0] + 1, columns - kernel[1] + 1];
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++)
      for (let i = 0; i < kernel[0]; i++)
        for (let j = 0; j < kernel[1]; j++)
          for (let c = 0; c < depth; c++)
            for (let f = 0; f < filters; f++)
              products.push([
                ((y + i) * columns + x + j) * depth + c,
                ((i * kernel[1] + j) * depth + c) * filters + f,
                (y * across + x) * filters + f,
              ]);
  const outputs = down * across * filters;
  return { products, outputs, relu: false, hasBias: true, units: filters, place };
}
