import { compare } from '../../compare.ts';
import { Unlawful } from '../../law.ts';
import type { Noticed } from '../../tensors/module-spec.ts';
import { classes, type EpochCase } from './epochs.ts';
import { oneHot, product } from './matrices.ts';

// What an epoch did, from what the stand-ins noticed of it.

/** One step, as the stand-ins noticed it. */
export interface NoticedStep {
  /** The numbers of the samples in its batch. */
  samples: number[];
}

/**
 * The steps of an epoch. Each must be: the network forward, the loss of its outputs, the network
 * backward with the gradient of the loss, the optimizer; of the same samples.
 *
 * @throws {Unlawful} when something is missing, or in another order.
 */
export function stepsIn(noticed: readonly Noticed[], given: EpochCase): NoticedStep[] {
  const steps: NoticedStep[] = [];
  let since: Noticed[] = [];
  for (const event of noticed) {
    if (event.by !== 'optimizer') {
      since.push(event);
      continue;
    }
    steps.push({ samples: batchOf(since, given, `step ${steps.length + 1}`) });
    since = [];
  }
  const late = since.find(isBackward);
  if (late !== undefined) throw new Unlawful('the network goes backward, and no step follows');
  return steps;
}

function batchOf(since: readonly Noticed[], given: EpochCase, name: string): number[] {
  const backwards = since.filter(isBackward);
  if (backwards.length !== 1) {
    throw new Unlawful(
      `before ${name}, the network goes backward ${backwards.length} times: wanted once`,
    );
  }
  const before = since.slice(0, since.indexOf(backwards[0]));
  const loss = before.findLast((event) => event.by === 'loss');
  const there = before.findLast((event): event is OfNetwork => event.by === 'network');
  if (there === undefined || loss === undefined) {
    const missing =
      there === undefined ? 'the network has not gone forward' : 'the loss was not asked';
    throw new Unlawful(`before ${name}, ${missing} when the network goes backward`);
  }
  const samples = numbersOf(there.given, given, name);
  agree(loss, samples, given, name);
  const gradient = loss.outputs.map((row) => row.map((output) => 3 * output + 1));
  if (compare(backwards[0].given, gradient)) {
    throw new Unlawful(
      `in ${name}, what goes back through the network is not what \`loss.backward()\` gave`,
      {
        'loss.backward()': gradient,
        'network.backward got': backwards[0].given,
      },
    );
  }
  return samples;
}

/** The evaluations: batches that went forward, and through the loss. */
export function evaluationsIn(noticed: readonly Noticed[], given: EpochCase): NoticedStep[] {
  const batches: NoticedStep[] = [];
  let there: OfNetwork | undefined;
  for (const event of noticed) {
    if (event.by === 'optimizer') throw new Unlawful('evaluating must not train: the optimizer took a step'); // prettier-ignore
    if (event.by === 'network') {
      if (event.method === 'backward') throw new Unlawful('evaluating goes forward only: the network went backward'); // prettier-ignore
      there = event;
      continue;
    }
    if (there === undefined) throw new Unlawful('the loss was asked before the network');
    const samples = numbersOf(there.given, given, `batch ${batches.length + 1}`);
    agree(event, samples, given, `batch ${batches.length + 1}`);
    batches.push({ samples });
  }
  return batches;
}

type OfNetwork = Extract<Noticed, { by: 'network' }>;

const isBackward = (event: Noticed): event is OfNetwork =>
  event.by === 'network' && event.method === 'backward';

/** Which samples the rows of a batch are. */
function numbersOf(rows: number[][], given: EpochCase, name: string): number[] {
  return rows.map((row) => {
    if (compare(row, given.images[row[0]]) === undefined) return row[0];
    throw new Unlawful(`in ${name}, the network gets a row that is no sample`, { row });
  });
}

function agree(
  { outputs, targets }: Noticed & { by: 'loss' },
  samples: number[],
  given: EpochCase,
  name: string,
): void {
  const [images, labels] = [
    samples.map((n) => given.images[n]),
    samples.map((n) => given.labels[n]),
  ];
  const wanted = { outputs: product(images, given.matrix), targets: oneHot(labels, classes) };
  for (const [what, got] of Object.entries({ outputs, targets })) {
    const right = wanted[what as keyof typeof wanted];
    if (compare(got, right) === undefined) continue;
    throw new Unlawful(
      `in ${name}, the loss gets other ${what} than those of the samples that went forward`,
      {
        labels,
        wanted: right,
        got,
      },
    );
  }
}

/**
 * @throws {Unlawful} unless the batches have all samples, each once, and all but the last are full.
 */
export function areWhole(batches: readonly NoticedStep[], given: EpochCase): void {
  const count = given.images.length;
  const seen = batches.flatMap(({ samples }) => samples);
  const [missing, twice] = [
    given.images.findIndex((_, n) => !seen.includes(n)),
    seen.find((n, i) => seen.indexOf(n) !== i),
  ];
  if (missing >= 0) {
    throw new Unlawful(`${seen.length} samples are used of ${count}: sample ${missing} is not`);
  }
  if (twice !== undefined) throw new Unlawful(`sample ${twice} is used more than once`);
  const sizes = batches.map(({ samples }) => samples.length);
  const wanted = Array.from({ length: Math.ceil(count / given.batchSize) }, (_, i) =>
    Math.min(given.batchSize, count - i * given.batchSize),
  );
  if (compare(sizes, wanted)) {
    throw new Unlawful(`wanted batches of ${wanted.join(', ')} samples; got ${sizes.join(', ')}`);
  }
}
