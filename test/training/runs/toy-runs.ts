import { openRunFolder } from '#src/training/runs/run-folder';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns, type TrainRuns } from '#src/training/runs/train-runs';
import { type Heard, toyContext, type ToyContextOptions } from '../toy-context.ts';
import { STEPS, type ToySettings } from './toy-settings.ts';

/** What came of an experiment with toy networks. */
export interface ToyOutcome extends Heard {
  runs: RunState[];
}

export interface ToyOptions extends ToyContextOptions {
  epochs?: number;
  more?: Partial<TrainRuns>;
}

/** Trains toy networks, each named by what it does. */
export async function trainToys(
  does: readonly ToySettings['does'][],
  { epochs = 3, more = {}, ...options }: ToyOptions = {},
): Promise<ToyOutcome> {
  const heard: Heard = { out: '', failures: [], pictures: [] };
  const context = toyContext('part3', heard, options);
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
  return { runs, ...heard };
}
