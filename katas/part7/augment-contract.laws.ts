import fc from 'fast-check';
import * as subject from '#kata/part7/augment';
import { seeds } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import {
  augmentCases,
  augmentedBy,
  sharesOf,
  type AugmentCase,
} from '#src/laws/definitions/images/augmentation';
import { chainMistakes } from '#src/laws/definitions/images/mistakes';
import {
  colours,
  imageOf,
  planesOf,
  rounded,
  planesWith,
  shownPlanes,
  type Image,
  type Planes,
} from '#src/laws/definitions/images/planes';
import {
  brightened,
  cropped,
  hueShifted,
  mirrored,
  rotated,
  upsideDown,
  zoomed,
} from '#src/laws/definitions/images/transforms';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';

const look = 'katas/part7/README.md, "One seed, one image".';
const imagesLook = 'katas/part7/README.md, "Images".';

const all = { flipHorizontal: true, flipVertical: true, rotation: 20, zoom: 0.25, crop: 1, brightness: 0.25, hue: 0.25 }; // prettier-ignore

law<AugmentCase>({
  task: '7.5',
  claim: 'the seed alone decides what `augment` does, step by step',
  points: 1,
  given: augmentCases,
  examples: [
    ...[0, 1, 2, 3, 4, 5].map((seed) => ({ planes: colours, seed, options: all })),
    { planes: colours, seed: 6, options: {} },
    { planes: colours, seed: 0, options: { flipHorizontal: true } },
    { planes: colours, seed: 0, options: { flipVertical: true } },
  ],
  show: ({ planes, seed, options }) => ({ seed, ...options, ...shownPlanes(planes) }),
  async got({ planes, seed, options }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'augment', image, seed, options), image);
  },
  wanted: ({ planes, seed, options }) => augmentedBy(planes, sharesOf(seed), options),
  tolerance: { absolute: 1e-4, relative: 0 }, // five steps, and a hue of what is nearly grey
  suspects: chainMistakes,
  why: 'Chance comes from the seed, so that a training can be repeated exactly: give each image of each epoch a seed of its own. Eight numbers are drawn, needed or not: turning one option on leaves all else as it was.',
  look,
});

type Transform = (image: Image) => Promise<Image>;

/** Ways to come back to the image. */
const roundTrips: [name: string, of: Transform][] = [
  ['flipHorizontal twice', async (image) => call(subject, 'flipHorizontal', await call(subject, 'flipHorizontal', image))], // prettier-ignore
  ['flipVertical twice', async (image) => call(subject, 'flipVertical', await call(subject, 'flipVertical', image))], // prettier-ignore
  ['a rotation by 0°', (image) => call(subject, 'rotate', image, 0)],
  ['a zoom of 1', (image) => call(subject, 'zoom', image, 1)],
  ['a crop at the padding', (image) => call(subject, 'crop', image, 2, 2, 2)],
  ['a brightness of 0', (image) => call(subject, 'brighten', image, 0)],
  ['a hue of one turn', (image) => call(subject, 'shiftHue', image, 1)],
  ['augment without options', (image) => call(subject, 'augment', image, 1, {})],
];

const differentImages = fc
  .record({
    height: fc.integer({ min: 2, max: 4 }),
    width: fc.integer({ min: 2, max: 4 }),
    channels: fc.constant(3),
  }) // prettier-ignore
  .chain(planesWith)
  .filter((planes) => new Set(planes.flat(2)).size > 3);

