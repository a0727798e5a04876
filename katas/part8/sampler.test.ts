import fc from 'fast-check';
import * as subject from '#kata/part8/sampler';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import { areTied, beyondChance, isByChance } from '#src/laws/definitions/search/chance';
import { isWithin, placeOf, reportedRates, type Space, spaces } from '#src/laws/definitions/search/spaces'; // prettier-ignore
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { describe } from '#src/laws/snapshot';
import { callAtOnce } from '#src/laws/subject';

const readme = (heading: string) => `katas/part8/README.md, "${heading}".`;

/** The trials of the subject. @throws {Unlawful} unless there are so many records with the space’s names. */
async function sampled(
  space: Space,
  count: number,
  seed: number,
): Promise<subject.Configuration[]> {
  const trials: unknown = await callAtOnce(subject, 'sampleTrials', space, count, seed);
  if (!Array.isArray(trials) || trials.length !== count) {
    throw new Unlawful(`wanted a list of ${count} configurations; got ${describe(trials)}`);
  }
  const names = Object.keys(space);
  trials.forEach((trial: unknown, i) => {
    const keys = typeof trial === 'object' && trial !== null ? Object.keys(trial) : [];
    if (keys.toSorted().join() === names.toSorted().join()) return;
    throw new Unlawful(`trial ${i} must have a value for ${names.join(', ')}`, { trial });
  });
  return trials as subject.Configuration[];
}

const cases = fc.record({ space: spaces, count: fc.integer({ min: 1, max: 6 }), seed: seeds });

law({
  task: '8.3',
  claim: 'every trial has a value for each setting, one that it may have',
  points: 1,
  given: cases,
  draws: 60,
  async check({ space, count, seed }) {
    const before = structuredClone(space);
    const trials = await sampled(space, count, seed);
    isUntouched('space', before, space);
    for (const [name, dimension] of Object.entries(space)) {
      const odd = trials.find((trial) => !isWithin(dimension, trial[name]));
      if (odd === undefined) continue;
      throw new Unlawful(`${name} may not be ${describe(odd[name])}`, { trial: odd });
    }
  },
  why: 'A choice is one of its values, as it stands in the list; a range has two ends, and nothing lies beyond them.',
  look: readme('The search space'),
});

/** Enough numbers that two lists are not the same by chance. */
const withRange = cases.map(({ space, ...rest }) => ({
  ...rest,
  space: { ...space, rate: reportedRates() },
}));

law({
  task: '8.3',
  claim: 'the same seed gives the same list, another seed another one',
  points: 1,
  given: fc.record({ given: withRange, otherSeed: seeds }).filter((d) => d.given.seed !== d.otherSeed), // prettier-ignore
  draws: 25,
  show: ({ given, otherSeed }) => ({ ...given, otherSeed }),
  async check({ given: { space, count, seed }, otherSeed }) {
    const list = await sampled(space, count, seed);
    const again = await sampled(space, count, seed);
    if (compare(again, list, exactly)) {
      throw new Unlawful(`seed ${seed} gives two lists`, { first: list, second: again });
    }
    if (!compare(await sampled(space, count, otherSeed), list, exactly)) {
      throw new Unlawful(`seeds ${seed} and ${otherSeed} give the same list`, { list });
    }
  },
  why: 'A search that nobody can repeat proves little. All that is drawn follows from one seed, and from nothing else.',
  look: readme('One seed, one list'),
});

law({
  task: '8.3',
  claim: 'a longer list begins with the shorter one, and no trial is there twice',
  points: 1,
  given: fc.record({ given: withRange, more: fc.integer({ min: 1, max: 5 }) }),
  draws: 25,
  show: ({ given, more }) => ({ ...given, more }),
  async check({ given: { space, count, seed }, more }) {
    const shorter = await sampled(space, count, seed);
    const longer = await sampled(space, count + more, seed);
    if (!longer.every(({ rate }) => isWithin(space.rate, rate))) {
      throw new Unlawful('this law counts only where the rates lie in their range', {
        list: longer,
      });
    }
    const rates = new Set(longer.map(({ rate }) => rate));
    if (rates.size < longer.length) {
      throw new Unlawful('two trials of a list have the same rate', { list: longer });
    }
    if (compare(longer.slice(0, count), shorter, exactly)) {
      throw new Unlawful('the longer list does not begin with the shorter one', {
        shorter,
        longer,
      });
    }
  },
  why: 'Whoever has run 25 trials and wants 50 should only have to run 25 more: draw trial after trial, not setting after setting.',
  look: readme('One seed, one list'),
});

const COUNT = 2000;

law({
  task: '8.3',
  claim: 'values of a choice are equally likely, numbers of a uniform range uniform',
  points: 1,
  given: fc.record({ seed: seeds }),
  draws: 3,
  async check({ seed }) {
    const space: Space = {
      loss: { kind: 'choice', values: ['nll', 'mse', 'mae', 'margin'] },
      momentum: { kind: 'uniform', low: -0.5, high: 1.5 },
    };
    const trials = await sampled(space, COUNT, seed);
    for (const value of ['nll', 'mse', 'mae', 'margin']) {
      const hits = trials.filter(({ loss }) => loss === value).length;
      if (isByChance(hits, COUNT, 1 / 4)) continue;
      throw new Unlawful(`of ${COUNT} trials, ${hits} have ${value}, one of four values`);
    }
    const complaint = beyondChance(trials.map((t) => placeOf(space.momentum, t.momentum)));
    if (complaint === undefined) return;
    throw new Unlawful(`uniform from −0.5 to 1.5: ${complaint}`);
  },
  why: 'Shown is one seed and two thousand trials: what is off by so much is not chance.',
  look: readme('The search space'),
});

