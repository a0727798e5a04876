import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../../src/laws/compare.ts';
import { stepsCases } from '../../../src/laws/definitions/recurrent/cases.ts';
import { type CellName, cells, type State } from '../../../src/laws/definitions/recurrent/cells.ts';
import { classifierCases } from '../../../src/laws/definitions/recurrent/classifier-cases.ts';
import { farOutCases } from '../../../src/laws/definitions/recurrent/far-out.ts';
import { recordedSteps, recordedTrainings } from '../../../src/laws/definitions/recurrent/recorded.ts'; // prettier-ignore
import { layerSlopes } from '../../../src/laws/definitions/recurrent/slopes.ts';
import { layerCases, layerOf } from '../../../src/laws/definitions/recurrent/stand-ins.ts';
import { stepOf, trainStepCases } from '../../../src/laws/definitions/recurrent/train-step.ts';
import { backOf, classifierBack, exchanged, logitsOf, statesOf, type StepsCase, summed } from '../../../src/laws/definitions/recurrent/unrolled.ts'; // prettier-ignore
import { lossOf } from '../../../src/laws/definitions/modules/passes.ts';
import { oneHot } from '../../../src/laws/definitions/modules/matrices.ts';

const names: CellName[] = ['rnn', 'lstm'];
const NUDGE = 2 ** -10;

/** How fast `loss` changes with each number in `numbers`. */
function slopes<T>(numbers: T, loss: () => number): T {
  const list = numbers as unknown[];
  return list.map((value, i) => {
    if (typeof value !== 'number') return slopes(value, loss);
    const [above, below] = [NUDGE, -NUDGE].map((by) => {
      list[i] = value + by;
      return loss();
    });
    list[i] = value;
    return (above - below) / (2 * NUDGE);
  }) as T;
}

const dot = (a: State[], b: State[]) => {
  const [x, y] = [a, b].map((states) => states.flat(3));
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
};

test.each(names)('%s: what comes back through time is what central differences give', (name) => {
  fc.assert(
    fc.property(stepsCases(name, 1, 2, 3), (given: StepsCase) => {
      const loss = () => dot(statesOf(cells[name], given), given.gradients);
      const { inputWeight, stateWeight, bias } = given.values;
      const back = backOf(cells[name], given);
      const wanted = {
        x: slopes(given.x, loss),
        state: slopes(given.state, loss),
        parameters: [slopes(inputWeight, loss), slopes(stateWeight, loss), slopes(bias, loss)],
      };
      const got = { ...back, parameters: summed(back.parameters) };
      expect(compare(got, wanted, { absolute: 1e-4, relative: 1e-5 })).toBeUndefined();
    }),
    { seed: 1, numRuns: 60 },
  );
});

test.each(
  names.flatMap((name) => recordedSteps(name).map((record) => ({ cell: name, ...record }))),
)('$name: as PyTorch', ({ cell, given, wanted }) => {
  const states = statesOf(cells[cell], given);
  const back = backOf(cells[cell], given);
  const got = {
    outputs: states.map(([h]) => h),
    last: states.at(-1),
    ...back,
    parameters: summed(back.parameters),
  };
  expect(compare(got, wanted, { absolute: 1e-12, relative: 1e-12 })).toBeUndefined();
});

test('a classifier sends back what central differences give', () => {
  fc.assert(
    fc.property(classifierCases, ({ cell, values, images, gradLogits }) => {
      const loss = () => dot([[logitsOf(cells[cell], values, images)]], [[gradLogits]]);
      const { inputWeight, stateWeight, bias } = values.cell;
      const wanted = {
        images: slopes(images, loss),
        parameters: [inputWeight, stateWeight, bias, values.weight, values.bias].map(
          (numbers: unknown) => slopes(numbers, loss),
        ),
      };
      const got = classifierBack(cells[cell], values, images, gradLogits);
      expect(compare(got, wanted, { absolute: 1e-4, relative: 1e-5 })).toBeUndefined();
    }),
    { seed: 2, numRuns: 40 },
  );
});

test.each(recordedTrainings)('$name: the first loss is PyTorch’s', (record) => {
  const { cell, initial, images, labels, losses } = record;
  const logits = logitsOf(cells[cell], initial, images);
  const { loss } = lossOf('SoftmaxCrossEntropy', logits, oneHot(labels, initial.bias.length));
  expect(loss).toBeCloseTo(losses[0], 12);
});

test('the slopes of a layer are those of its definition', () => {
  const [given] = fc.sample(stepsCases('rnn', 3), { seed: 3, numRuns: 1 });
  const { x, parameters } = backOf(cells.rnn, given);
  const got = layerSlopes(cells.rnn, given);
  const wanted = { input: exchanged(x), parameters: summed(parameters) };
  expect(compare(got, wanted, { absolute: 1e-4, relative: 1e-5 })).toBeUndefined();
});

test('far out, every number is finite', () => {
  fc.assert(
    fc.property(farOutCases, (given) => {
      const { x, state, parameters } = backOf(cells.lstm, given);
      const numbers = [statesOf(cells.lstm, given), x, state, parameters].flat(9);
      expect(numbers.every(Number.isFinite)).toBe(true);
    }),
    { seed: 4 },
  );
});

test('by hand: two steps of the stand-in cell', () => {
  // h: 2·1 = 2, then 2·3 + 2 − 1 = 7, where s was 1.
  // Back: ∂h 10 at the second; at the first 1 + 10 = 11, and ∂s 10.
  const given = { x: [[[1, 0], [3, 0]]], gradOutput: [[[1, 0], [10, 0]]] }; // prettier-ignore
  const { outputs, input, parameters } = layerOf(given);
  expect(outputs).toEqual([[[2, 0], [7, 0]]]); // prettier-ignore
  expect(input.map((rows) => rows.map(([first]) => first))).toEqual([
    [2 * 11 + 10 + 1, 2 * 10 + 3],
  ]);
  expect(parameters.map(([first]) => first)).toEqual([1 * 11 + 3 * 10, 11 + 1]);
});

test('samples of the stand-in cell are summed in the parameters alone', () => {
  fc.assert(
    fc.property(layerCases, ({ x, gradOutput }) => {
      const all = layerOf({ x, gradOutput });
      const each = x.map((rows, n) => layerOf({ x: [rows], gradOutput: [gradOutput[n]] }));
      expect(all.outputs).toEqual(each.flatMap(({ outputs }) => outputs));
      expect(all.input).toEqual(each.flatMap(({ input }) => input));
    }),
    { seed: 5 },
  );
});

test('clipped gradients are never longer than `clip`, and shorter ones stay', () => {
  fc.assert(
    fc.property(trainStepCases(true), (given) => {
      const { values } = stepOf(given);
      const moved = (values as number[][])
        .flat(2)
        .map((value, i) => (value - given.values.flat(2)[i]) / -given.learningRate);
      const norm = Math.hypot(...moved);
      const before = Math.hypot(...given.gradients.flat(2));
      expect(norm).toBeCloseTo(Math.min(before, given.clip!), 9);
    }),
    { seed: 6 },
  );
});
