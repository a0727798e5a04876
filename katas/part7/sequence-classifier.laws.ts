import fc from 'fast-check';
import * as subject from '#kata/part7/sequence';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly, shapeOf } from '#src/laws/compare';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { type CellName, cells } from '#src/laws/definitions/recurrent/cells';
import { beginsSmall } from '#src/laws/definitions/recurrent/checks';
import { type ClassifierCase, classifierCases, classifierMistakes, logitsMistakes, parametersIn, shownClassifier } from '#src/laws/definitions/recurrent/classifier-cases'; // prettier-ignore
import { classifierBack, logitsOf } from '#src/laws/definitions/recurrent/unrolled';
import { notStandardNormal } from '#src/laws/definitions/standard-normal';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, freeingVariables, valuesOf, work } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "Reading an image row by row".';

const workWith = (given: ClassifierCase, ...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () => {
    const { cell, values, images } = given;
    const [units, classes] = [values.weight.length, values.bias.length];
    const options = { units, classes, ...(cell === 'rnn' ? {} : { cell }) }; // rnn is the default
    const classifier = await create(subject, 'SequenceClassifier', images[0][0].length, options);
    return work(classifier, rounds, parametersIn(values));
  });

const passes = ({ images, gradLogits }: ClassifierCase) => [forward(images), backward(gradLogits)];

/** Float32 against float64, through four rows. */
const rounded = { absolute: 1e-4, relative: 1e-4 };

law({
  task: '7.10',
  claim: 'the logits are h·W + b, with the h that is left after the last row',
  points: 1,
  given: classifierCases,
  draws: 30,
  show: shownClassifier,
  got: async (given) => (await workWith(given, [forward(given.images)])).results[0],
  wanted: ({ cell, values, images }) => logitsOf(cells[cell], values, images),
  tolerance: rounded,
  suspects: logitsMistakes,
  why: 'Row t of an image, all its columns, is what the cell reads in step t. What it has made of them all is in its last h, and a linear layer turns that into one logit for each class.',
  look,
});

law({
  task: '7.10',
  claim: 'the gradients of all parameters, and of the images, equal their definition',
  points: 1,
  given: classifierCases,
  draws: 30,
  show: (given) => ({ ...shownClassifier(given), gradLogits: given.gradLogits }),
  async got(given) {
    const worked = await workWith(given, passes(given));
    return { images: worked.results[1], parameters: worked.gradients[0] };
  },
  wanted: ({ cell, values, images, gradLogits }) =>
    classifierBack(cells[cell], values, images, gradLogits),
  tolerance: rounded,
  suspects: classifierMistakes,
  why: 'Of all outputs of the recurrent layer only the last one went on: the gradient that arrives from the logits is there, at the others it is 0, and the layer carries it back through time.',
  look,
});

/** The shapes of all parameters. */
const shapesOf = (cell: CellName, columns: number, units: number, classes: number) => {
  const width = units * (cell === 'rnn' ? 1 : 4);
  return [[columns, width], [units, width], [width], [units, classes], [classes]];
};