law({
  task: '8.3',
  claim: 'numbers of a log-uniform range are uniform in the logarithm',
  points: 2,
  given: fc.record({ seed: seeds }),
  draws: 3,
  async check({ seed }) {
    const rate = reportedRates();
    const trials = await sampled({ rate }, COUNT, seed);
    const complaint = beyondChance(trials.map((t) => placeOf(rate, t.rate)));
    if (complaint === undefined) return;
    const small = trials.filter((trial) => Number(trial.rate) < 1e-3).length;
    throw new Unlawful(
      `of ${COUNT} rates from 0.0001 to 0.1, ${small} are below 0.001: wanted about a third. Of their logarithms, ${complaint}`,
    );
  },
  why: 'From 0.0001 to 0.001, from 0.001 to 0.01 and from 0.01 to 0.1 are three equal steps of the logarithm, and should have a third of the trials each. Uniform numbers would lie above 0.01 nine times in ten.',
  look: readme('The search space'),
});

law({
  task: '8.3',
  claim: 'settings are independent of each other, and so are trials',
  points: 1,
  given: fc.record({ seed: seeds }),
  draws: 3,
  async check({ seed }) {
    const space: Space = {
      rate: reportedRates(),
      momentum: { kind: 'uniform', low: 0, high: 1 },
      decay: { kind: 'uniform', low: 1, high: 3 },
    };
    const trials = await sampled(space, COUNT, seed);
    const places = trials.map((trial) =>
      Object.entries(space).map(([name, dimension]) => placeOf(dimension, trial[name])),
    );
    areSpread(places.map(([place]) => place));
    const tied = {
      'rate and momentum of a trial': places.map(([a, b]) => [a, b] as const),
      'momentum and decay of a trial': places.map(([, b, c]) => [b, c] as const),
      'rate and decay of a trial': places.map(([a, , c]) => [a, c] as const),
      'the rates of neighbours': places.slice(1).map(([a], i) => [a, places[i][0]] as const),
    };
    for (const [what, pairs] of Object.entries(tied)) {
      if (areTied(pairs)) throw new Unlawful(`${what} go together: one follows from the other`);
    }
  },
  why: 'Random search tries every setting at as many values as there are trials. If two of them move together, most pairs are never tried, and nobody can tell which of the two it was.',
  look: readme('The search space'),
});

/** @throws {Unlawful} for numbers that are all in one place: they would be independent of anything. */
function areSpread(places: readonly number[]): void {
  if (new Set(places).size > 0.98 * places.length) return;
  throw new Unlawful('this law counts only where the rates differ');
}

const bad: Record<string, { space: Space; says: (number | string)[] }> = {
  'a choice without values': { space: { width: { kind: 'choice', values: [] } }, says: ['width'] },
  'a range that goes down': {
    space: { rate: { kind: 'uniform', low: 3, high: 2 } },
    says: ['rate', 3, 2],
  },
  'a range of one number': {
    space: { decay: { kind: 'uniform', low: 2, high: 2 } },
    says: ['decay', 2],
  },
  'a log-uniform range from 0': {
    space: { rate: { kind: 'log-uniform', low: 0, high: 7 } },
    says: ['rate', 0, 7],
  },
  'a log-uniform range that goes down': {
    space: { decay: { kind: 'log-uniform', low: 5, high: 4 } },
    says: ['decay', 5, 4],
  },
  'a log-uniform range below 0': {
    space: { rate: { kind: 'log-uniform', low: -3, high: 7 } },
    says: ['rate', -3, 7],
  },
};

law({
  task: '8.3',
  claim: 'a setting that cannot be drawn is refused, and named',
  points: 1,
  given: fc.record({
    which: fc.constantFrom(...Object.keys(bad)),
    others: spaces,
    seed: seeds,
    isFirst: fc.boolean(),
  }),
  examples: Object.keys(bad).map((which) => ({ which, others: {}, seed: 0, isFirst: true })),
  draws: 12,
  show: ({ which, seed }) => ({ which, space: bad[which].space, seed }),
  async check({ which, others, seed, isFirst }) {
    const { space, says } = structuredClone(bad[which]);
    const good = { rate: reportedRates() };
    const [one, two] = await sampled(good, 2, seed);
    if (one.rate === two.rate || !isWithin(good.rate, one.rate)) {
      throw new Unlawful('this law counts only where a good space gives trials');
    }
    const mixed = isFirst ? { ...space, ...others, ...space } : { ...others, ...space };
    const [name, ...numbers] = says as [string, ...number[]];
    await refuses(callAtOnce(subject, 'sampleTrials', mixed, 3, seed), numbers.map(Math.abs));
    await namesIt(mixed, seed, name);
  },
  why: 'A slip in a space would otherwise show after a night of training: as undefined, as NaN, or not at all.',
  look: readme('Errors'),
});

/** @throws {Unlawful} unless the error names the setting. */
async function namesIt(space: Space, seed: number, name: string): Promise<void> {
  const says = await callAtOnce(subject, 'sampleTrials', space, 3, seed).then(
    () => '',
    (error: unknown) => ((error as Error).cause as Error).message,
  );
  if (says.includes(name)) return;
  throw new Unlawful(`wanted an error that names ${name}; got one that says: ${says}`);
}
