import { describe, expect, test } from 'vitest';
import { tryBackend } from '#src/backend/load';
import { isRefusal } from '#src/backend/rung';
import { UsageError, UserError } from '#src/common/user-error';
import { type Amount, type Measurement, measureNetwork } from './in-turns.ts';
import { buildModel, networkNames, networks } from './networks.ts';
import { median, quantile } from './timing.ts';
import type { Trainer } from './trainer.ts';
import { readOptions } from './training-options.ts';
import { factText, headText, rowText, wholeText } from './training-text.ts';

/** A side that takes given milliseconds a step, one number a round, and notes what it is asked. */
function fakeTrainer(name: string, parameters: number, rounds: number[], notes: string[]): Trainer {
  let round = 0;
  return {
    prepare: async (_, optimizer) => {
      round = 0;
      notes.push(`${name} ${optimizer}`);
      return parameters;
    },
    train: async (count) => {
      notes.push(`${name} trains ${count}`);
      return count === 9 ? [] : Array.from({ length: count }, () => rounds[round++]);
    },
    validate: async () => {
      notes.push(`${name} validates`);
      return rounds[0];
    },
  };
}

describe('a network is measured', () => {
  const amount: Amount = { warmUp: [9, 9], rounds: 3, steps: 1, validation: true };

  async function measure(ours: Trainer, pytorch?: Trainer): Promise<Measurement[]> {
    const measurements: Measurement[] = [];
    await measureNetwork('mlp_1', amount, ours, pytorch, async (one) => {
      measurements.push(one);
    });
    return measurements;
  }

  test('in turns, after a warm-up, with one ratio a round', async () => {
    const notes: string[] = [];
    const ours = fakeTrainer('ours', 98_666, [2, 30, 4], notes);
    const [adam, sgd, validation] = await measure(ours, fakeTrainer('theirs', 98_666, [1, 10, 8], notes)); // prettier-ignore
    expect(notes.slice(0, 8)).toEqual([
      'ours Adam',
      'ours trains 9',
      'theirs Adam',
      'theirs trains 9',
      'ours trains 1',
      'theirs trains 1',
      'ours trains 1',
      'theirs trains 1',
    ]);
    expect(adam).toEqual({
      network: 'mlp_1',
      work: 'Adam',
      ours: [2, 30, 4],
      pytorch: [1, 10, 8],
      ratios: [2, 3, 0.5],
    });
    expect(sgd.work).toBe('SGD');
    expect(validation).toMatchObject({ work: 'validation', ratios: [2, 2, 2] });
  });

  test('alone where there is no PyTorch', async () => {
    const [adam] = await measure(fakeTrainer('ours', 98_666, [2, 3, 4], []));
    expect(adam).toEqual({ network: 'mlp_1', work: 'Adam', ours: [2, 3, 4] });
  });

  test('only if both sides have the parameters that it must have', async () => {
    const right = fakeTrainer('right', 98_666, [1, 1, 1], []);
    const wrong = fakeTrainer('wrong', 98_634, [1, 1, 1], []);
    await expect(measure(right, wrong)).rejects.toThrow(UserError);
    await expect(measure(right, wrong)).rejects.toThrow('98634 parameters, 98666 were wanted');
  });
});

test('the networks have the parameters of part 3', async () => {
  const loaded = await tryBackend('cpu', { isAskedFor: true });
  if (isRefusal(loaded)) throw new Error(loaded.reason);
  for (const name of networkNames) {
    const model = buildModel(loaded.tf, name);
    expect([name, model.countParams()]).toEqual([name, networks[name].parameters]);
    expect(model.outputShape).toEqual([null, 10]);
    model.dispose();
  }
});

test('a quantile lies between its neighbours', () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([1, 2])).toBe(1.5);
  expect(quantile([7], 0.75)).toBe(7);
});

test('every backend but plain JavaScript is measured, unless one is named', () => {
  expect(readOptions([])).toMatchObject({ backends: ['cuda', 'webgpu', 'node', 'wasm'], isNamed: false }); // prettier-ignore
  expect(readOptions(['--backend', 'cpu', '--networks', 'cnn_4,mlp_1'])).toMatchObject({
    backends: ['cpu'],
    isNamed: true,
    networks: ['cnn_4', 'mlp_1'],
  });
});

test.each([
  [['--backend', 'wams'], /no backend "wams".*Did you mean wasm\?/],
  [['--networks', 'cnn_44'], /no network "cnn_44".*Did you mean cnn_4\?/],
  [['--steps', '2.5'], /--steps: a whole number of at least 1 is wanted, 2\.5 came/],
  [['--fast'], /--fast[^]*Usage: npm run bench -- training/],
])('%j is refused with what there is', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});

test('the tables fit 80 columns', () => {
  const slow = [28_123.4, 30_456.7, 31_999.9];
  const whole = {
    manner: 'the CPU, 128 threads',
    seconds: 1234.56,
    starting: 12.3,
    isCut: false,
  };
  const text = [
    factText('pytorch', 'openblas-pthread/libblas.so.3, '.repeat(5)),
    headText('wasm', { description: 'WebAssembly', pytorch: 'the CPU, 1 thread' }),
    rowText({ network: 'cnn_5', work: 'validation', ours: slow, pytorch: slow, ratios: [9.994] }),
    wholeText(
      {
        steps: 300,
        ours: whole,
        pytorch: [
          { ...whole, ratio: 1.1 },
          { ...whole, isCut: true, ratio: 0.5 },
        ],
      },
      5,
    ),
  ].join('\n');
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(rowText({ network: 'mlp_1', work: 'Adam', ours: [1.234, 10, 0.5], pytorch: [1], ratios: [1.2345] })) // prettier-ignore
    .toBe('mlp_1    Adam        1.23 (0.87–5.62)    1.00 (1.00–1.00)    1.23 (1.23–1.23)');
});
