import * as tf from '@tensorflow/tfjs';
import { Sigmoid } from '../../solutions/part6/activations.ts';
import { buildNetwork, Network } from '../../solutions/part6/network.ts';
import { proveCorpus } from './corpus.ts';
import { activation, builder, chain } from './part6/networks.ts';

const shared = { relu: activation('relu'), sigmoid: activation('sigmoid') };

const wrong = [
  chain('backward in the order of forward', {
    backward: (g, modules) => modules.reduce((gradient, module) => module.backward(gradient), g),
  }),
  chain('forward from the end', {
    forward: (x, modules) => modules.reduceRight((input, module) => module.forward(input), x),
  }),
  chain('every module gets x', {
    forward: (x, modules) => modules.map((m) => m.forward(x)).at(-1)!,
  }),
  chain('every module gets gradOutput', {
    backward: (g, modules) =>
      modules
        .toReversed()
        .map((m) => m.backward(g))
        .at(-1)!,
  }),
  chain('backward leaves out the first module', {
    backward: (g, modules) =>
      modules.slice(1).reduceRight((gradient, m) => m.backward(gradient), g),
  }),
  chain('backward leaves out the last module', {
    backward: (g, modules) =>
      modules.slice(0, -1).reduceRight((gradient, m) => m.backward(gradient), g),
  }),
  chain('backward returns gradOutput', {
    backward: (g, modules) => {
      modules.reduceRight((gradient, module) => module.backward(gradient), g);
      return g;
    },
  }),
  chain('backward is done twice', {
    backward: (g, modules) => {
      modules.reduceRight((gradient, module) => module.backward(gradient), g);
      return modules.reduceRight((gradient, module) => module.backward(gradient), g);
    },
  }),
  chain('no module sends back what is not wanted at the front', {
    backward: (g, modules, wantsInput) =>
      modules.reduceRight((gradient, module) => module.backward(gradient, wantsInput), g),
  }),
  chain('no module sends back anything but the first', {
    backward: (g, modules) =>
      modules.reduceRight((gradient, module, i) => module.backward(gradient, i === 0), g),
  }),
  chain('nothing is done where nothing is wanted', {
    backward: (g, modules, wantsInput = true) =>
      wantsInput ? modules.reduceRight((gradient, module) => module.backward(gradient), g) : g,
  }),
  chain('parameters from the end', {
    parameters: (modules) => modules.toReversed().flatMap((m) => m.parameters()),
  }),
  chain('parameters of the last module alone', {
    parameters: (modules) => modules.at(-1)!.parameters(),
  }),
  chain('a list of lists of parameters', {
    parameters: (modules) => modules.map((m) => m.parameters()),
  }),
  chain('no parameters', { parameters: () => [] }),
  chain('what lies between is kept with tf.keep', {
    forward: (x, modules) => modules.reduce((input, m) => tf.keep(m.forward(input)), x),
  }),
  builder('an activation behind the last layer too', {
    behind: (i, layers, { activation: name, last }) =>
      i < layers - 1 ? [activation(name)] : [activation(last === 'none' ? name : 'sigmoid')],
  }),
  builder('the sigmoid at the end is forgotten', {
    behind: (i, layers, { activation: name }) => (i < layers - 1 ? [activation(name)] : []),
  }),
  builder('the sigmoid at the end comes behind an activation', {
    behind: (i, layers, { activation: name, last }) =>
      i === layers - 1 && last === 'none'
        ? []
        : [activation(name), ...(i === layers - 1 ? [new Sigmoid()] : [])],
  }),
  builder('no activations', {
    behind: (i, layers, { last }) =>
      i === layers - 1 && last === 'sigmoid' ? [new Sigmoid()] : [],
  }),
  builder('ReLU everywhere', { options: (options) => ({ ...options, activation: 'relu' }) }),
  builder('the sigmoid is the default', {
    options: (options) => ({ activation: 'sigmoid', ...options }),
  }),
  builder('a sigmoid at the end by default', {
    options: (options) => ({ last: 'sigmoid', ...options }),
  }),
  builder('std is left out', { options: (options) => ({ ...options, std: 0.01 }) }),
  builder('std by He', { stdOf: (_, __, inputs) => Math.sqrt(2 / inputs) }),
  builder('the seed is left out', { options: (options) => ({ ...options, seed: 0 }) }),
  builder('all layers have the network’s seed: twins', { seedOf: (_, seed) => seed }),
  builder('only the first layer is seeded', { seedOf: (i, _, draw) => (i === 0 ? draw() : i) }),
  builder('the seed is the clock', { seedOf: (i) => Math.floor(performance.now() * 1000) + i }),
  builder('the last size is left out', {
    sizes: (sizes) => (sizes.length > 2 ? sizes.slice(0, -1) : sizes),
  }),
  builder('one hidden layer at most', {
    sizes: (sizes) => [...sizes.slice(0, 2), ...sizes.slice(-1)].slice(-3),
  }),
  builder('one activation for all layers', {
    behind: (i, layers, { activation: name, last }) =>
      i < layers - 1 ? [shared[name]] : last === 'none' ? [] : [shared.sigmoid],
  }),
];

const right = [
  chain('loops', {
    forward: (x, modules) => {
      let current = x;
      for (const module of modules) current = module.forward(current);
      return current;
    },
    backward: (g, modules) => {
      let current = g;
      for (let i = modules.length - 1; i >= 0; i--) current = modules[i].backward(current);
      return current;
    },
  }),
  chain('recursion', {
    forward: (x, modules) => {
      const from = (i: number, input: tf.Tensor2D): tf.Tensor2D =>
        i === modules.length ? input : from(i + 1, modules[i].forward(input));
      return from(0, x);
    },
  }),
  chain('tf.tidy around each pass', {
    backward: (g, modules) =>
      tf.tidy(() => modules.reduceRight((gradient, module) => module.backward(gradient), g)),
  }),
  builder('a seed for each layer by arithmetic', {
    seedOf: (i, seed) => Math.imul(seed + 1, 31) + i,
  }),
];

proveCorpus({ part: 'part6', file: 'network', reference: { Network, buildNetwork }, wrong, right });
