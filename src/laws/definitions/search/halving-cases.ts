import fc from 'fast-check';
import { Halving, type HalvingCase, type HalvingSettings, type Report, rungsOf } from './halving.ts'; // prettier-ignore

/** With one rung or more, so that there is something to decide. */
export const halvingSettings: fc.Arbitrary<HalvingSettings> = fc
  .record({
    gracePeriod: fc.integer({ min: 1, max: 3 }),
    reductionFactor: fc.constantFrom(2, 2, 3, 4),
    further: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ gracePeriod, reductionFactor, further }) => ({
    gracePeriod,
    reductionFactor,
    maxEpochs: gracePeriod + further,
  }));

/** Multiples of 1/4, so that some are alike. */
export const lossValues = fc.integer({ min: 0, max: 12 }).map((n) => n / 4);

const withDiverged = fc.oneof(
  { weight: 12, arbitrary: lossValues },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
);

interface Plan {
  settings: HalvingSettings;
  /** By trial, the loss after each epoch. */
  losses: number[][];
  /** Which of the trials that train reports next. */
  turns: number[];
}

/** Trials that report in any order, each until it is stopped. */
export const planned = (
  settings: fc.Arbitrary<HalvingSettings>,
  options: { trials?: number; value?: fc.Arbitrary<number> } = {},
): fc.Arbitrary<HalvingCase> => {
  const { trials = 6, value = withDiverged } = options;
  return settings
    .chain((drawn) =>
      fc.record({
        settings: fc.constant(drawn),
        losses: fc.array(
          fc.array(value, { minLength: drawn.maxEpochs, maxLength: drawn.maxEpochs }),
          { minLength: 1, maxLength: trials },
        ),
        turns: fc.array(fc.nat(trials - 1), { maxLength: 40 }),
      }),
    )
    .map((plan) => ({ settings: plan.settings, reports: reportsOf(plan) }));
};

function reportsOf({ settings, losses, turns }: Plan): Report[] {
  const halving = new Halving(settings);
  const training = losses.map((_, trial) => ({ trial, epoch: 0 }));
  const reports: Report[] = [];
  for (const turn of turns) {
    if (training.length === 0) break;
    const place = turn % training.length;
    const { trial } = training[place];
    const epoch = ++training[place].epoch;
    const report = { trial, epoch, loss: losses[trial][epoch - 1] };
    reports.push(report);
    if (halving.decide(report) === 'stop') training.splice(place, 1);
  }
  return reports;
}

export const halvingCases = planned(halvingSettings);

/** A case with one more report, at a rung. */
export const shownHalving = ({ settings, reports }: HalvingCase) => ({
  ...settings,
  rungs: rungsOf(settings),
  'reports: trial, epoch, loss': reports.map(({ trial, epoch, loss }) => [trial, epoch, loss]),
});

/** Trials one after the other that all train for so many epochs, with these losses at the end. */
export const arriving = (epochs: number, losses: readonly number[]): Report[] =>
  losses.flatMap((loss, trial) =>
    Array.from({ length: epochs }, (_, i) => ({ trial, epoch: i + 1, loss })),
  );
