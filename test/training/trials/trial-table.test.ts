import { describe, expect, test } from 'vitest';
import type { Canvas } from '#src/charts/colour';
import { visibleWidth } from '#src/charts/text-width';
import { chooseTrials, countByStatus, liveTrials, totals } from '#src/training/trials/live-trials';
import { reportLine, type ShownTrial, trialLines } from '#src/training/trials/trial-table';
import { describeShortly, settingColumns } from '../../../solutions/part8/experiment/report.ts';

const canvas: Canvas = { width: 80, colour: 'none', glyphs: 'unicode' };
const configuration = { width: 256, hiddenLayers: 1, learningRate: 0.00224, batchSize: 1, criterion: 'multi-margin' }; // prettier-ignore

function trial(
  number: number,
  status: ShownTrial['status'],
  epochs: readonly (number | null)[] = [],
  more: Partial<ShownTrial> = {},
): ShownTrial {
  const measures = epochs.map((loss) => ({ loss, accuracy: loss === null ? 0.1 : 0.9 }));
  return { trial: number, configuration, status, epochs: measures, ...more };
}

const trials = [
  trial(0, 'finished', [2.5, 0.25]),
  trial(1, 'stopped', [0.5]),
  trial(2, 'stopped', [null], { configuration: { ...configuration, criterion: 'cross-entropy' } }),
  trial(3, 'failed', [], { error: 'no memory' }),
  trial(4, 'running', [12.5], { progress: 0.5 }),
  trial(5, 'waiting'),
];
const table = { trials, settings: settingColumns, epochs: 2, best: 0 };

describe('a table of trials', () => {
  test('has a line for each, the best one marked, diverged ones named', () => {
    expect(trialLines(table, canvas)).toEqual([
      ' trial width layers    rate batch criterion     epoch   loss acc % status',
      '    *0   256      1 0.00224     1 multi-margin    2/2 0.2500 90.00 finished',
      '     1   256      1 0.00224     1 multi-margin    1/2 0.5000 90.00 stopped',
      '     2   256      1 0.00224     1 cross-entropy   1/2    NaN 10.00 diverged',
      '     3   256      1 0.00224     1 multi-margin                     failed',
      '     4   256      1 0.00224     1 multi-margin    1/2 12.500 90.00 running 49%',
      '     5   256      1 0.00224     1 multi-margin                     waiting',
    ]);
  });

  test('fits 80 columns with 25 trials, 10 epochs and a loss of any size', () => {
    const wide = [trial(24, 'running', Array<number>(10).fill(123456), { progress: 1 }), ...trials];
    const lines = trialLines({ ...table, trials: wide, epochs: 10, best: 24 }, canvas);
    expect(lines[1]).toBe('   *24   256      1 0.00224     1 multi-margin  10/10   1e+5 90.00 running 99%'); // prettier-ignore
    expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(80);
  });

  test('leaves out settings where the terminal is narrow, and keeps what was measured', () => {
    const lines = trialLines(table, { ...canvas, width: 50 });
    expect(lines[0]).toBe(' trial width layers epoch   loss acc % status');
    expect(trialLines(table, { ...canvas, width: 20 })[0]).toHaveLength(20);
  });

  test('shows some of them in the columns of all', () => {
    const all = trialLines(table, canvas);
    expect(trialLines(table, canvas, [0, 4])).toEqual([all[0], all[1], all[5]]);
  });
});

describe('where there is room for few', () => {
  const many = Array.from({ length: 25 }, (_, i) => trial(i, i < 12 ? 'stopped' : i < 14 ? 'running' : 'waiting', i < 14 ? [0.5] : [])); // prettier-ignore
  const heard = [0, 3, 1, 2, 5, 4, 6, 8, 7, 9, 11, 10, 12, 13];

  test('those that run and the best are shown, then those heard of last, then the next', () => {
    expect(chooseTrials({ trials: many, best: 2, heard }, 6)).toEqual([2, 10, 11, 12, 13]);
    expect(chooseTrials({ trials: many, best: 2, heard }, 19)).toEqual([...Array(14).keys(), 14, 15, 16, 17]); // prettier-ignore
    expect(chooseTrials({ trials: many, best: 2, heard }, 25)).toHaveLength(25);
    expect(chooseTrials({ trials: many, best: 2, heard }, 0)).toEqual([]);
  });

  test.each([5, 10, 22, 31, 40])('a picture of %i lines has no more, and the totals', (rows) => {
    const picture = { trials: many, settings: settingColumns, epochs: 10, best: 2, heard, seconds: 754, footer: 'Ctrl-C stops.', rows }; // prettier-ignore
    const lines = liveTrials(picture, canvas).split('\n');
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(lines).toContain(' 14 of 250 epochs · 108 saved by stopping · 12:34');
    expect(lines).toContain(' 2 running, 11 waiting, 12 stopped · * is the best so far');
    expect(lines.at(-1)).toBe(' Ctrl-C stops.');
    const hidden = lines.some((line) => line.startsWith(' … '));
    expect(hidden).toBe(rows < 30);
    if (rows >= 10) for (const mark of [' *2 ', ' 12 ', ' 13 ']) expect(lines.join('\n')).toContain(mark); // prettier-ignore
  });

  test('the others are counted', () => {
    expect(countByStatus(trials)).toBe('1 running, 1 waiting, 1 stopped, 1 finished, 1 diverged, 1 failed'); // prettier-ignore
    expect(totals(trials, 2, 3)).toBe('5 of 12 epochs · 2 saved by stopping · 0:03');
  });
});

test('a line of a log says what a trial came to', () => {
  const line = (row: ShownTrial) => reportLine(row, describeShortly, 10);
  expect(line(trial(4, 'running', [0.0073]))).toBe('  4  1 × 256  0.00224   1  multi-margin   epoch  1/10  loss 0.0073   90.00 %'); // prettier-ignore
  expect(line(trial(12, 'stopped', [null]))).toMatch(/epoch {2}1\/10 {2}loss {4}NaN {3}10\.00 % {2}diverged$/); // prettier-ignore
  expect(line(trial(3, 'failed'))).toMatch(/epoch {2}0\/10 .* failed$/);
});
