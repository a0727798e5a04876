import { favourite } from '#kata/part5/network';
import { findPlateau } from '#kata/part5/plateau';
import { makeResult, type RecordsByRate } from '#kata/part5/result';
import type { Schedule } from '#kata/part5/schedule';
import type { LineChart } from '#src/charts/line-chart';
import { percent } from '#src/charts/number-format';
import { describeImages } from '#src/training/describe-images';
import type { Experiment, ExperimentContext } from '#src/training/experiment';
import { fetchImages } from '#src/training/fetch-images';
import { colourDatasetHere, type ColourDataset, colourDatasets, imageCounts } from '#src/training/image-data'; // prettier-ignore
import { readResults } from '#src/training/read-results';
import type { RunRecord } from '#src/training/runs/records';
import { openRunFolder, type RunFolder } from '#src/training/runs/run-folder';
import { isOver } from '#src/training/runs/run-outcome';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns } from '#src/training/runs/train-runs';
import { accuracyChart } from './experiment/charts.ts';
import {
  checkResult,
  outcomeOf,
  placesOf,
  type Outcome,
  type Part5Settings,
  type SavedSchedules,
  type ScheduledResult,
} from './experiment/outcome.ts';
import { report } from './experiment/report.ts';
import { describeSchedule, rates, type Settings, type Trained } from './experiment/settings.ts';

const batchSize = 50;
const every = 10;

/** Trains one network at three learning rates, and then on schedules made from what was seen. */
export const experiment: Experiment = {
  title: 'Part 5 · learning rates and a schedule',
  heeds: ['epochs', 'samples', 'validation', 'backend', 'jobs'],
  datasets: colourDatasets,
  auto: colourDatasetHere,

  async run(context) {
    // config
    const { options, print, save } = context;
    const { epochs = 20, seed } = options;
    const dataset = options.dataset as ColourDataset;
    const counts = imageCounts(dataset, options);
    const name = favourite();
    const scheduledEpochs = Math.round(1.5 * epochs);
    print(` ${describeImages(dataset, counts)}`);
    print(
      ` ${name} · SGD · batch ${batchSize} · ${epochs} epochs, schedules ${scheduledEpochs} · seed ${seed}`,
    );
    await fetchImages(dataset, counts, context);
    const stepsPerEpoch = Math.ceil(counts.train / batchSize);
    const facts: Part5Settings = {
      optimizer: 'SGD',
      batch_size: batchSize,
      record_every: every,
      steps_per_epoch: stepsPerEpoch,
      images: {
        train: counts.train,
        validation: counts.validation,
        validation_used: counts.validationUsed,
        test: counts.test,
      },
    };
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples: counts.samples, validation: counts.validationUsed },
      { ...facts, network: name },
    );
    const settings = { dataset, counts, batchSize, every, seed };
    const train = (trainings: readonly Plan[], on: number) =>
      trainPlans(trainings, { context, folder, epochs: on, stepsPerEpoch, settings });

    // three constant rates
    const outcome: Outcome = {
      source: '',
      result: { name } as Outcome['result'],
      schedules: [],
      trained: new Map(),
      ...placesOf(facts),
    };
    const constant = await train(
      rates.map(({ rate }) => ({
        name: `rate ${rate}`,
        schedule: [{ fromEpoch: 0, learningRate: rate }],
      })),
      epochs,
    );
    if (!constant.every(isOver)) return;
    const records = Object.fromEntries(constant.map((run, i) => [rates[i].rate, run.records]));
    outcome.result = checkResult(
      makeResult(name, records as unknown as RecordsByRate),
      'makeResult',
    );
    outcome.trained = trainedOf(constant);
    await save(`part5_${name}.json`, `${JSON.stringify(outcome.result)}\n`);

    // schedules: a smaller rate from each plateau on
    let schedule: Schedule = [{ fromEpoch: 0, learningRate: 0.1 }];
    let flat: readonly RunRecord[] = constant[0].records;
    for (const learningRate of constant[0].state === 'done' ? [0.01, 0.001] : []) {
      const from = schedule.at(-1)!.fromEpoch;
      const perEpoch = Math.max(1, Math.floor(stepsPerEpoch / every));
      const curve = flat
        .filter(({ step }) => step > from * stepsPerEpoch)
        .map(({ validationAccuracy }) => validationAccuracy);
      if (curve.length < perEpoch) break; // too few samples to tell
      const fromEpoch = from + findPlateau(curve, perEpoch);
      if (fromEpoch >= scheduledEpochs) {
        print(`\n At ${schedule.at(-1)!.learningRate} the accuracy was still rising in the end: no smaller rate follows.`); // prettier-ignore
        break;
      }
      schedule = [...schedule, { fromEpoch, learningRate }];
      print(`\n At ${schedule.at(-2)!.learningRate} the accuracy stops rising after epoch ${fromEpoch}: ${describeSchedule(schedule)}`); // prettier-ignore
      const runName = `schedule ${schedule.length}`;
      const [run] = await train([{ name: runName, schedule }], scheduledEpochs);
      if (!isOver(run)) return;
      outcome.trained = new Map([...outcome.trained, ...trainedOf([run])]);
      outcome.schedules = [...outcome.schedules, scheduledResult(schedule, run)];
      const saved: SavedSchedules = { name, trainings: outcome.schedules };
      await save(`part5_${name}_schedule.json`, `${JSON.stringify(saved)}\n`);
      if (run.state !== 'done') break;
      flat = run.records;
    }
    await report([outcome], context);
  },

  async plot(context) {
    const saved = await readResults(context.part, context.sources);
    const sources = [...new Set(saved.map(({ source }) => source))];
    const outcomes = sources.map((name) =>
      outcomeOf(saved.filter(({ source }) => source === name)),
    );
    await report(outcomes, context);
  },
};

