import type { LineChart } from '#src/charts/line-chart';
import { percent } from '#src/charts/number-format';
import { chooseNames } from '#src/training/choose-names';
import { describeImages } from '#src/training/describe-images';
import type { Experiment } from '#src/training/experiment';
import { fetchImages } from '#src/training/fetch-images';
import { colourDatasetHere, type ColourDataset, colourDatasets, imageCounts } from '#src/training/image-data'; // prettier-ignore
import { readResults } from '#src/training/read-results';
import { openRunFolder } from '#src/training/runs/run-folder';
import { isOver } from '#src/training/runs/run-outcome';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns } from '#src/training/runs/train-runs';
import {
  type Outcome,
  outcomeOf,
  type Part3Settings,
  type SavedPart3,
} from './experiment/outcome.ts';
import { reportOne, reportSeveral } from './experiment/report.ts';
import { networkNames, networks, type Settings } from './experiment/settings.ts';
import type { Trained } from './experiment/train-job.ts';

const batchSize = 50;
const every = 10;

/** Trains the five networks with Adam, and compares them. */
export const experiment: Experiment = {
  title: 'Part 3 · five architectures',
  heeds: ['epochs', 'samples', 'validation', 'only', 'backend', 'jobs'],
  datasets: colourDatasets,
  auto: colourDatasetHere,

  async run(context) {
    // config
    const { options, print } = context;
    const { epochs = 15, seed } = options;
    const dataset = options.dataset as ColourDataset;
    const names = chooseNames(networkNames, options.only);
    const counts = imageCounts(dataset, options);

    // data
    print(` ${describeImages(dataset, counts)}`);
    print(
      ` Adam · batch ${batchSize} · ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} · seed ${seed}`,
    );
    await fetchImages(dataset, counts, context);

    // model, train
    const { samples, train, validation, validationUsed, test } = counts;
    const stepsPerEpoch = Math.ceil(train / batchSize);
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples, validation: validationUsed, only: names },
      {
        optimizer: 'Adam',
        batch_size: batchSize,
        record_every: every,
        steps_per_epoch: stepsPerEpoch,
        images: { train, validation, validation_used: validationUsed, test },
      } satisfies Part3Settings,
    );
    const settings = { dataset, counts, batchSize, every, seed };
    const runs = await trainRuns({
      context,
      folder,
      entry: new URL('./experiment/train-job.ts', import.meta.url),
      plans: names.map((network) => ({
        name: network,
        epochs,
        stepsPerEpoch,
        cost: networks[network].cost,
        settings: { network, ...settings } satisfies Settings,
      })),
      measures: [
        { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(2) },
        { key: 'trainAccuracy', label: 'train', format: percent },
        { key: 'validationAccuracy', label: 'val', format: percent },
      ],
      file: 'part3/train.ts',
      chart: (begun) => liveChart(begun, epochs),
      async onEnd(run) {
        const { result, trainAccuracy, validationAccuracy } = trainedOf(run);
        await context.save(`part3_${run.name}.json`, `${JSON.stringify(result)}\n`);
        await folder.write(({ runs: facts }) => {
          facts[run.name].train_accuracy = trainAccuracy;
          facts[run.name].validation_accuracy = validationAccuracy;
        });
      },
    });

    // report
    const over = runs.filter(isOver);
    const outcomes = over.map((run) =>
      outcomeOf({ source: '', path: '', json: trainedOf(run).result, run: folder.file }),
    );
    if (outcomes.length > 0 && !context.signal.aborted) await reportOne(outcomes, context);
  },

  async plot(context) {
    const saved = await readResults(context.part, context.sources);
    const outcomes = saved.map(outcomeOf).sort((a, b) => placeOf(a) - placeOf(b));
    await (context.sources.length > 1 ? reportSeveral : reportOne)(outcomes, context);
  },
};

/** Where it is listed; what is not of the five comes last. */
function placeOf({ name }: Outcome): number {
  const place = networkNames.findIndex((known) => known === name);
  return place < 0 ? networkNames.length : place;
}

/** What a training gave; one that diverged its curves alone. */
function trainedOf({
  name,
  state,
  result,
  records,
}: RunState): Partial<Trained> & { result: SavedPart3 } {
  // prettier-ignore
  if (state === 'done') return result as Trained;
  return {
    result: {
      name,
      loss_curve: records.map(({ loss }) => loss),
      train_acc_curve: records.map(({ trainAccuracy }) => trainAccuracy),
      val_acc_curve: records.map(({ validationAccuracy }) => validationAccuracy),
      test_acc: null,
      weights: null,
    },
  };
}

function liveChart(runs: readonly RunState[], epochs: number): LineChart {
  return {
    x: { label: 'epoch', from: 0, to: epochs },
    y: { label: 'validation accuracy, %' },
    smoothing: 5,
    series: runs.map(({ name, records, stepsPerEpoch }) => ({
      name,
      values: records.map(({ validationAccuracy }) => 100 * validationAccuracy),
      from: records[0].step / stepsPerEpoch,
      to: records.at(-1)!.step / stepsPerEpoch,
    })),
  };
}