law<Planes>({
  task: '7.5',
  claim:
    'what changes nothing gives the same image, as one of its own; the one given is left as it is',
  points: 1,
  given: differentImages,
  examples: [colours],
  draws: 10,
  show: shownPlanes,
  async check(planes) {
    const image = imageOf(planes);
    for (const [name, of] of roundTrips) {
      const result = await of(image);
      const came = planesOf(result, image);
      if (compare(came, planes, rounded)) {
        throw new Unlawful(`${name} does not give the image again`, { got: came });
      }
      if (result === image || result.pixels === image.pixels) {
        throw new Unlawful(`${name} returns the pixels that it was given: make new ones`);
      }
    }
    const works: [name: string, attempt: () => Promise<Image>, wanted: Planes][] = [
      ['flipHorizontal', () => call(subject, 'flipHorizontal', image), mirrored(planes)],
      ['flipVertical', () => call(subject, 'flipVertical', image), upsideDown(planes)],
      ['rotate', () => call(subject, 'rotate', image, 33), rotated(planes, 33)],
      ['zoom', () => call(subject, 'zoom', image, 0.6), zoomed(planes, 0.6)],
      ['crop', () => call(subject, 'crop', image, 1, 0, 2), cropped(planes, 1, 0, 2)],
      ['brighten', () => call(subject, 'brighten', image, 0.3), brightened(planes, 0.3)],
      ['shiftHue', () => call(subject, 'shiftHue', image, 0.3), hueShifted(planes, 0.3)],
      ...[1, 2, 3].map((seed): [string, () => Promise<Image>, Planes] => [
        'augment',
        () => call(subject, 'augment', image, seed, { ...all }),
        augmentedBy(planes, sharesOf(seed), all),
      ]),
    ];
    for (const [name, attempt, wanted] of works) {
      await isAtWork(name, attempt(), image, wanted);
    }
    isUntouched('image', imageOf(planes), image);
  },
  why: 'The data set is used again in the next epoch, and must be what it was. An augmented image lives on while the next one is made.',
  look: imagesLook,
});

interface Refused {
  planes: Planes;
  factor: number;
  padding: number;
  start: number;
  channels: number;
}

law<Refused>({
  task: '7.5',
  claim:
    'a factor, a place or a number of channels that makes no sense is refused with a clear error',
  points: 1,
  given: fc
    .record({
      planes: differentImages,
      factor: fc.constantFrom(0, -1, -2.5),
      padding: fc.integer({ min: 1, max: 3 }),
      beyond: fc.constantFrom(1, 7, -4.5),
      channels: fc.constantFrom(2, 4),
      seed: seeds,
    })
    .map(({ beyond, seed: _, ...rest }) => ({ ...rest, start: 2 * rest.padding + beyond })),
  examples: [
    { planes: colours, factor: 0, padding: 2, start: 5, channels: 2 },
    { planes: colours, factor: -1, padding: 1, start: -1, channels: 4 },
  ],
  draws: 15,
  show: ({ factor, padding, start, channels }) => ({
    'factor of a zoom': factor,
    'padding of a crop': padding,
    'its top, or its left': start,
    'channels of an image whose hue is shifted': channels,
  }),
  async check({ planes, factor, padding, start, channels }) {
    const image = imageOf(planes);
    await isAtWork('zoom', call(subject, 'zoom', image, 1.5), image, zoomed(planes, 1.5));
    await refuses(call(subject, 'zoom', image, factor), [factor]);
    await isAtWork('crop', call(subject, 'crop', image, 1, 0, 1), image, cropped(planes, 1, 0, 1));
    await refuses(call(subject, 'crop', image, padding, start, padding), [start]);
    await refuses(call(subject, 'crop', image, padding, padding, start), [start]);
    await isAtWork('shiftHue', call(subject, 'shiftHue', image, 0.4), image, hueShifted(planes, 0.4)); // prettier-ignore
    const other = imageOf(Array.from({ length: channels }, (_, c) => planes[c % 3]));
    await refuses(call(subject, 'shiftHue', other, 0.4), [channels]);
  },
  why: 'A zoom of 0 divides by 0, a crop beyond the border has nothing to cut out, and what is not red, green and blue has no hue. Made in silence, such images spoil a training, and nobody sees them.',
  look: imagesLook,
});

/** @throws {Unlawful} unless what came back was computed, right or wrong. */
async function isAtWork(
  name: string,
  attempt: Promise<Image>,
  image: Image,
  wanted: Planes,
): Promise<void> {
  const got = planesOf(await attempt, image);
  const numbers = got.flat(2);
  const isIdle =
    new Set(numbers).size < 2 ||
    numbers.some((number) => !(number >= -2 && number <= 2)) ||
    !compare(got, planesOf(image, image), rounded);
  if (!isIdle || !compare(got, wanted, rounded)) return;
  throw new Unlawful(`\`${name}\` does nothing to an image: this law counts only for a program that does`, { got }); // prettier-ignore
}