interface Plan {
  name: string;
  schedule: Schedule;
}

interface Common {
  context: ExperimentContext;
  folder: RunFolder;
  epochs: number;
  stepsPerEpoch: number;
  settings: Omit<Settings, 'schedule'>;
}

function trainPlans(
  plans: readonly Plan[],
  { context, folder, epochs, stepsPerEpoch, settings }: Common,
): Promise<RunState[]> {
  return trainRuns({
    context,
    folder,
    entry: new URL('./experiment/train-job.ts', import.meta.url),
    plans: plans.map(({ name, schedule }) => ({
      name,
      epochs,
      stepsPerEpoch,
      settings: { ...settings, schedule } satisfies Settings,
    })),
    measures: [
      { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(2) },
      { key: 'validationAccuracy', label: 'val', format: percent },
    ],
    file: 'part5/train.ts',
    chart: (begun) => liveChart(begun, epochs, stepsPerEpoch),
    async onEnd(run) {
      const trained = run.result as Trained | undefined; // none where it diverged
      await folder.write(({ runs: facts }) => {
        facts[run.name].test_accuracy = trained?.testAccuracy;
        facts[run.name].validation_accuracy = trained?.validationAccuracy;
      });
    },
  });
}

function liveChart(runs: readonly RunState[], epochs: number, stepsPerEpoch: number): LineChart {
  const curves = runs.map(({ name, records }) => ({
    name,
    values: records.map(({ validationAccuracy }) => validationAccuracy),
  }));
  const chart = accuracyChart('', curves, { every, stepsPerEpoch, validationShare: undefined });
  return { ...chart, title: undefined, x: { ...chart.x, to: epochs } };
}

/** What is known of the trainings that came to their end, by name. */
const trainedOf = (runs: readonly RunState[]): Outcome['trained'] =>
  new Map(
    runs
      .filter(({ state }) => state === 'done')
      .map((run) => [run.name, { ...(run.result as Trained), seconds: run.seconds }]),
  );

const scheduledResult = (schedule: Schedule, run: RunState): ScheduledResult => ({
  schedule,
  val_acc_curve: run.records.map(({ validationAccuracy }) => validationAccuracy),
  test_acc: run.state === 'done' ? (run.result as Trained).testAccuracy : null,
});