law({
  task: '7.10',
  claim: 'it has the cell that is asked for, and W is drawn from N(0, 1/units); the seed decides',
  points: 1,
  given: fc
    .record({
      cell: fc.constantFrom<CellName[]>('rnn', 'lstm'),
      seed: seeds,
      otherSeed: seeds,
    })
    .filter((s) => s.seed !== s.otherSeed),
  examples: [{ cell: 'rnn' as const, seed: 0, otherSeed: 1 }],
  draws: 5,
  check: ({ cell, seed, otherSeed }) =>
    freeingVariables(async () => {
      const of = async (columns: number, ...options: [subject.ClassifierOptions?]) =>
        valuesOf(await create(subject, 'SequenceClassifier', columns, ...options));
      const [inputs, units, classes] = [59, 23, 67];
      const options = { cell, units, classes };
      const first = await of(inputs, { ...options, seed });
      if (first.length !== 5) {
        throw new Unlawful(
          `\`parameters()\` lists ${first.length}: wanted the three of the cell, W and b`,
        );
      }
      beginsSmall(first.slice(0, 3), { inputs, units, blocks: cell === 'rnn' ? 1 : 4 });
      shapesOf(cell, inputs, units, classes).forEach((shape, i) => hasShape(first[i], shape));
      const [inputWeight, stateWeight, , weight, bias] = first as [number[][], number[][], number[], number[][], number[]]; // prettier-ignore
      const complaint = notStandardNormal(weight.flat().map((value) => value * Math.sqrt(units)));
      if (complaint) throw new Unlawful(`the weights of W, times √${units}: ${complaint}`);
      if (bias.some((value) => value !== 0)) {
        throw new Unlawful('the biases of the logits begin at 0', { bias });
      }
      const draws = [
        [inputWeight[0][0] * Math.sqrt(inputs), 'Wx'],
        [stateWeight[0][0] * Math.sqrt(units), 'Wh'],
      ] as const;
      const twin = draws.find(([draw]) => Math.abs(weight[0][0] * Math.sqrt(units) - draw) < 1e-6);
      if (twin) throw new Unlawful(`W begins with the draws of ${twin[1]}: draw it from another seed`); // prettier-ignore
      if (compare(await of(inputs, { ...options, seed }), first, exactly)) {
        throw new Unlawful('two classifiers of the same seed have different weights');
      }
      const other = await of(inputs, { ...options, seed: otherSeed });
      if ([0, 1, 3].some((i) => !compare(other[i], first[i], exactly))) {
        throw new Unlawful('classifiers of two seeds have the same weights in a layer');
      }
      const [plain, spelled] = [
        await of(3),
        await of(3, { cell: 'rnn', units: 32, classes: 10, seed: 0 }),
      ];
      if (
        compare(
          plain.map((value) => shapeOf(value)),
          shapesOf('rnn', 3, 32, 10),
        )
      ) {
        throw new Unlawful('`new SequenceClassifier(3)` must have an RNN cell of 32 units, and 10 classes', { 'shapes of its parameters': plain.map((value) => shapeOf(value)) }); // prettier-ignore
      }
      if (compare(plain, spelled, exactly)) {
        throw new Unlawful('`new SequenceClassifier(3)` is not the one with all options written out'); // prettier-ignore
      }
    }),
  why: 'Three layers, Wx, Wh and W, each with a variance of one by its number of inputs, so that neither states nor logits begin far out. All of it comes from the one seed, and no two of them from the same draws.',
  look,
});

law({
  task: '7.10',
  claim: 'each backward overwrites the gradients, belongs to the last forward, and comes after one',
  points: 1,
  given: classifierCases.filter(({ cell, values, images, gradLogits }) => {
    const back = classifierBack(cells[cell], values, images, gradLogits);
    return new Set(back.images.flat(2)).size > 1 && images.length > 1;
  }),
  draws: 12,
  show: (given) => ({ ...shownClassifier(given), gradLogits: given.gradLogits }),
  async check(given) {
    const round = passes(given);
    const other = { ...given, images: [...given.images, ...given.images].map((rows) => [...rows, rows[0]]) }; // prettier-ignore
    const otherRound = passes({ ...other, gradLogits: [...given.gradLogits, ...given.gradLogits] });
    const rounds = [round, [...otherRound, forward(other.images), ...round], round];
    const worked = await workWith(given, ...rounds);
    isAtWork(worked, rounds);
    const [alone, after] = worked.gradients;
    if (compare(after, alone, exactly)) {
      throw new Unlawful('after other passes, the same forward and backward leave other gradients: is something of an earlier one in them?', { alone, 'after others': after }); // prettier-ignore
    }
    if (compare(worked.results.at(-1), worked.results[1], exactly)) {
      throw new Unlawful('after other passes, the same backward sends back something else');
    }
    leavesNothing(await workWith(given, round, round, round, round));
    await asksForForward(workWith(given, [backward(given.gradLogits)]));
  },
  why: 'A forward pass replaces what the one before it kept, also where that one had more images or rows; a backward pass assigns the gradients.',
  look,
});
