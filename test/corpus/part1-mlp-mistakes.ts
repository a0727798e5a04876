import { slopes } from '../../src/laws/definitions/mlp/network.ts';
import * as reference from '../../solutions/part1/mlp.ts';
import type { Implementation } from './implementation.ts';

// Networks that are the reference but for one thing.

type Module = typeof reference;
export type Table = number[][];
export type Arguments = ConstructorParameters<typeof reference.MLP>;
const { MLP } = reference;

export const mapTable = (table: Table, f: (x: number, i: number, j: number) => number) =>
  table.map((row, i) => row.map((x, j) => f(x, i, j)));

/** What differs from the right network; every field has the right one as its default. */
interface Mistakes {
  /** Changes the network that was just made. */
  start?: (network: reference.MLP, seed: number) => void;
  outputs?: (outputs: Table, network: reference.MLP, inputs: Table) => Table;
  /** Changes the parameters after a right step. `before` are copies. */
  step?: (network: reference.MLP, before: reference.MLP, call: StepCall) => void;
  backward?: (network: reference.MLP, call: StepCall) => void;
  train?: (network: reference.MLP, x: Table, y: Table, o: reference.TrainOptions) => number[];
}
interface StepCall {
  inputs: Table;
  targets: Table;
  rate: number;
  args: Arguments;
}

const fields = ['weightsInputHidden', 'biasHidden', 'weightsHiddenOutput', 'biasOutput'] as const;

/** after = before + factor · (after − before), for these fields. */
export function stretch(
  after: reference.MLP,
  before: reference.MLP,
  factor: number,
  names: readonly (typeof fields)[number][] = fields,
): void {
  const between = (a: number, b: number) => b + factor * (a - b);
  for (const name of names) {
    if (name === 'biasHidden' || name === 'biasOutput') {
      after[name] = after[name].map((a, j) => between(a, before[name][j]));
    } else {
      after[name] = mapTable(after[name], (a, i, j) => between(a, before[name][i][j]));
    }
  }
}

function copyOf(network: reference.MLP, args: Arguments): reference.MLP {
  const copy = new MLP(...args);
  for (const name of fields) Object.assign(copy, { [name]: structuredClone(network[name]) });
  return copy;
}

export function mistaken(name: string, mistakes: Mistakes): Implementation<Module> {
  class Mistaken extends MLP {
    #args: Arguments;
    constructor(...args: Arguments) {
      super(...args);
      this.#args = args;
      mistakes.start?.(this, args[4] ?? 0);
    }
    override forward(inputs: Table): Table {
      const outputs = super.forward(inputs);
      return mistakes.outputs?.(outputs, this, inputs) ?? outputs;
    }
    override backward(inputs: Table, targets: Table, rate: number): void {
      const call = { inputs, targets, rate, args: this.#args };
      if (mistakes.backward) return mistakes.backward(this, call);
      const before = copyOf(this, this.#args);
      super.backward(inputs, targets, rate);
      mistakes.step?.(this, before, call);
      return undefined;
    }
    override train(x: Table, y: Table, options: reference.TrainOptions): number[] {
      return mistakes.train?.(this, x, y, options) ?? super.train(x, y, options);
    }
  }
  return { name, module: { MLP: Mistaken } };
}

/** A backward pass with rules of its own; written out once, wrong in one place at a time. */
interface Rules {
  outputSlope?: (sum: number, output: number) => number;
  hiddenSlope?: (sum: number, hidden: number) => number;
  updatedFirst?: boolean;
  transposed?: boolean;
  samples?: (n: number, count: number) => boolean;
}
export const backwardBy = (rules: Rules) => (network: reference.MLP, call: StepCall) => {
  const { inputs, targets, rate, args } = call;
  const [, , , activation = 'sigmoid'] = args;
  const [f, slope] = [{ sigmoid: (x: number) => 1 / (1 + Math.exp(-x)), tanh: Math.tanh, relu: (x: number) => Math.max(0, x) }[activation], slopes[activation]]; // prettier-ignore
  const { outputSlope = slope, hiddenSlope = slope, samples = () => true } = rules;
  const before = copyOf(network, args);
  inputs.forEach((x, n) => {
    if (!samples(n, inputs.length)) return;
    const sums = before.biasHidden.map((b, j) =>
      x.reduce((s, v, i) => s + v * before.weightsInputHidden[i][j], b),
    );
    const hidden = sums.map(f);
    const outSums = before.biasOutput.map((b, k) =>
      hidden.reduce((s, h, j) => s + h * before.weightsHiddenOutput[j][k], b),
    );
    const delta = outSums.map((s, k) => (f(s) - targets[n][k]) * outputSlope(s, f(s)));
    delta.forEach((d, k) => {
      network.biasOutput[k] -= rate * d;
      hidden.forEach((h, j) => (network.weightsHiddenOutput[j][k] -= rate * d * h));
    });
    const back = rules.updatedFirst ? network.weightsHiddenOutput : before.weightsHiddenOutput;
    sums.forEach((s, j) => {
      const error = delta.reduce((e, d, k) => {
        return e + d * (rules.transposed ? (back[k]?.[j] ?? 0) : back[j][k]);
      }, 0);
      const hiddenDelta = error * hiddenSlope(s, hidden[j]);
      network.biasHidden[j] -= rate * hiddenDelta;
      x.forEach((v, i) => (network.weightsInputHidden[i][j] -= rate * hiddenDelta * v));
    });
  });
};

export const one = () => 1;
export const refill = (network: reference.MLP, draw: () => number) => {
  network.weightsInputHidden = mapTable(network.weightsInputHidden, draw);
  network.weightsHiddenOutput = mapTable(network.weightsHiddenOutput, draw);
};
