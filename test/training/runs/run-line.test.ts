import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineChart } from '#src/charts/line-chart';
import { livePicture } from '#src/training/runs/live-picture';
import { duration, runLines, type ShownMeasure } from '#src/training/runs/run-line';
import { newRun, type RunState, secondsLeft, takeNews } from '#src/training/runs/run-state';
import { canvases, faults, plain } from '../../charts/canvases.ts';

const percent = (fraction: number) => (100 * fraction).toFixed(1);
const shown: ShownMeasure[] = [
  { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(2) },
  { key: 'train', label: 'train', format: percent },
  { key: 'val', label: 'val', format: percent },
];

/** A run of 15 epochs of 100 steps that has taken some of them since 0, a step in a tenth of a second. */
function run(name: string, steps: number, state: RunState['state'] = 'training'): RunState {
  const records = Array.from({ length: Math.floor(steps / 10) }, (_, i) => ({
    step: 10 * (i + 1),
    loss: 2.3 - i / 1000,
    train: 0.359 + i / 10_000,
    val: 0.344 + i / 10_000,
  }));
  const epochsDone = Math.floor(steps / 100);
  const fresh = newRun({ name, epochs: 15, stepsPerEpoch: 100, settings: {} });
  return { ...fresh, state, records, epochsDone, settled: 10 * epochsDone, seconds: steps / 10, since: { time: 0, step: 0 } }; // prettier-ignore
}

const runs = [
  run('mlp_1', 1500, 'done'),
  { ...run('mlp_2', 420, 'diverged'), divergedAt: 430 },
  run('cnn_3', 890),
  run('cnn_4', 0),
  run('cnn_5', 0, 'waiting'),
  run('cnn_6', 300, 'failed'),
];
const now = 89_000;

describe('a line a run', () => {
  test('tells epoch, what was measured last, and the time', () => {
    const lines = runLines(runs, shown, { ...plain, width: 80 }, now).join('\n');
    expect(`\n${lines}`).toMatchInlineSnapshot(`
      "
       mlp_1  epoch 15/15  ██████████████  loss 2.15  train 37.4  val 35.9  done 2:30
       mlp_2  epoch  5/15  ███▉            diverged at step 430
       cnn_3  epoch  9/15  ████████▎       loss 2.21  train 36.8  val 35.3  1:01 left
       cnn_4  epoch  1/15
       cnn_5  waiting
       cnn_6  epoch  4/15  ██▊             loss 2.27  train 36.2  val 34.7  failed"
    `);
  });

  test('tells the last measures alone where each epoch has one', () => {
    const fresh = newRun({ name: 'LSTM', epochs: 3, stepsPerEpoch: 100, settings: {} });
    const records = [0.5, 1, 0.25].map((val, i) => ({ step: 100 * (i + 1), loss: 3 - i, val }));
    const [line] = runLines([{ ...fresh, state: 'done', records, epochsDone: 3 }], shown.toSpliced(1, 1), plain, now); // prettier-ignore
    expect(line).toContain('loss 1.00  val 25.0');
  });

  test('keeps its last measures where there is less room', () => {
    for (const width of [60, 45]) {
      const lines = runLines(runs, shown, { ...plain, width }, now);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
    expect(`\n${runLines(runs, shown, plain, now).join('\n')}`).toMatchInlineSnapshot(`
      "
       mlp_1  epoch 15/15  █████  train 37.4  val 35.9  done 2:30
       mlp_2  epoch  5/15  █▍     diverged at step 430
       cnn_3  epoch  9/15  ██▉    train 36.8  val 35.3  1:01 left
       cnn_4  epoch  1/15
       cnn_5  waiting
       cnn_6  epoch  4/15  █      train 36.2  val 34.7  failed"
    `);
    expect(`\n${runLines(runs, shown, { ...plain, width: 45 }, now).join('\n')}`)
      .toMatchInlineSnapshot(`
      "
       mlp_1  epoch 15/15  val 35.9  done 2:30
       mlp_2  epoch  5/15  diverged at step 430
       cnn_3  epoch  9/15  val 35.3  1:01 left
       cnn_4  epoch  1/15
       cnn_5  waiting
       cnn_6  epoch  4/15  val 34.7  failed"
    `);
  });
});

const chart = (begun: readonly RunState[]): LineChart => ({
  title: 'how it goes',
  x: { label: 'epoch', from: 0, to: 15 },
  y: { label: 'validation accuracy', unit: '%' },
  series: begun.map(({ name, records }) => ({
    name,
    values: records.map(({ val }) => 100 * val),
    from: 0,
    to: records.length / 10,
  })),
});

describe('the live picture', () => {
  test('fits every terminal, and loses its curves before its lines', () => {
    const some = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 1500 })), { minLength: 1, maxLength: 12 }); // prettier-ignore
    fc.assert(
      fc.property(some, canvases, fc.integer({ min: 1, max: 60 }), (list, canvas, rows) => {
        const all = list.map(([name, steps]) => run(name.replaceAll(/[^a-z]/g, 'x'), steps));
        const begun = all.filter(({ records }) => records.length > 0);
        const curves = begun.length === 0 ? undefined : chart(begun);
        const picture = livePicture({ runs: all, shown, chart: curves, footer: 'Ctrl-C', rows, now }, canvas); // prettier-ignore
        expect(faults(picture, canvas)).toEqual([]);
        const lines = picture.split('\n');
        expect(lines.length).toBeLessThanOrEqual(rows);
        if (rows > all.length) expect(lines.slice(1, 1 + all.length)).toEqual(runLines(all, shown, canvas, now)); // prettier-ignore
        if (rows >= 40 && canvas.width >= 60 && begun.length > 0 && all.length < 8) expect(picture).toContain('how it goes'); // prettier-ignore
      }),
    );
  });
});

test('the time left is measured by the steps since it went on', () => {
  const resumed = newRun({ name: 'a', epochs: 10, stepsPerEpoch: 10, settings: {} });
  Object.assign(resumed, { epochsDone: 5, records: [{ step: 50, loss: 1 }], settled: 1 });
  takeNews(resumed, { news: 'trains', backend: 'cpu', description: '', parameters: 1 }, 1000);
  expect(secondsLeft(resumed, 2000)).toBeUndefined();
  takeNews(resumed, { news: 'records', records: [{ step: 60, loss: 1 }] }, 3000);
  expect(secondsLeft(resumed, 3000)).toBe(8); // 10 steps in 2 s, 40 to come
});

test('what an epoch gives in the end takes the place of what it told on the way', () => {
  const state = newRun({ name: 'a', epochs: 2, stepsPerEpoch: 20, settings: {} });
  const record = (step: number) => ({ step, loss: step });
  takeNews(state, { news: 'records', records: [record(1)] }, 0);
  takeNews(state, { news: 'epoch', epochsDone: 1, records: [record(10), record(20)], seconds: 3 }, 0); // prettier-ignore
  takeNews(state, { news: 'records', records: [record(30)] }, 0);
  expect(state).toMatchObject({ epochsDone: 1, settled: 2, seconds: 3 });
  expect(state.records.map(({ step }) => step)).toEqual([10, 20, 30]);
});

test.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [61, '1:01'],
  [3599.7, '1:00:00'],
  [36_005, '10:00:05'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
