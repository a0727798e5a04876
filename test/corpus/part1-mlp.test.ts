import { seededRandom } from '../../src/common/random.ts';
import { gradientsOf, parametersOf, slopes } from '../../src/laws/definitions/mlp/network.ts';
import * as reference from '../../solutions/part1/mlp.ts';
import { meanSquaredError } from '../../solutions/part1/measures.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';
import {
  backwardBy,
  mapTable,
  mistaken,
  one,
  refill,
  stretch,
  type Arguments,
} from './part1-mlp-mistakes.ts';
import { flatMlp, mathjsMlp, perSampleMlp, recursiveMlp } from './part1-mlp-styles.ts';

type Module = typeof reference;
const { MLP } = reference;

const wrong: Implementation<Module>[] = [
  // the starting weights
  mistaken('biases drawn from N(0, 1)', {
    start: (m, seed) => (m.biasHidden = m.biasHidden.map(seededRandom(seed + 1).normal)),
  }),
  mistaken('uniform weights of [0, 1)', {
    start: (m, seed) => refill(m, seededRandom(seed).uniform),
  }),
  mistaken('uniform weights of standard deviation 1', {
    start: (m, seed) => {
      const { uniform } = seededRandom(seed);
      refill(m, () => (uniform() - 0.5) * Math.sqrt(12));
    },
  }),
  mistaken('standard deviation 0.01', {
    start: (m, seed) => {
      const { normal } = seededRandom(seed);
      refill(m, () => 0.01 * normal());
    },
  }),
  mistaken('He initialisation', {
    start: (m) => {
      const scale = Math.sqrt(2 / m.weightsInputHidden.length);
      m.weightsInputHidden = mapTable(m.weightsInputHidden, (w) => w * scale);
    },
  }),
  mistaken('all weights of a row shared', {
    start: (m) =>
      (m.weightsInputHidden = mapTable(m.weightsInputHidden, (_, i) => m.weightsInputHidden[i][0])),
  }),
  mistaken('both matrices from the same draws', {
    start: (m, seed) => {
      const { normal } = seededRandom(seed);
      m.weightsHiddenOutput = mapTable(m.weightsHiddenOutput, normal);
    },
  }),
  mistaken('Math.random, whatever the seed', {
    start: (m) => {
      const draw = () =>
        Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
      refill(m, draw);
    },
  }),
  mistaken('the seed is ignored', { start: (m) => refill(m, seededRandom(7).normal) }),
  mistaken('weights transposed', {
    start: (m) =>
      (m.weightsInputHidden = m.biasHidden.map((_, j) =>
        m.weightsInputHidden.map((row) => row[j]),
      )),
  }),
  mistaken('biases as 1 × n matrices', {
    start: (m) => Object.assign(m, { biasHidden: [m.biasHidden], biasOutput: [m.biasOutput] }),
  }),
  // the forward pass
  {
    name: 'always the sigmoid',
    module: {
      MLP: class extends MLP {
        constructor(a: number, b: number, c: number, _?: string, seed?: number) {
          super(a, b, c, 'sigmoid', seed);
        }
      },
    },
  },
  {
    name: 'tanh where nothing is said',
    module: {
      MLP: class extends MLP {
        constructor(...[a, b, c, activation = 'tanh', seed]: Arguments) {
          super(a, b, c, activation, seed);
        }
      },
    },
  },
  {
    name: 'no activation on the output',
    module: {
      MLP: class extends perSampleMlp {
        override one(x: number[]) {
          const pass = super.one(x);
          return { ...pass, y: pass.z2 };
        }
      },
    },
  },
  {
    name: 'no bias in the hidden layer',
    module: {
      MLP: class extends perSampleMlp {
        override one(x: number[]) {
          const bias = this.biasHidden;
          this.biasHidden = bias.map(() => 0);
          const pass = super.one(x);
          this.biasHidden = bias;
          return pass;
        }
      },
    },
  },
  mistaken('outputs rounded to 4 digits', {
    outputs: (outputs) => mapTable(outputs, (y) => Number(y.toFixed(4))),
  }),
  mistaken('outputs divided by the batch', {
    outputs: (outputs) => mapTable(outputs, (y) => y / outputs.length),
  }),
  mistaken('every row is the first', { outputs: (outputs) => outputs.map(() => outputs[0]) }),
  mistaken('forward changes the weights', {
    outputs: (outputs, m) => {
      m.biasHidden = m.biasHidden.map((b) => b + 0.25);
      return outputs;
    },
  }),
  mistaken('an input that is too long is cut off', {
    outputs: (outputs) => outputs,
    start: (m) => {
      const forward = m.forward.bind(m);
      m.forward = (inputs) =>
        forward(inputs.map((row) => m.weightsInputHidden.map((_, i) => row[i] ?? 0)));
    },
  }),
  // the backward pass
  mistaken('averaged over the batch', {
    step: (m, before, { inputs }) => stretch(m, before, 1 / inputs.length),
  }),
  mistaken('averaged over the outputs', {
    step: (m, before, { targets }) => stretch(m, before, 1 / targets[0].length),
  }),
  mistaken('biases averaged, weights summed', {
    step: (m, before, { inputs }) =>
      stretch(m, before, 1 / inputs.length, ['biasHidden', 'biasOutput']),
  }),
  mistaken('twice the gradient: no ½ in the loss', { step: (m, before) => stretch(m, before, 2) }),
  mistaken('climbs', { step: (m, before) => stretch(m, before, -1) }),
  mistaken('no learning rate', { step: (m, before, { rate }) => stretch(m, before, 1 / rate) }),
  mistaken('the learning rate squared', {
    step: (m, before, { rate }) => stretch(m, before, rate),
  }),
  mistaken('does nothing', { backward: () => undefined }),
  mistaken('biases never change', {
    step: (m, before) => stretch(m, before, 0, ['biasHidden', 'biasOutput']),
  }),
  mistaken('the hidden bias never changes', {
    step: (m, before) => stretch(m, before, 0, ['biasHidden']),
  }),
  mistaken('the output bias never changes', {
    step: (m, before) => stretch(m, before, 0, ['biasOutput']),
  }),
  mistaken('the hidden layer never changes', {
    step: (m, before) => stretch(m, before, 0, ['biasHidden', 'weightsInputHidden']),
  }),
  mistaken('the hidden bias has the wrong sign', {
    step: (m, before) => stretch(m, before, -1, ['biasHidden']),
  }),
  mistaken('weight decay', {
    step: (m) => (m.weightsInputHidden = mapTable(m.weightsInputHidden, (w) => w * 0.999)),
  }),
  mistaken('steps are clipped at 1', {
    step: (m, before) => {
      m.weightsHiddenOutput = mapTable(m.weightsHiddenOutput, (w, i, j) => {
        const old = before.weightsHiddenOutput[i][j];
        return old + Math.max(-1, Math.min(1, w - old));
      });
    },
  }),
  mistaken('no slope at the output', { backward: backwardBy({ outputSlope: one }) }),
  mistaken('no slope at the hidden layer', { backward: backwardBy({ hiddenSlope: one }) }),
  mistaken('slopes at the outputs of the sigmoid', {
    backward: backwardBy({
      outputSlope: (_, y) => slopes.sigmoid(y),
      hiddenSlope: (_, y) => slopes.sigmoid(y),
    }),
  }),
  mistaken('the slope of the sigmoid for every activation', {
    backward: backwardBy({ outputSlope: slopes.sigmoid, hiddenSlope: slopes.sigmoid }),
  }),
  mistaken('y·(1 − y) for every activation', {
    backward: backwardBy({
      outputSlope: (_, y) => y * (1 - y),
      hiddenSlope: (_, y) => y * (1 - y),
    }),
  }),
  mistaken('the hidden error through weights that were already changed', {
    backward: backwardBy({ updatedFirst: true }),
  }),
  mistaken('the output layer is changed first, for the whole batch', {
    step: (m, before, { inputs, targets, rate, args: [, , , activation = 'sigmoid'] }) => {
      const given = { ...parametersOf(before), activation, inputs, targets };
      const gradients = gradientsOf(given, { sendBack: m.weightsHiddenOutput });
      m.biasHidden = before.biasHidden.map((b, j) => b - rate * gradients.biasHidden[j]);
      m.weightsInputHidden = mapTable(
        before.weightsInputHidden,
        (w, i, j) => w - rate * gradients.weightsInputHidden[i][j],
      );
    },
  }),
  mistaken('the weights that carry the error back are transposed', {
    backward: backwardBy({ transposed: true }),
  }),
  mistaken('the last sample only', {
    backward: backwardBy({ samples: (n, count) => n === count - 1 }),
  }),
  mistaken('the first sample only', { backward: backwardBy({ samples: (n) => n === 0 }) }),
  mistaken('sample by sample: stochastic descent', {
    backward: (m, { inputs, targets, rate }) =>
      inputs.forEach((x, n) => MLP.prototype.backward.call(m, [x], [targets[n]], rate)),
  }),
  mistaken('targets are changed', {
    step: (_, __, { targets }) => targets.forEach((row) => row.fill(0)),
  }),
  // training
  mistaken('train does nothing', { train: () => [] }),
  mistaken('losses after the step', {
    train: (m, x, y, { epochs, learningRate, every = 1 }) =>
      Array.from({ length: epochs }, (_, epoch) => {
        m.forward(x);
        m.backward(x, y, learningRate);
        return epoch % every === 0 ? meanSquaredError(m.forward(x), y) : NaN;
      }).filter((loss) => !Number.isNaN(loss)),
  }),
  mistaken('every is ignored', {
    train: (m, x, y, { epochs, learningRate }) =>
      MLP.prototype.train.call(m, x, y, { epochs, learningRate }),
  }),
  mistaken('every is 1000 by default', {
    train: (m, x, y, { every = 1000, ...o }) => MLP.prototype.train.call(m, x, y, { ...o, every }),
  }),
  mistaken('one epoch too many', {
    train: (m, x, y, o) => MLP.prototype.train.call(m, x, y, { ...o, epochs: o.epochs + 1 }),
  }),
  mistaken('the loss of the first sample', {
    train: (m, x, y, { epochs, learningRate, every = 1 }) => {
      const losses: number[] = [];
      for (let epoch = 0; epoch < epochs; epoch++) {
        const outputs = m.forward(x);
        if (epoch % every === 0) losses.push(meanSquaredError([outputs[0]], [y[0]]));
        m.backward(x, y, learningRate);
      }
      return losses;
    },
  }),
];

const right: Implementation<Module>[] = [
  { name: 'mathjs, vectorised', module: { MLP: mathjsMlp } },
  { name: 'sample by sample, gradients gathered', module: { MLP: perSampleMlp } },
  { name: 'flat typed arrays, loops backwards', module: { MLP: flatMlp } },
  { name: 'recursion and new arrays', module: { MLP: recursiveMlp } },
  mistaken('a backward pass that is written out', { backward: backwardBy({}) }),
  mistaken('weights drawn in another order', {
    start: (m, seed) => {
      const { normal } = seededRandom(seed);
      m.weightsHiddenOutput = mapTable(m.weightsHiddenOutput, normal);
      m.weightsInputHidden = mapTable(m.weightsInputHidden, normal);
    },
  }),
  mistaken('weights as sums of twelve uniform numbers', {
    start: (m, seed) => {
      const { uniform } = seededRandom(seed);
      refill(m, () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b) - 6);
    },
  }),
  mistaken('backward passes forward once more', {
    backward: (m, { inputs, targets, rate }) => {
      MLP.prototype.forward.call(m, inputs);
      MLP.prototype.backward.call(m, inputs, targets, rate);
    },
  }),
];

proveCorpus({ part: 'part1', file: 'mlp', reference, wrong, right });
