import * as activations from '#kata/part1/activations';
import { accuracy } from '#kata/part1/measures';
import { MLP, type Activation } from '#kata/part1/mlp';
import { boundaryCells, decisionBoundary } from '#src/charts/decision-boundary';
import type { DecisionBoundary } from '#src/charts/decision-boundary';
import { lineChart, type LineChart } from '#src/charts/line-chart';
import { decisionBoundarySvg } from '#src/charts/svg/decision-boundary';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { UserError } from '#src/common/user-error';
import { xorDataset, type XorSamples } from '#src/data/xor';
import type { Experiment, ExperimentContext } from '#src/training/experiment';

const names = ['sigmoid', 'tanh', 'relu'] as const;
const learningRate = 0.001;
const hiddenSize = 4;
/** The training pauses after so many samples, to draw and to hear Ctrl-C. */
const samplesPerTurn = 200_000;

interface Run {
  name: Activation;
  /** The mean squared error before every `every`-th epoch. */
  losses: number[];
  every: number;
  epochs: number;
  accuracy: number;
  boundary: DecisionBoundary;
  seconds: number;
}

export const experiment: Experiment = {
  title: 'Part 1 · XOR · sigmoid, tanh and ReLU',
  heeds: ['epochs', 'samples', 'only'],
  datasets: ['xor'],

  async run(context) {
    // config
    const { epochs = 10_000, samples = 1000, seed } = context.options;
    const chosen = chooseRuns(context.options.only);
    if (epochs < 1 || samples < 4) {
      throw new UserError('XOR needs at least 1 epoch and 4 samples: --epochs 1000 --samples 400');
    }
    context.print(`network 2–${hiddenSize}–1 · ${samples} samples · full batch · seed ${seed}`);
    context.print(`learning rate ${learningRate} · ${epochs} epochs\n`);

    // data
    const data = xorDataset({ trainSamples: samples, seed });

    // the functions that will be used
    for (const chart of activationCharts()) {
      context.print(`${lineChart({ ...chart, rows: 9 }, context.canvas)}\n`);
      await context.save(`part1_${chart.title}.svg`, lineChartSvg(chart));
    }

    // model, train
    const runs: Run[] = [];
    for (const name of chosen) {
      const run = await train(name, data, { epochs, seed }, runs, context);
      if (!run) break; // stopped by the person
      runs.push(run);
      await report(run, context);
    }

    // report
    if (runs.length === 0) return;
    await context.save('part1_losses.svg', lineChartSvg(lossChart(runs)));
    if (runs.length > 1) context.print(`${lineChart(lossChart(runs), context.canvas)}\n`);
    context.print(table(runs));
  },
};

function chooseRuns(only: readonly string[] | undefined): readonly Activation[] {
  const unknown = only?.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) {
    throw new UserError(`no activation is called "${unknown}": choose from ${names.join(', ')}`);
  }
  return only === undefined ? names : names.filter((name) => only.includes(name));
}

