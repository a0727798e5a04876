import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { trainSmallNetwork } from './loss-curve.ts';
import { held, wasmModule } from './start.ts';

/** Follows what is allocated and freed while `work` runs; `failAt` makes one allocation fail. */
function watchAllocator(work: (live: Set<number>) => void, failAt = Infinity): void {
  const module = wasmModule();
  tf.ones([1]).dispose(); // Emscripten puts the real functions in place at the first call
  const { _malloc: allocate, _free: free } = module;
  const live = new Set<number>();
  let count = 0;
  Object.assign(module, {
    _malloc(bytes: number) {
      if (count++ === failAt) throw new NoRoom();
      const address = allocate(bytes);
      live.add(address);
      return address;
    },
    _free(address: number) {
      live.delete(address);
      free(address);
    },
  });
  try {
    work(live);
  } finally {
    Object.assign(module, { _malloc: allocate, _free: free });
  }
}

class NoRoom extends Error {}

type Shapes = Record<string, number[]>;

/** Kernels, and the shapes of what they are given, some of them of n channels. */
function kernelsOf(n: number): [kernel: string, shapes: Shapes, attributes: object][] {
  const how = { strides: [1, 1], dilations: [1, 1], pad: 'same', dataFormat: 'NHWC' };
  const [x, filter, bias, pooled] = [[2, 5, 5, n], [3, 3, n, n], [n], [2, 4, 4, n]];
  return [
    ['Conv2D', { x, filter }, how],
    ['FusedConv2D', { x, filter, bias }, { ...how, activation: 'relu' }],
    ['Conv2DBackpropInput', { dy: x, filter }, { ...how, inputShape: x }],
    ['Conv2DBackpropFilter', { x, dy: x }, { ...how, filterShape: filter }],
    ['BatchMatMul', { a: [6, n], b: [n, n] }, {}],
    ['BatchMatMul', { a: [n, 6], b: [n, n] }, { transposeA: true }],
    ['BatchMatMul', { a: [2, 6, n], b: [n, n] }, { transposeB: true }],
    ['_FusedMatMul', { a: [6, n], b: [n, n], bias }, { activation: 'relu' }],
    [
      'MaxPoolGrad',
      { dy: pooled, input: x, output: pooled },
      { filterSize: [2, 2], strides: [1, 1], pad: 'valid' },
    ],
    ['Add', { a: [3, n], b: [n] }, {}],
    ['Sum', { x: [3, n] }, { axis: [0], keepDims: false }],
    ['ReluGradient', { dy: [n], y: [n] }, {}],
    ['SigmoidGradient', { dy: [n], y: [n] }, {}],
    ['SoftmaxCrossEntropy', { labels: [3, n], logits: [3, n] }, {}],
    ['SoftmaxCrossEntropyGradient', { dy: [], labels: [3, n], probabilities: [3, n] }, {}],
  ];
}

function run(kernel: string, inputs: tf.NamedTensorMap, attributes: object): void {
  tf.dispose(tf.engine().runKernel(kernel, inputs, attributes as tf.NamedAttrMap));
}

export function proveMemory(): void {
  describe('memory', () => {
    test('does not grow over three hundred steps of training', () => {
      const training = trainSmallNetwork(1);
      const module = wasmModule();
      for (let step = 0; step < 10; step++) training.step();
      const before = { ...held(), bytes: module.HEAPU8.length };
      watchAllocator((live) => {
        for (let step = 10; step < 300; step++) training.step();
        expect({ ...held(), bytes: module.HEAPU8.length }).toEqual(before);
        expect(live.size).toBe(0);
      });
      training.dispose();
    });

    describe.each([4, 5])('with %i channels', (channels) => {
      test.each(kernelsOf(channels))(
        '%s gives back all it borrowed, also where there is no room for more: %j',
        (kernel, shapes, attributes) => {
          const inputs: tf.NamedTensorMap = {};
          for (const [name, shape] of Object.entries(shapes)) inputs[name] = tf.ones(shape);
          const before = held();
          let failures = 0;
          // At most four allocations are made: the later runs find enough room.
          for (let failAt = 0; failAt < 6; failAt++) {
            watchAllocator((live) => {
              try {
                run(kernel, inputs, attributes);
              } catch (error) {
                expect(error).toBeInstanceOf(NoRoom);
                failures++;
              }
              expect(live.size).toBe(0);
            }, failAt);
            expect(held()).toEqual(before);
          }
          expect(failures).toBeGreaterThan(0);
          expect(failures).toBeLessThan(6);
          tf.dispose(inputs);
        },
      );
    });
  });
}
