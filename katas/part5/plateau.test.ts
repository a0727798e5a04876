import fc from 'fast-check';
import * as subject from '#kata/part5/plateau';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  plateauCases,
  plateauMistakes,
  plateauOf,
} from '#src/laws/definitions/gradient-descent/plateau';
import { isUntouched, refuses } from '#src/laws/expectations';
import { law } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';

const look = 'katas/part5/README.md, "The plateau".';

law({
  task: '5.3',
  claim: 'it is the number of epochs after which none of the next ones is better',
  points: 4,
  given: plateauCases,
  examples: [
    { curve: [0.25, 0.5, 0.5, 0.5, 0.5], recordsPerEpoch: 1 },
    { curve: [0.25, 0.375, 0.5, 0.625], recordsPerEpoch: 1 },
    { curve: [0.5, 0.25, 0.375, 0.4375, 0.75], recordsPerEpoch: 1 },
    { curve: [0.5, 0.503, 0.502, 0.501, 0.5], recordsPerEpoch: 1, options: { margin: 0 } },
    { curve: [0.5, 0.5075, 0.5, 0.5, 0.5], recordsPerEpoch: 1 },
    { curve: [0.5, 0.5045, 0.5, 0.5], recordsPerEpoch: 1 },
    { curve: [0.5, 0.5, 0.5, 0.5], recordsPerEpoch: 1, options: { margin: 0 } },
    { curve: [0.5, 0.504, 0.508, 0.504, 0.504], recordsPerEpoch: 1 },
    { curve: [0, 0, 0, 1, ...Array.from({ length: 12 }, () => 0.2)], recordsPerEpoch: 4 },
  ],
  draws: 200,
  got: ({ curve, recordsPerEpoch, options }) =>
    options === undefined
      ? callAtOnce(subject, 'findPlateau', curve, recordsPerEpoch)
      : callAtOnce(subject, 'findPlateau', curve, recordsPerEpoch, options),
  wanted: (given) => plateauOf(given),
  suspects: plateauMistakes,
  why: 'A single record is one throw of dice, so epochs count with their mean. One bad epoch is no plateau either: the next `patience` epochs must all fail to beat the best so far by more than the margin. A curve that rises to its end has no plateau in it, and all epochs were worth while.',
  look,
});

law({
  task: '5.3',
  claim: 'records after the last whole epoch change nothing, and the curve stays as it is',
  points: 1,
  given: plateauCases.filter(({ recordsPerEpoch }) => recordsPerEpoch > 1),
  draws: 50,
  async got({ curve, recordsPerEpoch, options = {} }) {
    const whole = curve.slice(0, curve.length - (curve.length % recordsPerEpoch));
    const longer = [...whole, 1];
    const before = [...longer];
    const n = await callAtOnce(subject, 'findPlateau', longer, recordsPerEpoch, options);
    isUntouched('curve', before, longer);
    return n;
  },
  wanted: (given) => plateauOf(given),
  why: 'A training that was stopped in the middle of an epoch leaves a piece of one. Its mean is over fewer records, and cannot be compared.',
  look,
});

law({
  task: '5.3',
  claim: 'a curve shorter than an epoch is refused',
  points: 1,
  given: fc
    .record({
      records: fc.integer({ min: 0, max: 9 }),
      missing: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ records, missing }) => ({
      curve: Array.from({ length: records }, () => 0.5),
      recordsPerEpoch: records + missing,
    })),
  draws: 20,
  async check({ curve, recordsPerEpoch }) {
    const epochs = [...Array(recordsPerEpoch + 3).keys()];
    const after = (rise: number) =>
      callAtOnce(subject, 'findPlateau', epochs.map((epoch) => rise * epoch), 1); // prettier-ignore
    mustCompute(await after(0), await after(1 / 16));
    const tooShort = callAtOnce(subject, 'findPlateau', curve, recordsPerEpoch);
    await refuses(tooShort, [curve.length, recordsPerEpoch]);
  },
  why: 'There is no epoch to judge. Any number would be made up; both lengths say what is wrong.',
  look: 'katas/part5/README.md, "Errors".',
});
