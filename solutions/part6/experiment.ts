import { chooseNames } from '#src/training/choose-names';
import { type DigitDataset, digitCounts, digitDatasetHere, digitDatasets, loadDigitImages } from '#src/training/digit-images'; // prettier-ignore
import type { Experiment } from '#src/training/experiment';
import { openRunFolder } from '#src/training/runs/run-folder';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns } from '#src/training/runs/train-runs';
import { accuracyChart, report } from './experiment/report.ts';
import { groupNames, groups, type Planned, type Settings } from './experiment/settings.ts';

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
    const names = chooseNames(groupNames, options.only);
    const counts = digitCounts(dataset, options.samples);
    const planned = new Map(
      names.flatMap((name) => groups[name].runs.map((run) => [run.name, run])),
    );
    print(` ${dataset === 'mnist' ? 'MNIST' : 'strokes'}: ${counts.train} training, ${counts.test} test images`); // prettier-ignore
    print(
      ` SGD · ${epochs} epochs · seed ${seed} · ${planned.size} trainings: ${names.join(', ')}`,
    );

    // data: once, before several trainings want it
    await loadDigitImages(dataset, counts, { env, signal });

    // train
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples: counts.train, only: names },
      { images: counts },
    );
    const ended = new Map<string, RunState>();
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
      chart: accuracyChart,
      async onEnd(run) {
        ended.set(run.name, run);
        const file = `part6_${run.name.replaceAll(' ', '_')}.json`;
        await save(file, `${JSON.stringify(resultOf(run, planned.get(run.name)!))}\n`);
      },
    });

    // report
    if (signal.aborted) return;
    const isComparable = dataset === 'mnist';
    const states = new Map(runs.map((run) => [run.name, run]));
    for (const name of names) await report({ name, ...groups[name] }, states, isComparable, context); // prettier-ignore
  },
};

const percent = (fraction: number) => (100 * fraction).toFixed(1);

/** Multiplications for a sample, and what a step costs besides. */
function costOf({ hidden, batchSize }: Planned['choices']): number {
  const sizes = [784, ...hidden, 10];
  const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i], 0);
  return weights * (1 + 30 / batchSize);
}

/** What is kept of a training: its settings, its curves, and what it came to. */
function resultOf(run: RunState, { choices }: Planned) {
  const curve = (key: string) => run.records.map((record) => record[key]);
  return {
    name: run.name,
    ...choices,
    train_loss_curve: curve('loss'),
    train_acc_curve: curve('trainAccuracy'),
    test_loss_curve: curve('testLoss'),
    test_acc_curve: curve('testAccuracy'),
    ...(run.state === 'done' ? { result: run.result } : { diverged_at_step: run.divergedAt }),
  };
}
