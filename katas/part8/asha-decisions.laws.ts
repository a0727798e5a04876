import fc from 'fast-check';
import * as subject from '#kata/part8/asha';
import { decisionsOf, type HalvingCase, halvingMistakes, type HalvingSettings, rungsOf } from '#src/laws/definitions/search/halving'; // prettier-ignore
import { arriving, halvingCases, halvingSettings, shownHalving } from '#src/laws/definitions/search/halving-cases'; // prettier-ignore
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';
import { fourLosses, played, readme, start } from './asha-driver.laws.ts';

law<HalvingSettings>({
  task: '8.4',
  claim: 'rungs are r, rη, rη², … below the maximum',
  points: 1,
  given: fc
    .record({
      gracePeriod: fc.integer({ min: 1, max: 5 }),
      reductionFactor: fc.integer({ min: 2, max: 4 }),
      further: fc.integer({ min: 0, max: 80 }),
    })
    .map(({ gracePeriod, reductionFactor, further }) => ({
      gracePeriod,
      reductionFactor,
      maxEpochs: gracePeriod + further,
    })),
  examples: [
    { gracePeriod: 3, reductionFactor: 2, maxEpochs: 10 },
    { gracePeriod: 1, reductionFactor: 3, maxEpochs: 9 },
    { gracePeriod: 4, reductionFactor: 2, maxEpochs: 4 },
  ],
  got: (settings) => callAtOnce(subject, 'rungs', settings),
  wanted: rungsOf,
  suspects: [
    {
      says: 'Yours has a rung at the maximum: there it is over for everyone, with nothing to decide.',
      as: (settings) => {
        const more = rungsOf({ ...settings, maxEpochs: settings.maxEpochs + 1 });
        return more;
      },
    },
    {
      says: 'Yours leaves out the first rung, at the grace period.',
      as: (settings) => rungsOf(settings).slice(1),
    },
    {
      says: 'Yours are the multiples of the grace period: each rung is η times the one before.',
      as: ({ gracePeriod, maxEpochs }) =>
        Array.from({ length: maxEpochs }, (_, i) => (i + 1) * gracePeriod).filter(
          (epoch) => epoch < maxEpochs,
        ),
    },
    {
      says: 'Yours are in the opposite order: the grace period comes first.',
      as: (settings) => rungsOf(settings).toReversed(),
    },
  ],
  why: 'With a grace period of 3, a factor of 2 and at most 10 epochs there are two rungs, after 3 and after 6; 12 is too late. That is where the report’s trials were stopped.',
  look: readme('The rungs'),
});

const bad: Record<string, [HalvingSettings, number]> = {
  'a grace period of 0': [{ gracePeriod: 0, reductionFactor: 2, maxEpochs: 9 }, 0],
  'half an epoch': [{ gracePeriod: 1.5, reductionFactor: 2, maxEpochs: 9 }, 1.5],
  'a factor of 1': [{ gracePeriod: 3, reductionFactor: 1, maxEpochs: 9 }, 1],
  'a factor of 0': [{ gracePeriod: 3, reductionFactor: 0, maxEpochs: 9 }, 0],
  'a factor of 2.5': [{ gracePeriod: 3, reductionFactor: 2.5, maxEpochs: 9 }, 2.5],
  'a maximum below the grace period': [{ gracePeriod: 7, reductionFactor: 2, maxEpochs: 4 }, 4],
};

law({
  task: '8.4',
  claim: 'settings that make no sense are refused with a clear error',
  points: 1,
  given: fc.record({ which: fc.constantFrom(...Object.keys(bad)), good: halvingSettings }),
  examples: Object.keys(bad).map((which) => ({
    which,
    good: { gracePeriod: 1, reductionFactor: 2, maxEpochs: 3 },
  })),
  draws: 6,
  show: ({ which }) => ({ which, settings: bad[which][0] }),
  async check({ which, good }) {
    const { gracePeriod, reductionFactor, maxEpochs } = good;
    const twice = { gracePeriod: 2 * gracePeriod, reductionFactor, maxEpochs: 2 * maxEpochs };
    const [some, others] = [
      await callAtOnce(subject, 'rungs', good),
      await callAtOnce(subject, 'rungs', twice),
    ] as unknown[];
    if (!Array.isArray(some) || !Array.isArray(others) || some.join() === others.join()) {
      throw new Unlawful('this law counts only where other settings have other rungs', {
        [JSON.stringify(good)]: some,
        [JSON.stringify(twice)]: others,
      });
    }
    await start(good);
    const [settings, number] = structuredClone(bad[which]);
    await refuses(callAtOnce(subject, 'rungs', settings), [number]);
    await refuses(start(settings), [number]);
  },
  why: 'A factor of 1 would make rungs without end, and halve nothing. Whoever mistypes should hear of it before the night, not after.',
  look: readme('Errors'),
});

const examples: HalvingCase[] = [
  {
    settings: { gracePeriod: 1, reductionFactor: 2, maxEpochs: 3 },
    reports: arriving(1, [0.5, 0.75, 0.5, 0.25]),
  },
  {
    settings: { gracePeriod: 1, reductionFactor: 3, maxEpochs: 3 },
    reports: arriving(1, [0.5, 1, 0.75, 0.75, 0.625]),
  },
];

law<HalvingCase>({
  task: '8.4',
  claim: 'at a rung the best ⌈n/η⌉ of the n that have arrived go on, in whatever order they come',
  points: 3,
  given: halvingCases,
  examples,
  draws: 120,
  show: shownHalving,
  got: async (given) => (await played(given)).decisions,
  wanted: (given) => decisionsOf(given),
  suspects: halvingMistakes,
  why: 'Nobody waits for the others: a trial is compared with those that came to this rung before it, and with itself. The first one always goes on. With η = 2 and four that have arrived, the fourth goes on when at most one of them is better.',
  look: readme('Who goes on'),
});

/** Every order of four. */
const orders = [0, 1, 2, 3].flatMap((a, _, all) =>
  all.flatMap((b) => all.flatMap((c) => all.map((d) => [a, b, c, d]))),
).filter((order) => new Set(order).size === 4); // prettier-ignore

law({
  task: '8.4',
  claim: 'over all orders of arrival, Σ ⌈k/η⌉/k of the trials go on past a rung',
  points: 1,
  given: fc.record({ reductionFactor: fc.constantFrom(2, 3, 4), losses: fourLosses }),
  examples: [{ reductionFactor: 2, losses: [0.25, 0.5, 0.75, 1] }],
  draws: 2,
  async check({ reductionFactor, losses }) {
    const settings = { gracePeriod: 1, reductionFactor, maxEpochs: 3 };
    let count = 0;
    for (const order of orders) {
      const reports = arriving(1, order.map((i) => losses[i])); // prettier-ignore
      const { decisions } = await played({ settings, reports });
      count += Object.values(decisions).filter((decision) => decision === 'continue').length;
    }
    const shares = [1, 2, 3, 4].map((k) => Math.ceil(k / reductionFactor) / k);
    const wanted = Math.round(24 * shares.reduce((sum, share) => sum + share, 0));
    if (count === wanted) return;
    throw new Unlawful(
      `of four trials in all their 24 orders, ${count} of 96 go on past the rung; wanted ${wanted}`,
    );
  },
  why: 'Where no order is likelier than another, the k-th to arrive is equally likely the best, the second, … of the k: it goes on with the probability ⌈k/η⌉/k. The sum says how much work a search saves, before it is run.',
  look: readme('How much is saved'),
});
