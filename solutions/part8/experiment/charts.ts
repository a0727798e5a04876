import type { LineChart } from '#src/charts/line-chart';
import type { TrialRow } from '#src/training/trials/search-state';
import type { EpochNotes } from '#src/training/trials/trial-messages';

/** A curve for each trial that has had an epoch. */
export function accuracyChart(
  title: string,
  trials: readonly (Pick<TrialRow, 'epochs'> & { name: string })[],
  epochs: number,
): LineChart {
  const drawn = trials.filter((trial) => trial.epochs.length > 0);
  return {
    title,
    x: { label: 'epoch', from: epochs > 1 ? 1 : 0, to: epochs },
    y: { label: 'validation accuracy', unit: '%', max: 100 },
    series: drawn.map(({ name, epochs: measured }) => ({
      name,
      values: measured.map(({ accuracy }) => 100 * (accuracy ?? NaN)),
      from: 1,
      to: Math.max(1, measured.length),
    })),
  };
}

/** How many points of an epoch are seen, about: the losses of single samples jump. */
const SEEN = 25;

/** The loss at each step that was kept, each epoch a curve of its own. */
export function stepLossChart(title: string, epochs: readonly EpochNotes[]): LineChart {
  const ends: number[] = [];
  for (const { steps } of epochs) ends.push((ends.at(-1) ?? 0) + steps);
  const kept = Math.max(1, ...epochs.map(({ step_losses }) => step_losses.length));
  return {
    title,
    x: { label: 'step', from: 0, to: ends.at(-1) ?? 1 },
    y: { label: 'training loss', min: 0 },
    smoothing: Math.max(1, Math.round(kept / SEEN)),
    series: epochs.map(({ steps, step_losses }, i) => ({
      name: `epoch ${i + 1}`,
      values: step_losses.map((loss) => loss ?? NaN),
      from: ends[i] - steps + steps / Math.max(1, step_losses.length),
      to: ends[i],
    })),
  };
}
