import fc from 'fast-check';
import * as subject from '#kata/part7/dropout';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import {
  anyShape,
  filledWith,
  type Numbers,
  passCases,
  zipped,
} from '#src/laws/definitions/dropout/cases';
import { keepsEachByItself, keepsItsShare, keptOf } from '#src/laws/definitions/dropout/masks';
import { asksForForward, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, forwardIn, workLoss as work } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "Dropout".';

const dropout = (rate: number, ...options: [subject.DropoutOptions?]) =>
  create(subject, 'Dropout', rate, ...options);

/** Steps of a new one. */
const workWith = async (rate: number, seed: number, ...steps: Step[]): Promise<Worked> =>
  work(await dropout(rate, { seed }), [steps]);

const rates = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9);

/** Float32, divided or multiplied by the inverse. */
const rounded = { absolute: 1e-6, relative: 1e-6 };

/** Rows, columns and more: a mask that is shared along an axis shows as pairs that go together. */
const large = [40, 25, 20];
const ones = filledWith(large, 1);
/** One apart within a row, within a column and between the blocks, and two at random. */
const lags = [1, 2, 20, 500, 7, 333];

law({
  task: '7.3',
  claim: 'in training an element is kept with probability 1 − rate, whatever becomes of the others',
  points: 1,
  given: fc.record({ rate: rates, seed: seeds }),
  examples: [{ rate: 0.2, seed: 1 }],
  draws: 8,
  show: ({ rate, seed }) => ({ rate, seed, x: 'ones, 40×25×20' }),
  async check({ rate, seed }) {
    const { results } = await workWith(rate, seed, forwardIn(true, ones));
    const kept = keptOf(results[0]);
    keepsItsShare(kept, rate);
    for (const lag of lags) keepsEachByItself(kept, rate, lag);
    const few = filledWith([8], 1);
    const rounds = Array.from({ length: 60 }, () => forwardIn(true, few));
    const masks = (await workWith(0.5, seed, ...rounds)).results.map(keptOf);
    if (new Set(masks.map((mask) => mask.join())).size === 1) {
      throw new Unlawful(
        '60 forward passes have one and the same mask: a new one is drawn for each',
      );
    }
    keepsItsShare(masks.flat(), 0.5);
    const counts = new Set(masks.map((mask) => mask.filter(Boolean).length));
    if (counts.size < 2) {
      throw new Unlawful(`of 8 elements, every one of 60 masks keeps ${[...counts][0]}: draws of their own differ in number, too`); // prettier-ignore
    }
  },
  why: 'The rate is the probability to be dropped, for each element by itself. One draw for a whole row, or a fixed number of zeros, would tie elements to each other, and units would still rely on their neighbours.',
  look,
});

law({
  task: '7.3',
  claim: 'what is kept is x / (1 − rate), and what is not is 0; the mask does not look at x',
  points: 1,
  given: fc.record({ rate: rates, seed: seeds, x: anyShape({ withZeros: false }) }),
  examples: [{ rate: 0.75, seed: 3, x: [1, -2, 3, -4, 5, -6] }],
  async check({ rate, seed, x }) {
    const onesLikeX = zipped(x, x, () => 1);
    const of = async (given: Numbers) =>
      (await workWith(rate, seed, forwardIn(true, given))).results[0] as Numbers;
    const [output, mask] = [await of(x), await of(onesLikeX)];
    const wanted = zipped(x, mask, (value, m) => (m === 0 ? 0 : value / (1 - rate)));
    const difference = compare(output, wanted, rounded);
    if (!difference) return leavesSomething(seed, rate);
    const isOther = compare(keptOf(output), keptOf(wanted)) !== undefined;
    throw new Unlawful(
      isOther
        ? 'the same seed drops other elements of x than of ones: what is dropped depends on the seed and the shape alone'
        : 'wanted x / (1 − rate) where the mask keeps it, and 0 elsewhere',
      { wanted, got: output },
    );
  },
  why: 'On average an element is kept in 1 − rate of the cases, so x / (1 − rate) keeps its mean: whoever comes next is given the same in training as later, when nothing is dropped. That is what “inverted” means.',
  look,
});

/** Of many elements, some are kept and some are not. */
async function leavesSomething(seed: number, rate: number): Promise<void> {
  const many = filledWith([400], 1);
  const kept = keptOf((await workWith(rate, seed, forwardIn(true, many))).results[0]);
  if (new Set(kept).size === 2) return;
  throw new Unlawful(`of 400 elements, ${kept[0] ? 'every' : 'no'} one is kept with a rate of ${rate}`); // prettier-ignore
}

