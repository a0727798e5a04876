import { setImmediate as breathe } from 'node:timers/promises';
import { crossEntropy } from '#kata/part0/probability';
import { batchesPerEpoch, gradientFromIterates, iterations } from '#kata/part0/training';
import type { LineChart } from '#src/charts/line-chart';
import { lineChart } from '#src/charts/line-chart';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { seededRandom } from '#src/common/random';
import { UsageError, UserError } from '#src/common/user-error';
import type { Experiment, ExperimentContext } from '#src/training/experiment';
import { classes, drawSamples, trueProbabilities, type Samples } from './experiment/gaussians.ts';
import { countNetworks } from './experiment/networks.ts';
import { adam, momentum, sgd } from './experiment/optimizers.ts';
import { gradientOf, logitsOf, predict, type Parameters } from './experiment/softmax-regression.ts';

// config
const SAMPLES = 20_000;
const EPOCHS = 10;
const BATCH_SIZE = 128;
const LEARNING_RATE = 0.2;
const [LEFT, RIGHT, POINTS] = [-6, 6, 121];
/** Steps before the one whose gradient is recovered: enough for an optimizer to have a memory. */
const STEPS_BEFORE = 20;

const grid = Array.from({ length: POINTS }, (_, i) => LEFT + ((RIGHT - LEFT) * i) / (POINTS - 1));
const truth = grid.map(trueProbabilities);

/** What a classifier approximates, a gradient from two iterates, and the parameters of five networks. */
export const experiment: Experiment = {
  title: 'Part 0 · three facts, seen',
  heeds: ['samples', 'only'],
  datasets: ['gaussians'],
  async run(context) {
    const parts = { posterior: learnPosterior, gradient: recoverGradients, parameters: countAll };
    const { only = Object.keys(parts), seed, samples = SAMPLES } = context.options;
    const unknown = only.find((name) => !(name in parts));
    if (unknown !== undefined) {
      const known = Object.keys(parts).join(', ');
      throw new UsageError(`This experiment has no part "${unknown}"; it has ${known}.`);
    }

    // data: [samples], three overlapping Gaussians on a line
    const data = drawSamples(samples, seed);
    for (const [name, run] of Object.entries(parts)) {
      if (only.includes(name) && !context.signal.aborted) await run(context, data);
    }
  },
};

/** Trains a softmax regression by cross-entropy; its output becomes P(class | x). */
async function learnPosterior(context: ExperimentContext, { inputs, labels }: Samples) {
  const { options, print, live, canvas, save, signal } = context;
  const { epochs = EPOCHS, seed } = options;
  const batches = whole('batchesPerEpoch', batchesPerEpoch(inputs.length, BATCH_SIZE));
  const steps = whole('iterations', iterations(inputs.length, BATCH_SIZE, epochs));
  print(' 1 · A classifier trained with cross-entropy learns P(class | x)\n');
  print(` ${inputs.length} samples in batches of ${BATCH_SIZE}: ${batches} batches an epoch,`);
  print(` ${steps} iterations in ${epochs} epochs\n`);

  // model and training
  const random = seededRandom(seed + 1);
  let parameters: Parameters = Array.from({ length: 2 * classes.length }, () => 0);
  const lossCurve = [lossOf(parameters, { inputs, labels })];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = random.permutation(inputs.length);
    for (let batch = 0; batch < batches; batch++) {
      const chosen = order.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE);
      const gradient = gradientOf(
        parameters,
        chosen.map((n) => inputs[n]),
        chosen.map((n) => labels[n]),
      );
      parameters = parameters.map((value, i) => value - LEARNING_RATE * gradient[i]);
      if (batch % 16 === 0) await breathe();
      if (signal.aborted) return;
    }
    lossCurve.push(lossOf(parameters, { inputs, labels }));
    live(lineChart(posteriorChart(predict(parameters, grid), `epoch ${epoch}`), canvas));
  }

  // report
  const predicted = predict(parameters, grid);
  const worst = largestDifference(predicted.flat(), truth.flat());
  const place = grid[Math.floor(worst.index / classes.length)];
  const lowest = mean(inputs.map((x, n) => -Math.log(trueProbabilities(x)[labels[n]])));
  const chart = posteriorChart(predicted, 'predicted, and true by Bayes’ rule');
  live('');
  print(`${lineChart(chart, canvas)}\n`);
  print(
    `${table([
      [
        'loss before training',
        lossCurve[0].toFixed(4),
        `ln ${classes.length} = ${Math.log(classes.length).toFixed(4)}`,
      ],
      ['loss after training', lossCurve.at(-1)!.toFixed(4)],
      ['loss of the true P(class | x)', lowest.toFixed(4), 'no classifier can do much better'],
      ['largest difference of the curves', worst.size.toFixed(4), `at x = ${place.toFixed(1)}`],
    ])}\n`,
  );
  await save('part0_posterior.svg', lineChartSvg(chart));
  await save(
    'part0_posterior.json',
    JSON.stringify({
      name: 'posterior',
      x: grid,
      predicted,
      true: truth,
      loss_curve: lossCurve,
      lowest_loss: lowest,
      largest_difference: worst.size,
    }),
  );
}