/** @returns `undefined` when the person stopped it. */
async function train(
  name: Activation,
  data: { train: XorSamples; validation: XorSamples },
  { epochs, seed }: { epochs: number; seed: number },
  earlier: readonly Run[],
  { canvas, print, live, signal }: ExperimentContext,
): Promise<Run | undefined> {
  const { x, y } = data.train;
  const started = performance.now();
  const every = Math.max(1, Math.ceil(epochs / 200)); // 200 points make a smooth curve
  const printed = Math.max(every, Math.ceil(epochs / 10 / every) * every);
  const turn = every * Math.max(1, Math.floor(samplesPerTurn / (x.length * every)));
  const network = new MLP(2, hiddenSize, 1, name, seed + 1); // + 1: not the numbers of the noise
  const losses: number[] = [];

  for (let epoch = 0; epoch < epochs; epoch += turn) {
    const steps = Math.min(turn, epochs - epoch);
    const recorded = network.train(x, y, { epochs: steps, learningRate, every });
    checkLosses(recorded, Math.ceil(steps / every), name);
    recorded.forEach((loss, i) => {
      const at = epoch + i * every;
      losses.push(loss);
      if (at % printed === 0)
        print(`${name.padEnd(7)}  epoch ${String(at).padStart(5)}  MSE ${loss.toFixed(4)}`);
    });
    live(lineChart(lossChart([...earlier, { name, losses, every, epochs }]), canvas));
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return undefined;
  }

  const { validation } = data;
  return {
    name,
    losses,
    every,
    epochs,
    accuracy: accuracy(network.forward(validation.x), validation.y),
    boundary: boundaryOf(network, name, validation),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Numbers from a student's network: said plainly when they cannot be drawn. */
function checkLosses(losses: unknown, wanted: number, name: Activation): void {
  if (!Array.isArray(losses) || losses.length !== wanted) {
    const got = Array.isArray(losses) ? `${losses.length} numbers` : String(losses);
    throw new UserError(`MLP.train returned ${got} where ${wanted} losses were due: see task 1.6`);
  }
  if (!losses.every(Number.isFinite)) {
    const where = `The loss of the ${name} network is no longer a number`;
    throw new UserError(`${where}. Do the laws hold? npm test katas/part1`);
  }
}

/** What the network says over the plane, with the validation samples. */
function boundaryOf(network: MLP, name: Activation, { x, y }: XorSamples): DecisionBoundary {
  const axes = { x: { label: 'x₁', from: -3, to: 3 }, y: { label: 'x₂', from: -3, to: 3 } };
  const cells = boundaryCells(axes.x, axes.y, 120, 120);
  return {
    title: `${name}: class of each point, and the validation samples`,
    ...axes,
    outputs: cells.map((row) => network.forward(row).map(([output]) => output)),
    points: x.map(([px, py], n) => ({ x: px, y: py, label: y[n][0] >= 0.5 ? 1 : 0 })),
  };
}

async function report(run: Run, { canvas, print, live, save }: ExperimentContext): Promise<void> {
  live('');
  const { name, losses, every, epochs } = run;
  print(`\n${decisionBoundary(run.boundary, canvas)}\n`);
  print(`${name}: ${percent(run.accuracy)} of the validation samples classified correctly\n`);
  const result = {
    name,
    loss_curve: losses,
    loss_every: every,
    epochs,
    learning_rate: learningRate,
    accuracy: run.accuracy,
  };
  await save(`part1_${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  await save(`part1_${name}_boundary.svg`, decisionBoundarySvg(run.boundary));
}

function lossChart(runs: readonly Pick<Run, 'name' | 'losses' | 'every' | 'epochs'>[]): LineChart {
  return {
    title: 'training loss',
    x: { label: 'epoch', from: 0, to: runs[0].epochs },
    y: { label: 'mean squared error', min: 0 },
    series: runs.map(({ name, losses, every }) => ({
      name,
      values: losses,
      to: Math.max(1, (losses.length - 1) * every),
    })),
  };
}

/** The three functions, and their slopes. */
function activationCharts(): (LineChart & { title: string })[] {
  const [from, to, count] = [-4, 4, 161];
  const xs = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  const { sigmoid, tanh, relu, sigmoidDerivative, tanhDerivative, reluDerivative } = activations;
  const chart = (title: string, max: number, functions: ((x: number) => number)[]) => ({
    title,
    x: { label: 'x', from, to },
    y: { label: title === 'activations' ? 'y' : 'dy/dx', max },
    series: functions.map((f, i) => ({ name: names[i], values: xs.map((x) => f(x)) })),
  });
  return [
    chart('activations', 2, [sigmoid, tanh, relu]),
    chart('derivatives', 1, [sigmoidDerivative, tanhDerivative, reluDerivative]),
  ];
}

function table(runs: readonly Run[]): string {
  const rows = runs.map(({ name, losses, accuracy: right, seconds }) => [
    name,
    losses[0].toFixed(4),
    losses[losses.length - 1].toFixed(4),
    percent(right),
    `${seconds.toFixed(1)} s`,
  ]);
  const lines = [['', 'first MSE', 'last MSE', 'validation', 'time'], ...rows];
  return lines
    .map(([name, ...cells]) => name.padEnd(8) + cells.map((cell) => cell.padStart(12)).join(''))
    .join('\n');
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(1)}%`;