law({
  task: '7.3',
  claim:
    'backward takes the mask of the last forward, also where x is 0; out of training there is none',
  points: 1,
  given: fc
    .record({
      rate: rates,
      seed: seeds,
      pass: passCases,
      steps: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    })
    .map(({ pass, ...given }) => ({ ...given, ...pass })),
  show: ({ steps, ...given }) => ({ ...given, 'forward, in training': steps }),
  async check({ rate, seed, x, gradOutput, steps }) {
    const many = filledWith([30], 1);
    const [inputs, gradient] = [[x, many], [gradOutput, many]] as const; // prettier-ignore
    for (const [i, input] of inputs.entries()) {
      const passes = steps.map((training) => forwardIn(training, input));
      const { results } = await workWith(rate, seed, ...passes, backward(gradient[i]));
      // The same seed gives the same masks for ones: where it drops them, 0 comes of it.
      const plain = steps.map((training) =>
        forwardIn(
          training,
          zipped(input, input, () => 1),
        ),
      );
      const mask = (await workWith(rate, seed, ...plain)).results.at(-1) as Numbers;
      const wanted = zipped(gradient[i], mask, (g, m) => g * m);
      const got = results.at(-1);
      if (compare(got, wanted, rounded) === undefined) continue;
      throw new Unlawful(
        'what comes back must be gradOutput times what x was multiplied by in the last forward: 0, 1 / (1 − rate), or out of training 1',
        { ...(i === 0 ? { 'x was multiplied by': mask } : {}), wanted, got },
      );
    }
    await drops(seed);
  },
  why: 'y = x · m, element by element, so ∂loss/∂x = gradOutput · m, with the m of that very pass. That y is 0 does not say that m is: behind a ReLU, x is often 0 itself.',
  look,
});

/** In training, something is dropped on the way back, too. */
async function drops(seed: number): Promise<void> {
  const many = filledWith([400], 1);
  const { results } = await workWith(0.5, seed, forwardIn(true, many), backward(many));
  if (new Set(keptOf(results[1])).size === 2) return;
  throw new Unlawful('of 400 elements, all come back alike: in training a mask was drawn for them');
}

law({
  task: '7.3',
  claim: 'out of training, and with rate 0, everything passes as it is',
  points: 1,
  given: fc.record({ rate: rates, seed: seeds, x: anyShape({ withZeros: true }) }),
  draws: 20,
  async check({ rate, seed, x }) {
    const plain = await dropout(rate);
    for (const [how, worked] of [
      ['forward(x, false)', await workWith(rate, seed, forwardIn(false, x), backward(x))],
      ['forward(x), which is not in training,', await work(plain, [[forward(x), backward(x)]])],
      ['rate 0 in training', await workWith(0, seed, forwardIn(true, x), backward(x))],
    ] as const) {
      worked.results.forEach((got, i) => {
        if (!compare(got, x, exactly)) return;
        const what = i === 0 ? 'does not give x' : 'does not send back gradOutput';
        throw new Unlawful(`${how} ${what}`, { wanted: x, got });
      });
    }
    await drops(seed);
  },
  why: 'Dropout is for training. What has been learned is used with all units, and needs no factor then: training has divided by 1 − rate already.',
  look,
});

law({
  task: '7.3',
  claim:
    'the seed decides all masks, a new one for each forward; a rate outside of [0, 1) is refused',
  points: 1,
  given: fc
    .record({ seed: seeds, otherSeed: seeds, bad: fc.constantFrom(1, 1.5, -0.25, 7, -3) })
    .filter((s) => s.seed !== s.otherSeed),
  examples: [{ seed: 0, otherSeed: 1, bad: 1 }],
  draws: 10,
  async check({ seed, otherSeed, bad }) {
    const x = filledWith([10, 10], 1);
    const round = [forwardIn(true, x), backward(x)];
    const rounds = [round, round, round, round];
    const [first, again, other] = [
      await work(await dropout(0.5, { seed }), rounds),
      await work(await dropout(0.5, { seed }), rounds),
      await work(await dropout(0.5, { seed: otherSeed }), rounds),
    ];
    const masks = first.results.filter((_, i) => i % 2 === 0);
    if (new Set(masks.map((mask) => JSON.stringify(mask))).size < masks.length) {
      throw new Unlawful(
        'two of four forward passes have the same mask: a new one is drawn for each',
      );
    }
    if (compare(again.results, first.results, exactly)) {
      throw new Unlawful('the same seed gives other masks when it is used again');
    }
    if (!compare(other.results[0], first.results[0], exactly)) {
      throw new Unlawful('two seeds give the same mask');
    }
    const [plain, zero] = [
      await work(await dropout(0.5), [round]),
      await work(await dropout(0.5, { seed: 0 }), [round]),
    ];
    if (compare(plain.results, zero.results, exactly)) {
      throw new Unlawful('without a seed, the masks are not those of seed 0');
    }
    leavesNothing(first);
    await asksForForward(work(await dropout(0.5), [[backward(x)]]));
    await refuses(dropout(bad), [Math.abs(bad)]);
    await refuses(dropout(NaN), []);
  },
  why: 'Always the same mask would be a smaller network, not dropout; and a training that nobody can repeat proves little. With a rate of 1 nothing would be left, and 1 − rate is what everything is divided by.',
  look,
});
