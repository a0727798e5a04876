import { seededRandom } from '../../../src/common/random.ts';
import { stratifiedSplit } from '../../../solutions/part3/split.ts';
import {
  check,
  choosing,
  classesOf,
  indicesOf,
  named as wrong,
  shuffled,
  split,
  after,
} from './splits.ts';

/** Samples that are chosen by something else than chance, or by a chance that no seed decides. */
export const wrongChoices = [
  wrong(
    'the first ones of each class',
    choosing((members, perClass) => members.slice(0, perClass)),
  ),
  wrong(
    'the last ones of each class',
    choosing((members, perClass) => members.slice(-perClass)),
  ),
  wrong(
    'every second one of each class',
    choosing((members, perClass) => members.filter((_, k) => k % 2 === 0).slice(0, perClass)),
  ),
  wrong(
    'the seed is ignored',
    choosing((members, perClass) => shuffled(members, 0).slice(0, perClass)),
  ),
  wrong(
    'only whether the seed is even matters',
    choosing((members, perClass, seed) => shuffled(members, seed % 2).slice(0, perClass)),
  ),
  wrong(
    'Math.random, whatever the seed',
    choosing((members, perClass) =>
      shuffled(members, Math.floor(Math.random() * 2 ** 31)).slice(0, perClass),
    ),
  ),
  wrong(
    'sorted with a random comparison',
    choosing((members, perClass) => members.sort(() => Math.random() - 0.5).slice(0, perClass)),
  ),
  wrong(
    'Math.random where no seed is given',
    (labels, perClass, seed = Math.floor(Math.random() * 2 ** 31)) =>
      stratifiedSplit(labels, perClass, seed),
  ),
  wrong('the clock where no seed is given', (labels, perClass, seed = performance.now()) =>
    stratifiedSplit(labels, perClass, Math.floor(1000 * seed)),
  ),
  wrong('one generator for all calls', (labels, perClass) =>
    stratifiedSplit(labels, perClass, (calls += 1)),
  ),
  wrong('another split in every second call', (labels, perClass, seed = 0) =>
    stratifiedSplit(labels, perClass, seed + ((calls += 1) % 2)),
  ),
  wrong('a window of neighbours that begins where the seed says', (labels, perClass, seed = 0) =>
    choosing((members) =>
      Array.from({ length: perClass }, (_, k) => members[(seed + k) % members.length]),
    )(labels, perClass, seed),
  ),
  wrong(
    'the first sample of each class is never chosen',
    choosing(([, ...others], perClass, seed) => shuffled(others, seed).slice(0, perClass)),
  ),
  wrong(
    'the last sample of each class is never chosen: off by one in the shuffle',
    choosing((members, perClass, seed) => shuffled(members.slice(0, -1), seed).slice(0, perClass)),
  ),
  wrong(
    'a seed below 0 gives no index: its remainder is negative',
    choosing((members, perClass, seed) => {
      let state = (seed + 1) * 48271;
      return Array.from({ length: perClass }, () => {
        state = (state * 48271) % 2147483647;
        const place = state % members.length;
        const index = members[place];
        members.splice(place, 1);
        return index;
      });
    }),
  ),
];

let calls = 0;

/** Classes do not get the same number each. */
export const wrongCounts = [
  wrong('not stratified', (labels, perClass, seed = 0) => {
    check(labels, perClass);
    const count = perClass * classesOf(labels).length;
    return split(labels, shuffled(indicesOf(labels), seed).slice(0, count));
  }),
  wrong('a share of each class', (labels, perClass, seed = 0) => {
    check(labels, perClass);
    const share = (perClass * classesOf(labels).length) / labels.length;
    return choosing((members) =>
      shuffled(members, seed).slice(0, Math.round(share * members.length)),
    )(labels, perClass, seed);
  }),
  wrong(
    'one more of each class',
    choosing((members, perClass, seed) => shuffled(members, seed).slice(0, perClass + 1)),
  ),
  wrong(
    'one less of each class',
    choosing((members, perClass, seed) => shuffled(members, seed).slice(1, perClass)),
  ),
  wrong(
    'with replacement',
    choosing((members, perClass, seed) => {
      const random = seededRandom(seed);
      return Array.from({ length: perClass }, () => members[random.integer(members.length)]);
    }),
  ),
  wrong('perClass samples in all', (labels, perClass, seed = 0) => {
    check(labels, perClass);
    return split(labels, shuffled(indicesOf(labels), seed).slice(0, perClass));
  }),
  wrong('ten classes are assumed: 0 … 9, each of them there', (labels, perClass, seed = 0) => {
    check(labels, perClass);
    const validation = Array.from({ length: 10 }, (_, label) => {
      const members = indicesOf(labels).filter((i) => labels[i] === label);
      return seededRandom(seed)
        .permutation(perClass)
        .map((k) => members[k]);
    });
    return split(labels, validation.flat());
  }),
  wrong('classes above 9 are forgotten', (labels, perClass, seed) => {
    const { train, validation } = stratifiedSplit(labels, perClass, seed);
    const isKnown = (i: number) => labels[i] < 10;
    return { train: train.filter(isKnown), validation: validation.filter(isKnown) };
  }),
  wrong(
    'as many classes as differ are there: 0 … 2 of 1, 4 and 7',
    (labels, perClass, seed = 0) => {
      check(labels, perClass);
      const validation = classesOf(labels).flatMap((_, label) =>
        shuffled(
          indicesOf(labels).filter((i) => labels[i] === label),
          seed,
        ).slice(0, perClass),
      );
      return split(labels, validation);
    },
  ),
  wrong(
    'the rest of one class is for validation',
    choosing((members, perClass, seed, label) =>
      shuffled(members, seed).slice(0, label === 0 ? members.length - perClass : perClass),
    ),
  ),
  wrong(
    'train and validation are exchanged',
    after(({ train, validation }) => ({ train: validation, validation: train })),
  ),
];
