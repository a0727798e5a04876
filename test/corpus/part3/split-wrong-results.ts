import { seededRandom } from '../../../src/common/random.ts';
import { type Split, stratifiedSplit } from '../../../solutions/part3/split.ts';
import {
  after,
  check,
  classesOf,
  indicesOf,
  type Labels,
  named as wrong,
  split,
} from './splits.ts';

/** The two lists do not make up the whole, or are no lists of indices. */
export const wrongLists = [
  wrong(
    'all samples are for training',
    after(({ validation }, labels) => ({ train: indicesOf(labels), validation })),
  ),
  wrong(
    'the last sample is in neither',
    after(({ train, validation }, labels) => ({
      train: train.filter((i) => i !== labels.length - 1),
      validation: validation.filter((i) => i !== labels.length - 1),
    })),
  ),
  wrong(
    'training samples too are perClass of each class',
    after(({ train, validation }, labels, perClass) => ({
      train: classesOf(labels).flatMap((label) =>
        train.filter((i) => labels[i] === label).slice(0, perClass),
      ),
      validation,
    })),
  ),
  wrong(
    'indices from 1',
    after(({ train, validation }) => ({
      train: train.map((i) => i + 1),
      validation: validation.map((i) => i + 1),
    })),
  ),
  wrong(
    'places within the class, not within the data set',
    after(({ train, validation }, labels) => ({
      train,
      validation: validation.map((i) =>
        indicesOf(labels)
          .filter((j) => labels[j] === labels[i])
          .indexOf(i),
      ),
    })),
  ),
  wrong(
    'labels in the place of indices',
    after(({ train, validation }, labels) => ({
      train: train.map((i) => labels[i]),
      validation: validation.map((i) => labels[i]),
    })),
  ),
  wrong(
    'texts in the place of indices: the keys of an object',
    after(({ train, validation }) => ({ train: train.map(String), validation })),
  ),
  wrong(
    'a list of classes, each a list of indices',
    after(({ train, validation }, labels) => ({
      train,
      validation: classesOf(labels).map((label) => validation.filter((i) => labels[i] === label)),
    })),
  ),
  wrong(
    'a pair in the place of an object',
    after(({ train, validation }) => [train, validation]),
  ),
  wrong(
    'sets in the place of arrays',
    after(({ train, validation }) => ({ train: new Set(train), validation: new Set(validation) })),
  ),
  wrong(
    'another name: val',
    after(({ train, validation }) => ({ train, val: validation })),
  ),
  wrong('a promise of a split', async (labels, perClass, seed) =>
    stratifiedSplit(labels, perClass, seed),
  ),
];

/** What is refused is refused wrongly, or not at all; labels are written to. */
export const wrongRefusals = [
  wrong('nothing is refused', unchecked),
  wrong('a class may be used up', (labels, perClass, seed) => {
    if (smallest(labels) < perClass) check(labels, perClass);
    return unchecked(labels, perClass, seed);
  }),
  wrong('a class must have two more samples than are set apart', (labels, perClass, seed) => {
    const fewest = smallest(labels);
    if (fewest <= perClass + 1) throw new Error(`a class has ${fewest} samples, not ${perClass}`);
    return stratifiedSplit(labels, perClass, seed);
  }),
  wrong('only the first class is looked at', (labels, perClass, seed) => {
    const first = indicesOf(labels).filter((i) => labels[i] === labels[0]).length;
    if (first <= perClass) check(labels, perClass);
    return unchecked(labels, perClass, seed);
  }),
  wrong('only the number of all samples is looked at', (labels, perClass, seed) => {
    if (labels.length <= perClass * classesOf(labels).length) check(labels, perClass);
    return unchecked(labels, perClass, seed);
  }),
  wrong('the message has no numbers', (labels, perClass, seed) => {
    if (smallest(labels) <= perClass) throw new Error('too few samples in a class');
    return stratifiedSplit(labels, perClass, seed);
  }),
  wrong('the message has perClass alone', (labels, perClass, seed) => {
    if (smallest(labels) <= perClass) throw new Error(`no class may have below ${perClass}`);
    return stratifiedSplit(labels, perClass, seed);
  }),
  wrong('the message has the number of all samples', (labels, perClass, seed) => {
    const count = labels.length + 100;
    if (smallest(labels) <= perClass)
      throw new Error(`${count} samples, ${perClass} of each class`);
    return stratifiedSplit(labels, perClass, seed);
  }),
  wrong('a text is thrown', (labels, perClass, seed) => {
    const fewest = smallest(labels);
    // oxlint-disable-next-line typescript/only-throw-error -- the mistake
    if (fewest <= perClass) throw `a class has ${fewest} samples, ${perClass} are wanted`;
    return stratifiedSplit(labels, perClass, seed);
  }),
  wrong('a smaller split is made in silence', (labels, perClass, seed) =>
    stratifiedSplit(labels, Math.min(perClass, smallest(labels) - 1), seed),
  ),
  wrong('an empty split is made in silence', (labels, perClass, seed) =>
    smallest(labels) <= perClass
      ? { train: indicesOf(labels), validation: [] }
      : stratifiedSplit(labels, perClass, seed),
  ),
  wrong('the labels are sorted in place', (labels, perClass, seed) => {
    const made = stratifiedSplit(labels, perClass, seed);
    (labels as Uint8Array).sort();
    return made;
  }),
  wrong('labels that were used are overwritten', (labels, perClass, seed) => {
    const made = stratifiedSplit(labels, perClass, seed);
    for (const i of made.validation) (labels as Uint8Array)[i] = 255;
    return made;
  }),
];

const smallest = (labels: Labels): number =>
  Math.min(
    ...classesOf(labels).map(
      (label) => indicesOf(labels).filter((i) => labels[i] === label).length,
    ),
  );

/** The right one without its check. */
function unchecked(labels: Labels, perClass: number, seed = 0): Split {
  const random = seededRandom(seed);
  const validation = classesOf(labels).flatMap((label) => {
    const members = indicesOf(labels).filter((i) => labels[i] === label);
    return random
      .permutation(members.length)
      .slice(0, perClass)
      .map((k) => members[k]);
  });
  return split(labels, validation);
}
