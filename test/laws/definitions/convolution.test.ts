import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import recorded from '../../../fixtures/pytorch/conv2d.json' with { type: 'json' };
import { quarters, tensor4 } from '#src/laws/arbitraries';
import {
  correlate,
  correlateGradients,
  outputShape,
  shape4,
  tensorOf,
} from '#src/laws/definitions/convolution/convolution';
import { byTensorFlow, type Case } from './tensorflow.ts';

const pair = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

/** Every dimension apart from the others; TensorFlow.js takes stride or dilation, not both. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    groups: fc.integer({ min: 1, max: 3 }),
    groupChannels: fc.integer({ min: 1, max: 2 }),
    groupKernels: fc.integer({ min: 1, max: 2 }),
    sides: pair(1, 3),
    extra: pair(0, 3),
    padding: pair(0, 2),
    step: pair(1, 3),
    isDilated: fc.boolean(),
  })
  .chain(
    ({ batch, groups, groupChannels, groupKernels, sides, extra, padding, step, isDilated }) => {
      const stride: [number, number] = isDilated ? [1, 1] : step;
      const dilation: [number, number] = isDilated ? step : [1, 1];
      const side = (axis: 0 | 1) => dilation[axis] * (sides[axis] - 1) + 1 + extra[axis];
      const input = [batch, groups * groupChannels, side(0), side(1)] as const;
      const kernel = [groups * groupKernels, groupChannels, ...sides] as const;
      const options = { stride, padding, dilation, groups };
      return fc.record({
        input: tensor4(input, quarters()),
        kernel: tensor4(kernel, quarters()),
        upstream: tensor4(outputShape(input, kernel, options), quarters()),
        options: fc.constant(options),
      });
    },
  );

const byDefinition = ({ input, kernel, upstream, options }: Case) => ({
  output: correlate(input, kernel, options),
  gradients: correlateGradients(input, kernel, upstream, options),
});

/** −0 where TensorFlow.js gives 0 is no difference. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe('the definition and TensorFlow.js', () => {
  let tensors: number;
  beforeAll(() => {
    tf.env().set('IS_TEST', true); // no advice about faster backends
    return tf.setBackend('cpu');
  });
  beforeEach(() => {
    tensors = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('give the same output and the same two gradients, exactly, whatever the options', () => {
    fc.assert(
      fc.property(cases, (given) => {
        expect(plain(byDefinition(given))).toEqual(plain(byTensorFlow(given)));
      }),
      { numRuns: 150 },
    );
  });

  test('have met every option on its own', () => {
    const drawn = fc.sample(cases, { seed: 1, numRuns: 150 }).map(({ options }) => options);
    for (const name of ['stride', 'dilation'] as const) {
      expect(drawn.some((options) => options[name][0] !== options[name][1])).toBe(true);
    }
    expect(drawn.some(({ padding: [a, b] }) => a !== b && a > 0)).toBe(true);
    expect(new Set(drawn.map(({ groups }) => groups)).size).toBe(3);
  });
});

describe('the definition and PyTorch', () => {
  test('have met on stride, padding, dilation and groups, and on stride with dilation', () => {
    const all = recorded.cases.map(({ options }) => options);
    expect(all.some(({ stride }) => Math.max(...stride) > 1)).toBe(true);
    expect(all.some(({ padding }) => Math.max(...padding) > 0)).toBe(true);
    expect(all.some(({ dilation }) => Math.max(...dilation) > 1)).toBe(true);
    expect(all.some(({ groups }) => groups > 1)).toBe(true);
    const both = all.filter((o) => Math.max(...o.stride) > 1 && Math.max(...o.dilation) > 1);
    expect(both.length).toBeGreaterThan(0);
  });

  test.each(recorded.cases)('agree: $name', (record) => {
    const given = { ...record, options: record.options as unknown as Case['options'] };
    expect(plain(byDefinition(given))).toEqual(
      plain({
        output: record.output,
        gradients: { input: record.inputGradient, kernel: record.kernelGradient },
      }),
    );
  });
});

test('the options may be left out, one by one', () => {
  const [given] = fc.sample(cases, { seed: 2, numRuns: 1 });
  const input = given.input.map((image) => image.slice(0, given.kernel[0].length));
  const all = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 } as const;
  const wanted = correlate(input, given.kernel, all);
  expect(correlate(input, given.kernel)).toEqual(wanted);
  for (const [name, value] of Object.entries(all)) {
    expect(correlate(input, given.kernel, { [name]: value })).toEqual(wanted);
  }
});

test('channels that do not fit the groups are refused', () => {
  const ones = (...shape: [number, number, number, number]) => tensorOf(shape, () => 1);
  expect(() => correlate(ones(1, 3, 2, 2), ones(2, 2, 1, 1))).toThrow(RangeError);
  expect(() => correlate(ones(1, 4, 2, 2), ones(2, 2, 1, 1), { groups: 3 })).toThrow(RangeError);
});

test('neither argument is written to, and the output has the shape that is announced', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const before = structuredClone(given);
      const { output, gradients } = byDefinition(given);
      expect(given).toEqual(before);
      expect(shape4(output)).toEqual(
        outputShape(shape4(given.input), shape4(given.kernel), given.options),
      );
      expect(shape4(gradients.input)).toEqual(shape4(given.input));
      expect(shape4(gradients.kernel)).toEqual(shape4(given.kernel));
    }),
    { numRuns: 30 },
  );
});
