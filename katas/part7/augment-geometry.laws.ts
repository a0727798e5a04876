import fc from 'fast-check';
import * as subject from '#kata/part7/augment';
import { exactly } from '#src/laws/compare';
import {
  cropMistakes,
  flipMistakes,
  rotationMistakes,
  zoomMistakes,
  type By,
  type CropCase,
} from '#src/laws/definitions/images/mistakes';
import {
  imageOf,
  images,
  plainImage,
  planesOf,
  rounded,
  shownPlanes,
  squareImage,
  type Planes,
} from '#src/laws/definitions/images/planes';
import {
  cropped,
  mirrored,
  rotated,
  upsideDown,
  zoomed,
} from '#src/laws/definitions/images/transforms';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

const cropLook = 'katas/part7/README.md, "Flips and crops".';
const look = 'katas/part7/README.md, "Rotation and zoom".';

law<Planes>({
  task: '7.5',
  claim: 'a horizontal flip reverses every row, a vertical one the order of the rows',
  points: 1,
  given: images,
  examples: [plainImage],
  draws: 30,
  show: shownPlanes,
  async got(planes) {
    const image = imageOf(planes);
    return {
      horizontal: planesOf(await call(subject, 'flipHorizontal', image), image),
      vertical: planesOf(await call(subject, 'flipVertical', image), image),
    };
  },
  wanted: (planes) => ({ horizontal: mirrored(planes), vertical: upsideDown(planes) }),
  tolerance: exactly,
  suspects: flipMistakes,
  why: 'Pixels move, and their values move with them: red stays red.',
  look: cropLook,
});

const shownWith = (name: string) => ({ planes, by }: By) => ({ [name]: by, ...shownPlanes(planes) }); // prettier-ignore

law<By>({
  task: '7.5',
  claim:
    'a rotation turns what is seen counterclockwise, with bilinear interpolation and 0 from outside',
  points: 1,
  given: fc.record({
    planes: images,
    by: fc.oneof(
      fc.constantFrom(0, 90, -90, 180, 360, 450),
      fc.integer({ min: -400, max: 400 }).map((degrees) => degrees / 2),
    ),
  }),
  examples: [
    { planes: squareImage, by: 90 },
    { planes: squareImage, by: -90 },
    { planes: plainImage, by: 180 },
    { planes: plainImage, by: 0 },
    { planes: squareImage, by: 30 },
    { planes: plainImage, by: 15 },
  ],
  show: shownWith('degrees'),
  async got({ planes, by }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'rotate', image, by), image);
  },
  wanted: ({ planes, by }) => rotated(planes, by),
  tolerance: rounded,
  suspects: rotationMistakes,
  why: 'Every pixel of the result asks: where was I before? That place, turned back about the middle, lies between four pixels. 90° on a square, and 180°, only move pixels.',
  look,
});

law<By>({
  task: '7.5',
  claim:
    'a zoom enlarges what is seen about the middle, with bilinear interpolation and 0 from outside',
  points: 1,
  given: fc.record({
    planes: images,
    by: fc.constantFrom(0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.5, 2, 3, 10),
  }),
  examples: [
    { planes: plainImage, by: 1 },
    { planes: plainImage, by: 2 },
    { planes: squareImage, by: 0.5 },
  ],
  show: shownWith('factor'),
  async got({ planes, by }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'zoom', image, by), image);
  },
  wanted: ({ planes, by }) => zoomed(planes, by),
  tolerance: rounded,
  suspects: zoomMistakes,
  why: 'Twice as large means: what is seen at a place was half as far from the middle. A factor of 1 leaves everything where it is.',
  look,
});

law<CropCase>({
  task: '7.5',
  claim: 'a crop puts zeros around the image, and cuts out where it is told',
  points: 1,
  given: fc
    .record({ planes: images, padding: fc.integer({ min: 0, max: 3 }) })
    .chain(({ planes, padding }) => {
      const start = fc.integer({ min: 0, max: 2 * padding });
      return fc.record({
        planes: fc.constant(planes),
        padding: fc.constant(padding),
        top: start,
        left: start,
      });
    }),
  examples: [
    { planes: plainImage, padding: 2, top: 2, left: 2 },
    { planes: plainImage, padding: 1, top: 0, left: 2 },
    { planes: plainImage, padding: 2, top: 3, left: 0 },
  ],
  show: ({ planes, ...rest }) => ({ ...rest, ...shownPlanes(planes) }),
  async got({ planes, padding, top, left }) {
    const image = imageOf(planes);
    return planesOf(await call(subject, 'crop', image, padding, top, left), image);
  },
  wanted: ({ planes, padding, top, left }) => cropped(planes, padding, top, left),
  tolerance: exactly,
  suspects: cropMistakes,
  why: 'Row y of the result is row y + top of the padded image, and that is row y + top − padding of the image. Where top and left are the padding, nothing moves.',
  look: cropLook,
});
