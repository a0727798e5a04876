import { fit } from '../../charts/cells.ts';
import { type Canvas, paint } from '../../charts/colour.ts';
import { percent } from '../../charts/number-format.ts';
import { padEnd, padStart, visibleWidth } from '../../charts/text-width.ts';
import type { Configuration, TrialRow } from './search-state.ts';

/** A setting of a trial, as a column shows it. */
export interface SettingColumn {
  head: string;
  of: (configuration: Configuration) => string;
  /** Flush left; numbers are flush right. */
  isText?: boolean;
}

export interface ShownTrial extends TrialRow {
  /** How far the epoch under way is, 0 … 1. */
  progress?: number | undefined;
}

export interface TrialTable {
  trials: readonly ShownTrial[];
  settings: readonly SettingColumn[];
  /** At most. */
  epochs: number;
  /** The number of the best so far, which is marked by a star. */
  best: number | undefined;
}

/** A trial whose loss is no number any more has diverged, whatever else is done with it. */
const hasDiverged = ({ epochs }: Pick<TrialRow, 'epochs'>): boolean =>
  epochs.length > 0 && epochs.at(-1)?.loss === null;

/**
 * A line of heads, and one for each trial. Where the canvas is too narrow, the last settings are left out first.
 *
 * @param shown - the numbers of those to show. Default: all.
 */
export function trialLines(
  { trials, settings, epochs, best }: TrialTable,
  canvas: Canvas,
  shown?: readonly number[],
): string[] {
  const columns = (kept: number): Column[] => [
    { head: 'trial', of: ({ trial }) => `${trial === best ? '*' : ''}${trial}` },
    ...settings.slice(0, kept).map(({ head, of, isText = false }) => ({ head, of: ({ configuration }: ShownTrial) => of(configuration), isText })), // prettier-ignore
    { head: 'epoch', of: (row) => (row.epochs.length === 0 ? '' : `${row.epochs.length}/${epochs}`) },
    { head: 'loss', of: (row) => measure(row, 'loss', lossText) },
    { head: 'acc %', of: (row) => measure(row, 'accuracy', accuracyText) },
    { head: 'status', of: statusOf, isText: true },
  ]; // prettier-ignore
  for (let kept = settings.length; ; kept--) {
    const cells = cellsOf(columns(kept), trials);
    if (kept > 0 && cells.width > canvas.width) continue;
    const [head, ...rows] = cells.lines.map((line) => fit(line.trimEnd(), canvas.width, canvas));
    const lines = rows.filter((_, i) => shown?.includes(trials[i].trial) ?? true);
    return [paint(head, { bold: true }, canvas.colour), ...lines];
  }
}

interface Column {
  head: string;
  of: (row: ShownTrial) => string;
  isText?: boolean;
}

/** All lines, as wide as the longest of each column wants, so that nothing moves when others are shown. */
function cellsOf(columns: readonly Column[], trials: readonly ShownTrial[]) {
  const texts = columns.map(({ head, of }) => [head, ...trials.map(of)]);
  const widths = texts.map((cells, i) =>
    Math.max(...cells.map(visibleWidth), columns[i].head === 'status' ? 'running 99%'.length : 0),
  );
  const lines = [undefined, ...trials].map((_, row) =>
    columns
      .map(({ isText }, i) => (isText ? padEnd : padStart)(texts[i][row], widths[i]))
      .reduce((line, cell) => `${line} ${cell}`, ''),
  );
  return { lines, width: visibleWidth(lines[0]) };
}

function measure(
  { epochs }: ShownTrial,
  key: 'loss' | 'accuracy',
  format: (value: number) => string,
): string {
  const value = epochs.at(-1)?.[key];
  return value === undefined ? '' : value === null ? 'NaN' : format(value);
}

/** At most six characters, or a power of ten. */
const lossText = (loss: number) =>
  loss < 10 ? loss.toFixed(4) : loss < 9999 ? loss.toPrecision(5) : loss.toExponential(0);

const accuracyText = (accuracy: number) => percent(accuracy, 2);

export function statusOf(row: ShownTrial): string {
  if (row.status === 'failed') return 'failed';
  if (hasDiverged(row)) return 'diverged';
  if (row.status !== 'running' || row.progress === undefined) return row.status;
  return `running ${padStart(String(Math.floor(99 * row.progress)), 2)}%`;
}

/**
 * One line for an epoch that is over, where no picture can be redrawn.
 *
 * @param setting - how the configuration is written, as wide for all.
 */
export function reportLine(
  row: TrialRow,
  setting: (configuration: Configuration) => string,
  epochs: number,
): string {
  const measures = ['loss', 'accuracy'] as const;
  const [loss, accuracy] = measures.map((key) => measure(row, key, key === 'loss' ? lossText : accuracyText)); // prettier-ignore
  const epoch = `${padStart(String(row.epochs.length), String(epochs).length)}/${epochs}`;
  const measured = `loss ${padStart(loss, 6)}  ${padStart(accuracy, 6)} %`;
  const end = row.status === 'running' ? '' : `  ${statusOf(row)}`;
  return ` ${padStart(String(row.trial), 2)}  ${setting(row.configuration)}  epoch ${epoch}  ${measured}${end}`;
}
