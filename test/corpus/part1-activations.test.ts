import * as reference from '../../solutions/part1/activations.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Module = typeof reference;

const { sigmoid, tanh } = reference;

const wrong: Implementation<Module>[] = [
  {
    name: 'sigmoid as e^x / (1 + e^x): NaN at 1000',
    module: { sigmoid: (x: number) => Math.exp(x) / (1 + Math.exp(x)) },
  },
  { name: 'sigmoid of −x', module: { sigmoid: (x: number) => 1 / (1 + Math.exp(x)) } },
  { name: 'sigmoid without the 1', module: { sigmoid: (x: number) => 1 / Math.exp(-x) } },
  {
    name: 'hard sigmoid',
    module: { sigmoid: (x: number) => Math.min(1, Math.max(0, 0.25 * x + 0.5)) },
  },
  {
    name: 'tanh straight from the formula: NaN at 1000',
    module: { tanh: (x: number) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1) },
  },
  {
    name: 'tanh straight from e^x and e^−x: NaN at ±1000',
    module: {
      tanh: (x: number) => (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x)),
    },
  },
  { name: 'tanh without the 2', module: { tanh: (x: number) => tanh(x / 2) } },
  {
    name: 'tanh clipped far out to 0.999999',
    module: { tanh: (x: number) => Math.max(-0.999999, Math.min(0.999999, Math.tanh(x))) },
  },
  { name: 'leaky ReLU', module: { relu: (x: number) => (x > 0 ? x : 0.01 * x) } },
  { name: 'ReLU with min', module: { relu: (x: number) => Math.min(0, x) } },
  { name: 'ReLU capped at 6', module: { relu: (x: number) => Math.min(6, Math.max(0, x)) } },
  { name: '|x|', module: { relu: (x: number) => Math.abs(x) } },
  { name: 'x times (x > 0): NaN at −Infinity', module: { relu: (x: number) => x * Number(x > 0) } },
  {
    name: 'sigmoidDerivative takes the output',
    module: { sigmoidDerivative: (y: number) => y * (1 - y) },
  },
  {
    name: 'tanhDerivative takes the output',
    module: { tanhDerivative: (y: number) => 1 - y * y },
  },
  {
    name: 'both derivatives take the output',
    module: {
      sigmoidDerivative: (y: number) => y * (1 - y),
      tanhDerivative: (y: number) => 1 - y * y,
    },
  },
  {
    name: 'sigmoidDerivative as e^−x / (1 + e^−x)²: NaN at −1000',
    module: { sigmoidDerivative: (x: number) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2 },
  },
  {
    name: 'tanhDerivative with cosh and sinh: NaN at 1000',
    module: { tanhDerivative: (x: number) => 1 - (Math.sinh(x) / Math.cosh(x)) ** 2 },
  },
  { name: 'tanhDerivative without square', module: { tanhDerivative: (x: number) => 1 - tanh(x) } },
  {
    name: 'sigmoidDerivative with the wrong sign',
    module: { sigmoidDerivative: (x: number) => sigmoid(x) * (sigmoid(x) - 1) },
  },
  { name: 'relu′(0) = 1', module: { reluDerivative: (x: number) => (x >= 0 ? 1 : 0) } },
  {
    name: 'relu′(0) = ½',
    module: { reluDerivative: (x: number) => (Math.sign(x) + 1) / 2 },
  },
  { name: 'reluDerivative returns x', module: { reluDerivative: (x: number) => Math.max(0, x) } },
  {
    name: 'reluDerivative as relu(x) / x: NaN at 0',
    module: { reluDerivative: (x: number) => Math.max(0, x) / x },
  },
];

const step = 1e-5;
const slopeOf = (f: (x: number) => number) => (x: number) =>
  Number.isFinite(x) ? (f(x + step) - f(x - step)) / (2 * step) : 0;

const right: Implementation<Module>[] = [
  {
    name: 'sigmoid in two branches, tanh by the sigmoid',
    module: {
      sigmoid: (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x))),
      tanh: (x: number) => 2 / (1 + Math.exp(-2 * x)) - 1,
    },
  },
  {
    name: 'sigmoid by tanh, tanh from e^(−2|x|)',
    module: {
      sigmoid: (x: number) => 0.5 * (1 + Math.tanh(x / 2)),
      tanh: (x: number) => {
        const e = Math.exp(-2 * Math.abs(x));
        return (Math.sign(x) * (1 - e)) / (1 + e);
      },
    },
  },
  {
    name: 'exponents clipped at ±500',
    module: {
      sigmoid: (x: number) => 1 / (1 + Math.exp(-Math.max(-500, Math.min(500, x)))),
      tanh: (x: number) => {
        const e = Math.exp(2 * Math.max(-300, Math.min(300, x)));
        return (e - 1) / (e + 1);
      },
      relu: (x: number) => Math.max(x, 0),
    },
  },
  {
    name: 'derivatives in other words',
    module: {
      sigmoidDerivative: (x: number) => sigmoid(x) * sigmoid(-x),
      tanhDerivative: (x: number) => 1 / Math.cosh(x) ** 2,
      reluDerivative: (x: number) => Number(x > 0),
    },
  },
  {
    name: 'derivatives by finite differences',
    module: { sigmoidDerivative: slopeOf(sigmoid), tanhDerivative: slopeOf(tanh) },
  },
];

proveCorpus({ part: 'part1', file: 'activations', reference, wrong, right });
