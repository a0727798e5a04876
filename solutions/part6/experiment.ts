import { percent } from '#src/charts/number-format';
import { chooseFromGroups } from '#src/training/choose-names';
import { type DigitDataset, digitCounts, digitDatasetHere, digitDatasets, loadDigitImages } from '#src/training/digit-images'; // prettier-ignore
import type { Experiment } from '#src/training/experiment';
import { readResults } from '#src/training/read-results';
import { openRunFolder } from '#src/training/runs/run-folder';
import { isOver } from '#src/training/runs/run-outcome';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns } from '#src/training/runs/train-runs';
import { outcomeOf, savedOf } from './experiment/outcome.ts';
import { accuracyChart, reportOne, reportSeveral } from './experiment/report.ts';
import { type Choices, groupNames, groups, type Settings } from './experiment/settings.ts';

/** Trains the report's ten networks, and sweeps the learning rate, the momentum and the batch size on the last of them. */
export const experiment: Experiment = {
  title: 'Part 6 · backpropagation in modules',
  heeds: ['epochs', 'samples', 'only', 'backend', 'jobs'],
  datasets: digitDatasets,
  auto: digitDatasetHere,

  async run(context) {
    // config
    const { options, print, save, env, signal } = context;
    const { epochs = 100, seed } = options;
    const dataset = options.dataset as DigitDataset;
    const chosen = [...chooseFromGroups(groups, options.only).values()].flat();
    const counts = digitCounts(dataset, options.samples);
    const planned = new Map(chosen.map((run) => [run.name, run]));
    const only = options.only ?? groupNames;
    print(` ${dataset === 'mnist' ? 'MNIST' : 'strokes'}: ${counts.train} training, ${counts.test} test images`); // prettier-ignore
    print(
      ` SGD · ${epochs} epochs · seed ${seed} · ${planned.size === 1 ? '1 training' : `${planned.size} trainings`}: ${only.join(', ')}`,
    );

    // data: once, before several trainings want it
    await loadDigitImages(dataset, counts, { env, signal });

    // train
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples: counts.train, only },
      { images: counts },
    );
    const runs = await trainRuns({
      context,
      folder,
      entry: new URL('./experiment/train-job.ts', import.meta.url),
      plans: [...planned.values()].map(({ name, choices }) => ({
        name,
        epochs,
        stepsPerEpoch: Math.ceil(counts.train / choices.batchSize),
        cost: costOf(choices),
        settings: { ...choices, dataset, counts, seed } satisfies Settings,
      })),
      measures: [
        { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(3) },
        { key: 'trainAccuracy', label: 'train', format: percent },
        { key: 'testLoss', label: 'test loss', format: (loss) => loss.toFixed(3) },
        { key: 'testAccuracy', label: 'test', format: percent },
      ],
      file: 'part6/epoch.ts',
      chart: (begun) => ({
        ...accuracyChart(begun.map(curveOf)),
        x: { label: 'epoch', from: 0, to: epochs },
      }),
      async onEnd(run) {
        const file = `part6_${run.name.replaceAll(' ', '_')}.json`;
        await save(file, `${JSON.stringify(savedOf(run, planned.get(run.name)!.choices))}\n`);
      },
    });

    // report
    if (signal.aborted) return;
    const outcomes = runs.filter(isOver).map((run) => {
      const json = savedOf(run, planned.get(run.name)!.choices);
      return outcomeOf({ source: '', path: run.name, json });
    });
    await reportOne(outcomes, dataset === 'mnist', context);
  },

  async plot(context) {
    const saved = await readResults(context.part, context.sources);
    const outcomes = saved.map(outcomeOf);
    const isComparable = saved.every(({ run }) => run?.options.dataset === 'mnist');
    const report = context.sources.length > 1 ? reportSeveral : reportOne;
    await report(outcomes, isComparable, context);
  },
};

const curveOf = ({ name, records }: RunState) => ({
  label: name,
  testAccuracies: records.map(({ testAccuracy }) => testAccuracy),
});

/** Multiplications for a sample, and what a step costs besides. */
function costOf({ hidden, batchSize }: Choices): number {
  const sizes = [784, ...hidden, 10];
  const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i], 0);
  return weights * (1 + 30 / batchSize);
}
