import { fit } from '../../charts/cells.ts';
import type { Canvas } from '../../charts/colour.ts';
import { progressBar } from '../../charts/progress-bar.ts';
import { padEnd, padStart, visibleWidth } from '../../charts/text-width.ts';
import { recent, type RunState, secondsLeft, stepsTaken } from './run-state.ts';

/** How a measure is shown beside the progress of a run. */
export interface ShownMeasure {
  /** In the records, for example `validationAccuracy`. */
  key: string;
  /** For example `val`. */
  label: string;
  /** Default: three significant digits. */
  format?: (value: number) => string;
}

/** Characters of the bar, at most and at least. */
const [widest, narrowest] = [20, 4];

/** Room for `  12:34 left`, so that the bar keeps its length. */
const statusWidth = 12;

/**
 * One line a run: its name, its epoch, a bar, what was measured last, and the time.
 *
 * @param now - as `performance.now()`.
 */
export function runLines(
  runs: readonly RunState[],
  shown: readonly ShownMeasure[],
  canvas: Canvas,
  now: number,
): string[] {
  const names = Math.max(...runs.map(({ name }) => visibleWidth(name)));
  const digits = Math.max(...runs.map(({ epochs }) => String(epochs).length));
  const rows = runs.map((run) => ({
    run,
    head: ` ${padEnd(run.name, names)}  ${isBegun(run) ? epochOf(run, digits) : run.state}`,
    measures: shown.map((measure) => `  ${measureOf(run, measure)}`),
    status: `  ${statusOf(run, now)}`,
  }));
  // All but those that diverged, which have much to say, share their columns: what they leave is the bar's.
  const calm = rows.filter(({ run }) => isBegun(run) && run.state !== 'diverged');
  const roomWith = (first: number) =>
    canvas.width -
    Math.max(
      0,
      ...calm.map(({ head, measures, status }) => {
        const text = head + measures.slice(first).join('');
        return visibleWidth(text) + Math.max(statusWidth, visibleWidth(status));
      }),
    );
  const first = shown.findIndex((_, i) => roomWith(i) >= 0);
  const room = roomWith(first < 0 ? shown.length : first) - 2;
  const bar = room < narrowest ? 0 : Math.min(widest, room);
  return rows.map(({ run, head, measures, status }) => {
    if (!isBegun(run)) return fit(head, canvas.width, canvas);
    const drawn = bar === 0 ? '' : `  ${progressBar(fractionOf(run), bar, canvas.glyphs)}`;
    const measured = first < 0 ? '' : measures.slice(first).join('');
    const variants = [head + drawn + measured + status, head + drawn + status, head + status];
    const fitting = variants.find((line) => visibleWidth(line.trimEnd()) <= canvas.width);
    return fit((fitting ?? head + status).trimEnd(), canvas.width, canvas);
  });
}

/** One line for an epoch that is over, where no picture can be redrawn. */
export function epochLine(run: RunState, shown: readonly ShownMeasure[], names: number): string {
  const digits = String(run.epochs).length;
  const done = `epoch ${String(run.epochsDone).padStart(digits)}/${run.epochs}`;
  const measures = shown.map((measure) => `  ${measureOf(run, measure)}`).join('');
  return ` ${padEnd(run.name, names)}  ${done}${measures}  ${duration(run.seconds)}`.trimEnd();
}

/** `1:05`, `2:00:00`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

const isBegun = (run: RunState) =>
  run.records.length > 0 || run.epochsDone > 0 || run.state === 'training';

function epochOf({ epochs, epochsDone }: RunState, digits: number): string {
  const current = String(Math.min(epochs, epochsDone + 1)).padStart(digits);
  return `epoch ${current}/${padEnd(String(epochs), digits)}`;
}

const fractionOf = (run: RunState) => stepsTaken(run) / (run.epochs * run.stepsPerEpoch);

function measureOf(run: RunState, { key, label, format = threeDigits }: ShownMeasure): string {
  const value = recent(run, key);
  const width = format === threeDigits ? 5 : 4;
  if (value === undefined) return ' '.repeat(visibleWidth(label) + 1 + width);
  return `${label} ${padStart(format(value), width)}`;
}

const threeDigits = (value: number) =>
  Math.abs(value) >= 1000 || Math.abs(value) < 0.001
    ? value.toExponential(0)
    : value.toPrecision(3).slice(0, 5);

function statusOf(run: RunState, now: number): string {
  if (run.state === 'done') return `done ${duration(run.seconds)}`;
  if (run.state === 'diverged') return `diverged at step ${run.divergedAt}`;
  if (run.state !== 'training') return run.state;
  const taken = stepsTaken(run);
  if (taken === run.epochs * run.stepsPerEpoch) return 'evaluates';
  const left = secondsLeft(run, now);
  return left === undefined ? '' : `${duration(left)} left`;
}
