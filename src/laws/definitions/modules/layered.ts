import { type ActivationName, activationBackward, activationForward, linearBackward, linearForward, type LinearValues, lossOf, type LossName } from './passes.ts'; // prettier-ignore

/** A network of linear layers, with an activation behind each but perhaps the last. */
export interface Layered {
  layers: LinearValues[];
  activation: ActivationName;
  last: 'sigmoid' | 'none';
}

/** A network, what goes into it, and what should come out. */
export interface LayeredCase extends Layered {
  /** `[batch, inputs]` */
  x: number[][];
  /** `[batch, classes]` */
  targets: number[][];
  loss: LossName;
}

const activationBehind = ({ layers, activation, last }: Layered, i: number) =>
  i < layers.length - 1 ? activation : last === 'none' ? undefined : last;

/** What goes into each layer, what comes out of it before its activation, and what leaves the network. */
function passOf(network: Layered, x: number[][]) {
  const passed: { input: number[][]; sums: number[][] }[] = [];
  let input = x;
  network.layers.forEach((layer, i) => {
    const sums = linearForward(input, layer);
    passed.push({ input, sums });
    const name = activationBehind(network, i);
    input = name === undefined ? sums : activationForward(name, sums);
  });
  return { passed, outputs: input };
}

export const outputsOf = (network: Layered, x: number[][]): number[][] =>
  passOf(network, x).outputs;

/** All numbers before an activation: where a ReLU has one of exactly 0, it has no slope. */
export const sumsOf = (network: Layered, x: number[][]): number[] =>
  passOf(network, x).passed.flatMap(({ sums }) => sums.flat());

export interface LayeredGradients {
  /** ∂loss/∂x */
  input: number[][];
  /** Of the first weights, the first biases, the second weights … */
  parameters: (number[] | number[][])[];
}

/** The gradients of a network, where ∂loss/∂outputs is `gradOutput`. */
export function backwardOf(
  network: Layered,
  x: number[][],
  gradOutput: number[][],
): LayeredGradients {
  const { passed } = passOf(network, x);
  const parameters: LayeredGradients['parameters'] = [];
  let gradient = gradOutput;
  for (let i = passed.length - 1; i >= 0; i--) {
    const { input, sums } = passed[i];
    const name = activationBehind(network, i);
    if (name !== undefined) gradient = activationBackward(name, sums, gradient);
    const { weight, bias, input: before } = linearBackward(input, gradient, network.layers[i]);
    parameters.unshift(weight, bias);
    gradient = before;
  }
  return { input: gradient, parameters };
}

/** The loss of a case, and all its gradients. */
export function gradientsOf(given: LayeredCase): LayeredGradients & { loss: number } {
  const { loss, gradient } = lossOf(given.loss, outputsOf(given, given.x), given.targets);
  return { loss, ...backwardOf(given, given.x, gradient) };
}

/** The weights and biases in the order of a network's parameters. */
export const valuesOf = ({ layers }: Layered): (number[] | number[][])[] =>
  layers.flatMap(({ weight, bias }) => [weight, bias]);

/** The gradients of the loss again, without any formula: each number is nudged up and down. */
export function centralDifferences(given: LayeredCase, step: number): LayeredGradients {
  const nudged = structuredClone(given);
  const loss = () => lossOf(nudged.loss, outputsOf(nudged, nudged.x), nudged.targets).loss;
  const along = (row: number[]) =>
    row.map((value, i) => {
      row[i] = value + step;
      const above = loss();
      row[i] = value - step;
      const below = loss();
      row[i] = value;
      return (above - below) / (2 * step);
    });
  return {
    input: nudged.x.map(along),
    parameters: nudged.layers.flatMap(({ weight, bias }) => [weight.map(along), along(bias)]),
  };
}
