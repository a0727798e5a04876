import { wrap } from '#src/common/wrap';
import type { Whole, WholeRun } from './all-networks.ts';
import type { Subjects } from './backend-job.ts';
import type { Measurement } from './in-turns.ts';
import { median, quantile } from './timing.ts';

/** A name and what there is to say of it, at most 80 columns wide. */
export function factText(name: string, value: string): string {
  return name.padEnd(11) + wrap(value, 69).join(`\n${' '.repeat(11)}`);
}

/** The head of a backend's table, at most 80 columns wide like its rows. */
export function headText(backend: string, { description, pytorch }: Subjects): string {
  const heads = ['network', 'work', 'ours, ms', 'PyTorch, ms', 'ours / PyTorch'];
  return [
    '',
    factText(backend, description),
    ...(pytorch === undefined ? [] : [factText('pytorch', `on ${pytorch}`)]),
    '',
    row(pytorch === undefined ? heads.slice(0, 3) : heads),
  ].join('\n');
}

export function rowText({ network, work, ours, pytorch, ratios }: Measurement): string {
  const cells = [network, work, withQuartiles(ours)];
  if (pytorch === undefined || ratios === undefined) return row(cells);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  const ratio = `${median(ratios).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  return row([...cells, withQuartiles(pytorch), ratio]);
}

export function wholeText({ steps, ours, pytorch }: Whole, networks: number): string {
  const line = (who: string, { manner, seconds, starting, isCut }: WholeRun) =>
    `  ${who}${manner}`.padEnd(38) +
    (isCut
      ? `stopped after ${seconds.toFixed(1)} s`
      : `${seconds.toFixed(1)} s, ${starting.toFixed(1)} s to start`);
  return [
    '',
    `${networks} networks, ${steps} steps of Adam each, with the start of the processes`,
    line('ours, ', ours),
    ...pytorch.map(
      (run) =>
        `${line('PyTorch on ', run)}; ratio ${run.isCut ? 'below ' : ''}${run.ratio.toFixed(2)}`,
    ),
  ].join('\n');
}

/** For example `1.32 (1.25–1.40)`: the median and the quartiles, to three digits. */
function withQuartiles(values: readonly number[]): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(median(values))));
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) =>
    quantile(values, part).toFixed(Math.min(digits, 2)),
  );
  return `${middle} (${low}–${high})`;
}

const widths = [9, 12, 20, 20, 18];

const row = (cells: readonly string[]) =>
  cells
    .map((cell, i) => cell.padEnd(widths[i]))
    .join('')
    .trimEnd();
