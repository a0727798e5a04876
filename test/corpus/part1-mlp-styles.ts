import { add, dotMultiply, map, multiply, subtract, transpose } from 'mathjs';
import { seededRandom } from '../../src/common/random.ts';
import {
  relu,
  reluDerivative,
  sigmoid,
  sigmoidDerivative,
  tanh,
  tanhDerivative,
} from '../../solutions/part1/activations.ts';
import { meanSquaredError } from '../../solutions/part1/measures.ts';
import type { Activation, TrainOptions } from '../../solutions/part1/mlp.ts';

// Right networks, each written in a style of its own.

type Table = number[][];

abstract class Base {
  weightsInputHidden: Table;
  biasHidden: number[];
  weightsHiddenOutput: Table;
  biasOutput: number[];
  f: (x: number) => number;
  slope: (x: number) => number;

  constructor(a: number, b: number, c: number, activation: Activation = 'sigmoid', seed = 0) {
    const random = seededRandom(seed);
    const draw = (n: number, m: number) =>
      [...Array(n)].map(() => [...Array(m)].map(() => random.normal()));
    this.weightsInputHidden = draw(a, b);
    this.biasHidden = Array(b).fill(0);
    this.weightsHiddenOutput = draw(b, c);
    this.biasOutput = Array(c).fill(0);
    this.f = { sigmoid, tanh, relu }[activation];
    const slopes = { sigmoid: sigmoidDerivative, tanh: tanhDerivative, relu: reluDerivative };
    this.slope = slopes[activation];
  }

  check(inputs: Table): void {
    const [got, wanted] = [inputs[0].length, this.weightsInputHidden.length];
    if (got !== wanted) throw new Error(`expected ${wanted} inputs per sample, received ${got}`);
  }

  abstract forward(inputs: Table): Table;
  abstract backward(inputs: Table, targets: Table, rate: number): void;

  train(x: Table, y: Table, options: TrainOptions): number[] {
    const losses = [];
    let epoch = 0;
    while (epoch < options.epochs) {
      const loss = meanSquaredError(this.forward(x), y);
      if (epoch % (options.every ?? 1) === 0) losses.push(loss);
      this.backward(x, y, options.learningRate);
      epoch += 1;
    }
    return losses;
  }
}

/** As the assignment has it in NumPy: matrices, and biases repeated for each row. */
export class mathjsMlp extends Base {
  z1: Table = [];
  h: Table = [];
  z2: Table = [];
  y: Table = [];

  forward(inputs: Table): Table {
    this.check(inputs);
    const column = inputs.map(() => [1]);
    const affine = (x: Table, w: Table, b: number[]): Table =>
      add(multiply(x, w), multiply(column, [b])) as Table;
    this.z1 = affine(inputs, this.weightsInputHidden, this.biasHidden);
    this.h = map(this.z1, (x: number) => this.f(x)) as Table;
    this.z2 = affine(this.h, this.weightsHiddenOutput, this.biasOutput);
    this.y = map(this.z2, (x: number) => this.f(x)) as Table;
    return this.y;
  }

  backward(inputs: Table, targets: Table, rate: number): void {
    const slopes = (z: Table) => map(z, (x: number) => this.slope(x)) as Table;
    const error = subtract(this.y, targets) as Table;
    const delta2 = dotMultiply(error, slopes(this.z2)) as Table;
    const back = multiply(delta2, transpose(this.weightsHiddenOutput)) as Table;
    const delta1 = dotMultiply(back, slopes(this.z1)) as Table;
    const row = [inputs.map(() => 1)];
    const step = (w: Table, x: Table, d: Table) =>
      subtract(w, multiply(rate, multiply(transpose(x), d))) as Table;
    const stepBias = (b: number[], d: Table) =>
      subtract(b, multiply(rate, (multiply(row, d) as Table)[0])) as number[];
    this.weightsHiddenOutput = step(this.weightsHiddenOutput, this.h, delta2);
    this.biasOutput = stepBias(this.biasOutput, delta2);
    this.weightsInputHidden = step(this.weightsInputHidden, inputs, delta1);
    this.biasHidden = stepBias(this.biasHidden, delta1);
  }
}

/** One sample at a time; gradients are gathered, and subtracted at the end. */
export class perSampleMlp extends Base {
  one(x: number[]) {
    const z1 = this.biasHidden.map(
      (b, j) => b + x.reduce((s, v, i) => s + v * this.weightsInputHidden[i][j], 0),
    );
    const h = z1.map(this.f);
    const z2 = this.biasOutput.map(
      (b, k) => b + h.reduce((s, v, j) => s + v * this.weightsHiddenOutput[j][k], 0),
    );
    return { z1, h, z2, y: z2.map(this.f) };
  }

  forward(inputs: Table): Table {
    this.check(inputs);
    return inputs.map((x) => this.one(x).y);
  }

