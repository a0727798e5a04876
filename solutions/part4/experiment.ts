import { makeResult, type Result } from '#kata/part4/result';
import type { TrainingRecord } from '#kata/part4/train';
import type { LineChart } from '#src/charts/line-chart';
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
import { checkResult, outcomeOf, type Outcome, type Part4Settings } from './experiment/outcome.ts';
import { report } from './experiment/report.ts';
import { activations, networkNames, networks, type Settings } from './experiment/settings.ts';

const batchSize = 50;
const every = 10;
const learningRate = 0.01;

/** Trains the five networks with ReLU and with sigmoid, and compares the gradients of their first layers. */
export const experiment: Experiment = {
  title: 'Part 4 · ReLU against sigmoid',
  heeds: ['epochs', 'samples', 'only', 'backend', 'jobs'],
  datasets: colourDatasets,
  auto: colourDatasetHere,

  async run(context) {
    // config
    const { options, print, save } = context;
    const { epochs = 15, seed } = options;
    const dataset = options.dataset as ColourDataset;
    const names = chooseNames(networkNames, options.only);
    const counts = imageCounts(dataset, options);
    print(` ${describeImages(dataset, counts)}`);
    print(` SGD ${learningRate} · batch ${batchSize} · ${epochs} epochs · seed ${seed}`);

    await fetchImages(dataset, counts, context);

    // model, train: two networks of each architecture
    const stepsPerEpoch = Math.ceil(counts.train / batchSize);
    const facts: Part4Settings = {
      optimizer: 'SGD',
      learning_rate: learningRate,
      batch_size: batchSize,
      record_every: every,
      steps_per_epoch: stepsPerEpoch,
      images: { train: counts.train },
    };
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples: counts.samples, only: names },
      { ...facts },
    );
    const settings = { learningRate, dataset, counts, batchSize, every, seed };
    const plans = names.flatMap((network) =>
      activations.map(({ activation }) => ({
        name: `${network} ${activation}`,
        epochs,
        stepsPerEpoch,
        cost: networks[network].cost,
        settings: { network, activation, ...settings } satisfies Settings,
      })),
    );
    const ended = new Map<string, RunState>();
    const results = new Map<string, Result>();
    const runs = await trainRuns({
      context,
      folder,
      entry: new URL('./experiment/train-job.ts', import.meta.url),
      plans,
      measures: [
        { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(2) },
        { key: 'gradientMagnitude', label: 'gradient' },
      ],
      file: 'part4/train.ts',
      chart: (begun) => liveChart(begun, epochs),
      async onEnd(run) {
        ended.set(run.name, run);
        const [network] = run.name.split(' ');
        const [relu, sigmoid] = ['relu', 'sigmoid'].map((other) =>
          ended.get(`${network} ${other}`),
        );
        if (relu === undefined || sigmoid === undefined) return;
        const made = makeResult(network, recordsOf(relu), recordsOf(sigmoid));
        results.set(network, checkResult(made, 'makeResult'));
        await save(`part4_${network}.json`, `${JSON.stringify(results.get(network))}\n`);
      },
    });

    // report
    if (context.signal.aborted || !runs.some(isOver)) return;
    const outcomes = names.flatMap((name): Outcome[] => {
      const result = results.get(name);
      return result === undefined ? [] : [{ source: '', result, every, stepsPerEpoch }];
    });
    if (outcomes.length > 0) await report(outcomes, context);
  },

  async plot(context) {
    const saved = await readResults(context.part, context.sources);
    await report(
      saved.map(outcomeOf).sort((a, b) => placeOf(a) - placeOf(b)),
      context,
    );
  },
};

/** Where it is listed; what is not of the five comes last. */
function placeOf({ result }: Outcome): number {
  const place = networkNames.findIndex((known) => known === result.name);
  return place < 0 ? networkNames.length : place;
}

const recordsOf = ({ records }: RunState) => records as unknown as TrainingRecord[];

function liveChart(runs: readonly RunState[], epochs: number): LineChart {
  return {
    x: { label: 'epoch', from: 0, to: epochs },
    y: { label: 'training loss' },
    smoothing: 5,
    series: runs.map(({ name, records, stepsPerEpoch }) => ({
      name,
      values: records.map(({ loss }) => loss),
      from: records[0].step / stepsPerEpoch,
      to: records.at(-1)!.step / stepsPerEpoch,
    })),
  };
}