/** After some steps of three optimizers, asks the last two iterates for the gradient between them. */
async function recoverGradients({ print, save }: ExperimentContext, { inputs, labels }: Samples) {
  print(' 2 · The gradient from two iterates, (w_k − w_k+1) / γ\n');
  const trials = { 'plain SGD': sgd(), 'SGD, momentum 0.9': momentum(), Adam: adam() };
  const results = Object.entries(trials).map(([name, step]) => {
    let before: Parameters = [];
    let after: Parameters = Array.from({ length: 2 * classes.length }, () => 0);
    let gradient: Parameters = [];
    let batch: Samples = { inputs: [], labels: [] };
    for (let k = 0; k <= STEPS_BEFORE; k++) {
      const chosen = Array.from(
        { length: BATCH_SIZE },
        (_, i) => (k * BATCH_SIZE + i) % inputs.length,
      );
      batch = { inputs: chosen.map((n) => inputs[n]), labels: chosen.map((n) => labels[n]) };
      before = after;
      gradient = gradientOf(before, batch.inputs, batch.labels);
      const move = step(gradient, LEARNING_RATE);
      after = before.map((value, i) => value + move[i]);
    }
    const answer: number[] | undefined = gradientFromIterates(before, after, LEARNING_RATE);
    const recovered = Array.from(answer ?? []); // it may be a typed array
    const numerical = numericalGradient(before, batch);
    if (recovered.length !== before.length || !recovered.every(Number.isFinite)) {
      throw new UserError(
        `gradientFromIterates did not return ${before.length} numbers. ` +
          '`npm test katas/part0` says what is wrong.',
      );
    }
    const difference = largestDifference(recovered, gradient).size;
    return { name, gradient, numerical, recovered, difference };
  });
  await breathe();

  const [plain] = results;
  const names = ['slope', 'bias'].flatMap((kind) =>
    classes.map(({ name }) => `${kind} of ${name}`),
  );
  print(
    `${table([
      ['plain SGD', 'recovered', 'analytic', 'numerical'],
      ...names.map((name, i) => [
        name,
        ...[plain.recovered, plain.gradient, plain.numerical].map((column) => column[i].toFixed(8)),
      ]),
    ])}\n`,
  );
  print(
    `${table([
      ['optimizer', 'largest difference'],
      ...results.map(({ name, difference }) => [name, difference.toExponential(1)]),
    ])}\n`,
  );
  print(' With momentum or Adam a step mixes in earlier gradients: the formula does not apply.\n');
  await save(
    'part0_gradient.json',
    JSON.stringify({ name: 'gradient', parameters: names, results }),
  );
}

/** The table of parameters of the five networks of Part 3. */
async function countAll({ print, save }: ExperimentContext) {
  print(' 3 · The trainable parameters of five networks on 32×32×3 images\n');
  const networks = countNetworks();
  const number = (value: number | undefined) => value?.toLocaleString('en-US') ?? '–';
  print(
    `${table([
      ['network', 'counted', 'must be', 'with the output size for the kernel size'],
      ...networks.map(({ name, parameters, wanted, byOutputSize }) => [
        name,
        number(parameters),
        number(wanted),
        byOutputSize === undefined
          ? '–'
          : `${number(byOutputSize)}  (× ${(byOutputSize / wanted).toFixed(0)})`,
      ]),
    ])}\n`,
  );
  await save('part0_parameters.json', JSON.stringify({ name: 'parameters', networks }));
}

/** (L(w + h) − L(w − h)) / 2h for each parameter, by the subject's cross-entropy. */
function numericalGradient(parameters: Parameters, batch: Samples): Parameters {
  const h = 1e-5;
  return parameters.map((value, i) => {
    const above = lossOf(parameters.with(i, value + h), batch);
    return (above - lossOf(parameters.with(i, value - h), batch)) / (2 * h);
  });
}

function lossOf(parameters: Parameters, { inputs, labels }: Samples): number {
  const loss: unknown = crossEntropy(logitsOf(parameters, inputs), labels);
  if (typeof loss === 'number' && Number.isFinite(loss)) return loss;
  throw new UserError(
    `crossEntropy returned ${String(loss)} where a loss is wanted. \`npm test katas/part0\` says what is wrong.`,
  );
}

function whole(what: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new UserError(
    `${what} returned ${count} where a whole number is wanted. \`npm test katas/part0\` says what is wrong.`,
  );
}

function posteriorChart(predicted: number[][], title: string): LineChart {
  const curve = (rows: number[][], k: number) => rows.map((row) => row[k]);
  return {
    title: `P(class | x): ${title}`,
    x: { label: 'x', from: LEFT, to: RIGHT },
    y: { label: 'probability', min: 0, max: 1 },
    series: [
      ...classes.map(({ name }, k) => ({ name: `true ${name}`, values: curve(truth, k) })),
      ...classes.map(({ name }, k) => ({ name: `predicted ${name}`, values: curve(predicted, k) })),
    ],
  };
}

function largestDifference(a: readonly number[], b: readonly number[]) {
  const sizes = b.map((value, i) => Math.abs(a[i] - value));
  const size = sizes.reduce((largest, value) => Math.max(largest, value), 0);
  return { size, index: sizes.indexOf(size) };
}

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Columns of text: the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) => row.map((text, i) => (i === 0 ? text.padEnd(width(i)) : text.padStart(width(i)))))
    .map((row) => `   ${row.join('   ')}`.trimEnd())
    .join('\n');
}