  backward(inputs: Table, targets: Table, rate: number): void {
    const [gw1, gb1, gw2, gb2] = [
      this.weightsInputHidden.map((r) => r.map(() => 0)),
      this.biasHidden.map(() => 0),
      this.weightsHiddenOutput.map((r) => r.map(() => 0)),
      this.biasOutput.map(() => 0),
    ];
    for (const [n, x] of inputs.entries()) {
      const { z1, h, z2, y } = this.one(x);
      const d2 = y.map((v, k) => (v - targets[n][k]) * this.slope(z2[k]));
      const d1 = z1.map(
        (z, j) => this.slope(z) * d2.reduce((s, d, k) => s + d * this.weightsHiddenOutput[j][k], 0),
      );
      d2.forEach((d, k) => h.forEach((v, j) => (gw2[j][k] += v * d)));
      d1.forEach((d, j) => x.forEach((v, i) => (gw1[i][j] += v * d)));
      d2.forEach((d, k) => (gb2[k] += d));
      d1.forEach((d, j) => (gb1[j] += d));
    }
    this.weightsInputHidden = this.weightsInputHidden.map((r, i) =>
      r.map((w, j) => w - rate * gw1[i][j]),
    );
    this.weightsHiddenOutput = this.weightsHiddenOutput.map((r, j) =>
      r.map((w, k) => w - rate * gw2[j][k]),
    );
    this.biasHidden = this.biasHidden.map((b, j) => b - rate * gb1[j]);
    this.biasOutput = this.biasOutput.map((b, k) => b - rate * gb2[k]);
  }
}

/** Flat Float64Arrays inside, samples from the last to the first, written back in place. */
export class flatMlp extends Base {
  forward(inputs: Table): Table {
    this.check(inputs);
    return this.pass(inputs, undefined, 0);
  }

  backward(inputs: Table, targets: Table, rate: number): void {
    this.pass(inputs, targets, rate);
  }

  pass(inputs: Table, targets: Table | undefined, rate: number): Table {
    const [nIn, nHid, nOut] = [this.weightsInputHidden, this.biasHidden, this.biasOutput].map(
      (v) => v.length,
    );
    const w1 = Float64Array.from(this.weightsInputHidden.flat());
    const w2 = Float64Array.from(this.weightsHiddenOutput.flat());
    const [z1, z2, d2] = [new Float64Array(nHid), new Float64Array(nOut), new Float64Array(nOut)];
    const [b1, b2] = [[...this.biasHidden], [...this.biasOutput]];
    const outputs: Table = [];
    for (let n = inputs.length - 1; n >= 0; n--) {
      for (let j = nHid - 1; j >= 0; j--) {
        z1[j] = 0;
        for (let i = nIn - 1; i >= 0; i--) z1[j] += inputs[n][i] * w1[i * nHid + j];
        z1[j] += b1[j];
      }
      for (let k = nOut - 1; k >= 0; k--) {
        z2[k] = 0;
        for (let j = nHid - 1; j >= 0; j--) z2[k] += this.f(z1[j]) * w2[j * nOut + k];
        z2[k] += b2[k];
      }
      outputs.unshift(Array.from(z2, (z) => this.f(z)));
      if (!targets) continue;
      for (let k = 0; k < nOut; k++)
        d2[k] = rate * (this.f(z2[k]) - targets[n][k]) * this.slope(z2[k]);
      for (let j = 0; j < nHid; j++) {
        let error = 0;
        for (let k = 0; k < nOut; k++) {
          error += d2[k] * w2[j * nOut + k];
          this.weightsHiddenOutput[j][k] -= d2[k] * this.f(z1[j]);
        }
        this.biasHidden[j] -= error * this.slope(z1[j]);
        for (let i = 0; i < nIn; i++)
          this.weightsInputHidden[i][j] -= error * this.slope(z1[j]) * inputs[n][i];
      }
      for (let k = 0; k < nOut; k++) this.biasOutput[k] -= d2[k];
    }
    return outputs;
  }
}

/** No loops at all: sums by recursion, first half and second half. */
export class recursiveMlp extends perSampleMlp {
  override one(x: number[]) {
    const sum = (values: number[]): number =>
      values.length < 2
        ? (values[0] ?? 0)
        : sum(values.slice(0, values.length >> 1)) + sum(values.slice(values.length >> 1));
    const layer = (from: number[], w: Table, b: number[]) =>
      b.map((bias, j) => sum([...from.map((v, i) => v * w[i][j]), bias]));
    const z1 = layer(x, this.weightsInputHidden, this.biasHidden);
    const h = z1.map((z) => this.f(z));
    const z2 = layer(h, this.weightsHiddenOutput, this.biasOutput);
    return { z1, h, z2, y: z2.map((z) => this.f(z)) };
  }
}
