import fc from 'fast-check';
import * as subject from '#kata/part6/network';
import { matrix, quarters } from '#src/laws/arbitraries';
import { isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { hasOther } from '#src/laws/definitions/modules/cases';
import { product } from '#src/laws/definitions/modules/matrices';
import { law, type Suspect, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import {
  backward,
  backwardForParameters,
  forward,
  freeingVariables,
  standInModule,
  work,
} from '#src/laws/tensors/modules';

const look = 'katas/part6/README.md, "The chain".';

/** Modules of the law’s own: each multiplies by one matrix on the way there, by another on the way back. */
interface ChainCase {
  there: number[][][];
  back: number[][][];
  /** `[batch, in]` */
  x: number[][];
  /** `[batch, out]` */
  gradOutput: number[][];
}

const widths = fc.constantFrom([2, 3], [3, 2, 4], [4, 2, 3], [2, 4, 3, 5], [3, 3, 3, 3]);
const small = quarters().map((value) => value / 2);

const chainCases: fc.Arbitrary<ChainCase> = fc
  .record({ sizes: widths, batch: fc.constantFrom(1, 2) })
  .chain(({ sizes, batch }) =>
    fc.record({
      there: fc.tuple(...sizes.slice(1).map((out, i) => matrix(sizes[i], out, small))),
      back: fc.tuple(...sizes.slice(1).map((out, i) => matrix(out, sizes[i], small))),
      x: matrix(batch, sizes[0], quarters()),
      gradOutput: matrix(batch, sizes.at(-1)!, quarters()),
    }),
  );

const workWith = ({ there, back }: ChainCase, ...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () => {
    const modules = [];
    for (const [i, matrix] of there.entries()) modules.push(await standInModule(matrix, back[i]));
    return work(await create(subject, 'Network', modules), rounds);
  });

const forwardBy = (matrices: number[][][], x: number[][]) => matrices.reduce(product, x);

const wantedBack = ({ back, gradOutput }: ChainCase) =>
  back.toReversed().reduce(product, gradOutput);

/** The gradient of a module of the law’s own: how often it went backward, and the sum of what came. */
function gradientsOf({ back, gradOutput }: ChainCase, passes: number): number[][] {
  let gradient = gradOutput;
  return back
    .toReversed()
    .map((matrix) => {
      const sum = gradient.flat().reduce((total, value) => total + value, 0);
      gradient = product(gradient, matrix);
      return [passes, sum];
    })
    .toReversed();
}

/** @throws {Unlawful} unless every module went backward once a pass. */
function countsAre({ gradients }: Worked, modules: number): void {
  gradients.forEach((all, round) => {
    const counts = (all as number[][]).map(([count]) => count);
    if (counts.length === modules && counts.every((count) => count === round + 1)) return;
    throw new Unlawful(
      `after ${round + 1} passes, the modules went backward ${counts.join(', ')} times`,
    );
  });
}

/** One matrix after the other: `module 1`, `module 2` … */
const named = (name: string, matrices: number[][][]): Record<string, number[][]> =>
  Object.fromEntries(matrices.map((matrix, i) => [`${name} ${i + 1}`, matrix]));

const alone = ({ there, x }: ChainCase) => product(x, there[0]);

const forwardMistakes: Suspect<ChainCase>[] = [
  { says: 'Only the first module has been asked.', as: alone },
  { says: 'Yours gives back what goes in: no module has been asked.', as: ({ x }) => x },
];

const backwardMistakes: Suspect<ChainCase>[] = [
  {
    says: 'Only the last module has been asked.',
    as: ({ back, gradOutput }) => product(gradOutput, back.at(-1)!),
  },
  {
    says: 'Yours gives back what comes: no module has been asked.',
    as: ({ gradOutput }) => gradOutput,
  },
];

law({
  task: '6.4',
  claim: 'forward sends x through all modules, in their order',
  points: 1,
  given: chainCases,
  show: ({ there, x }) => ({ ...named('module', there), x }),
  got: async (given) => (await workWith(given, [forward(given.x)])).results[0],
  wanted: ({ there, x }) => forwardBy(there, x),
  suspects: forwardMistakes,
  why: 'What leaves one module goes into the next. The modules here are the law’s own: on the way there, each multiplies by its matrix.',
  look,
});

law({
  task: '6.4',
  claim: 'backward sends the gradient through all modules, in the opposite order',
  points: 1,
  given: chainCases,
  show: ({ back, gradOutput }) => ({ ...named('way back', back), gradOutput }),
  got: async (given) =>
    (await workWith(given, [forward(given.x), backward(given.gradOutput)])).results[1],
  wanted: wantedBack,
  suspects: backwardMistakes,
  why: 'The last module hears of the loss first, and tells the one before it what that should change. The modules here are the law’s own: on the way back, each multiplies by the matrix that is shown.',
  look,
});

law({
  task: '6.4',
  claim: 'where ∂loss/∂x is not wanted, every module still hears what the one behind it sends back',
  points: 1,
  given: chainCases.filter(({ gradOutput }) => hasOther(gradOutput, 0)),
  draws: 25,
  show: ({ back, gradOutput }) => ({ ...named('way back', back), gradOutput }),
  async got(given) {
    const round = [forward(given.x), backwardForParameters(given.gradOutput)];
    return (await workWith(given, round)).gradients[0];
  },
  wanted: (given) => gradientsOf(given, 1),
  why: 'With `backward(gradOutput, false)` only the first module may leave out what it sends back: each of the others stands behind one that needs it. Shown is, for each module, how often it went backward and the sum of what came.',
  look,
});

law({
  task: '6.4',
  claim: 'parameters are those of the first module, then those of the second, and so on',
  points: 1,
  given: chainCases.filter(
    ({ there }) => new Set(there.map(String)).size === there.length && there.flat(2).some(Boolean),
  ),
  draws: 20,
  show: ({ there }) => named('module', there),
  got: async (given) => (await workWith(given, [])).values[0],
  wanted: ({ there }) => there,
  why: 'An optimizer is given one list, whatever the network is made of. Each module here has one parameter, the matrix.',
  look,
});

law({
  task: '6.4',
  claim: 'every module goes forward and backward once a pass, and no tensor stays behind',
  points: 1,
  given: chainCases.filter(
    (given) =>
      new Set(forwardBy(given.there, given.x).flat()).size > 1 &&
      given.x[0].length !== given.gradOutput[0].length,
  ),
  draws: 10,
  show: ({ there, x }) => ({ ...named('module', there), x }),
  async check(given) {
    const round = [forward(given.x), backward(given.gradOutput)];
    const rounds = [round, round, round, round];
    const worked = await workWith(given, ...rounds);
    isAtWork(worked, rounds);
    leavesNothing(worked);
    countsAre(worked, given.there.length);
  },
  why: 'A second backward pass of a module would do its work twice, and what lies between two modules is freed with the pass.',
  look: 'katas/part6/README.md, "What a module keeps".',
});
