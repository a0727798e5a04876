import { join } from 'node:path';
import type { Canvas } from '#src/charts/colour';
import { writeWhole } from '#src/common/write-file';
import type { ExperimentContext } from '#src/training/experiment';
import { openRunFolder } from '#src/training/runs/run-folder';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns, type TrainRuns } from '#src/training/runs/train-runs';
import { STEPS, type ToySettings } from './toy-settings.ts';

const canvas: Canvas = { width: 80, colour: 'none', glyphs: 'unicode' };

/** What came of an experiment with toy networks. */
export interface ToyOutcome {
  runs: RunState[];
  /** What was printed for good. */
  out: string;
  /** What was told to have failed. */
  failures: string[];
  /** The live pictures, where there is a terminal. */
  pictures: string[];
}

export interface ToyOptions {
  folder?: string;
  isResumed?: boolean;
  epochs?: number;
  rows?: number;
  jobs?: number;
  signal?: AbortSignal;
  onPrint?: (text: string) => void;
  more?: Partial<TrainRuns>;
}

/** Trains toy networks, each named by what it does. */
export async function trainToys(
  does: readonly ToySettings['does'][],
  {
    folder,
    isResumed = false,
    epochs = 3,
    rows = 0,
    jobs = 2,
    signal,
    onPrint,
    more = {},
  }: ToyOptions = {},
): Promise<ToyOutcome> {
  const outcome: Omit<ToyOutcome, 'runs'> = { out: '', failures: [], pictures: [] };
  const context: ExperimentContext = {
    part: 'part3',
    subject: 'katas',
    options: { dataset: 'toy', seed: 1, jobs, backend: 'cpu' },
    canvas,
    rows,
    folder,
    isResumed,
    print(text) {
      outcome.out += `${text}\n`;
      onPrint?.(text);
    },
    live: (text) => void (text !== '' && outcome.pictures.push(text)),
    save: async (name, content) => {
      if (folder !== undefined) await writeWhole(join(folder, name), content);
    },
    fail: (message) => void outcome.failures.push(message),
    env: process.env,
    signal: signal ?? new AbortController().signal,
  };
  const runFolder = await openRunFolder(context, context.options, { toy: true });
  const runs = await trainRuns({
    context,
    folder: runFolder,
    entry: new URL('./toy-job.ts', import.meta.url),
    plans: does.map((name) => ({
      name: name.replaceAll(/\W+/g, '-'),
      epochs,
      stepsPerEpoch: STEPS,
      settings: { does: name } satisfies ToySettings,
    })),
    measures: [
      { key: 'loss', label: 'loss' },
      { key: 'epoch', label: 'of', format: String },
    ],
    file: 'part3/train.ts',
    chart: (begun) => ({
      x: { label: 'step', from: 0, to: epochs * STEPS },
      y: { label: 'loss' },
      series: begun.map(({ name, records }) => ({
        name,
        values: records.map(({ loss }) => loss),
        from: 1,
        to: records.length,
      })),
    }),
    execArgv: ['--import', 'tsx'],
    ...more,
  });
  return { runs, ...outcome };
}
