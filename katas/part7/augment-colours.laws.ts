import fc from 'fast-check';
import * as subject from '#kata/part7/augment';
import { brightnessMistakes, hueMistakes, type By } from '#src/laws/definitions/images/mistakes';
import {
  colourImages,
  colours,
  imageOf,
  images,
  plainImage,
  planesOf,
  rounded,
  shownPlanes,
  squareImage,
} from '#src/laws/definitions/images/planes';
import { brightened, hueShifted } from '#src/laws/definitions/images/transforms';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

const look = 'katas/part7/README.md, "Brightness and hue".';

law<By>({
  task: '7.5',
  claim: 'brightness is added to every value, and what leaves 0 … 1 is cut off',
  points: 1,
  given: fc.record({ planes: images, by: fc.integer({ min: -10, max: 10 }).map((n) => n / 8) }),
  examples: [
    { planes: plainImage, by: 0.25 },
    { planes: plainImage, by: -0.25 },
    { planes: plainImage, by: 0 },
  ],
  draws: 30,
  show: ({ planes, by }) => ({ change: by, ...shownPlanes(planes) }),
  async got({ planes, by }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'brighten', image, by), image);
  },
  wanted: ({ planes, by }) => brightened(planes, by),
  tolerance: rounded,
  suspects: brightnessMistakes,
  why: 'White cannot become whiter. What follows expects values from 0 to 1, whatever was done to the image.',
  look,
});

law<By>({
  task: '7.5',
  claim:
    'a shift of the hue turns every colour around the circle, and leaves saturation, value and greys',
  points: 1,
  given: fc.record({
    planes: fc.oneof(
      { weight: 4, arbitrary: colourImages },
      { weight: 1, arbitrary: images.filter((planes) => planes.length === 1) },
    ),
    by: fc.oneof(
      fc.constantFrom(0, 1, -1, 0.5),
      fc.integer({ min: -24, max: 24 }).map((n) => n / 12),
      fc.integer({ min: -100, max: 100 }).map((n) => n / 100),
    ),
  }),
  examples: [
    ...[0, 1, -1, 1 / 3, 0.5, 0.1, -0.05].map((by) => ({ planes: colours, by })),
    { planes: squareImage, by: 0.25 },
  ],
  show: ({ planes, by }) => ({ turns: by, ...shownPlanes(planes) }),
  async got({ planes, by }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'shiftHue', image, by), image);
  },
  wanted: ({ planes, by }) => hueShifted(planes, by),
  tolerance: rounded,
  suspects: hueMistakes,
  why: 'The largest and the smallest of the three values stay what they are; which colour has them changes. A third of a turn gives each colour the value of the one before it, a full turn its own. A grey has no hue that could turn.',
  look,
});
