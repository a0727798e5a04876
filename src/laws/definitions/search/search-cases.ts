import fc from 'fast-check';
import type { ScriptedEpoch } from '../../tensors/trial-spec.ts';
import { halvingSettings } from './halving-cases.ts';
import { type Row, type SearchCase, searched } from './searches.ts';

/** Multiples of 1/8, of which 1 − x is exact; now and then one that has diverged. */
const measures = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.record({
      loss: fc.integer({ min: 0, max: 24 }).map((n) => n / 8),
      accuracy: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { loss: NaN, accuracy: 0.125 },
      { loss: Infinity, accuracy: 0.125 },
      { loss: 1, accuracy: NaN },
    ),
  },
);

const epochs: fc.Arbitrary<ScriptedEpoch> = fc
  .record({ measured: measures, time: fc.integer({ min: 1, max: 40 }) })
  .map(({ measured, time }) => ({ ...measured, time }));

interface Wanted {
  jobs: fc.Arbitrary<number>;
  /** How many trials fail at most; none by default. */
  failures?: number;
}

/** Searches of one to six trials. */
export const searchCases = ({ jobs, failures = 0 }: Wanted): fc.Arbitrary<SearchCase> =>
  fc
    .record({ settings: halvingSettings, count: fc.integer({ min: 1, max: 6 }) })
    .chain(({ settings, count }) =>
      fc.record({
        configurations: fc.array(fc.record({ width: fc.constantFrom(64, 128), criterion: fc.constantFrom('nll', 'mse') }), { minLength: count, maxLength: count }), // prettier-ignore
        settings: fc.constant(settings),
        metric: fc.constantFrom('error' as const, 'loss' as const),
        jobs,
        script: fc.array(
          fc.array(epochs, { minLength: settings.maxEpochs, maxLength: settings.maxEpochs }),
          { minLength: count, maxLength: count },
        ),
        failing: fc.uniqueArray(
          fc.record({ trial: fc.nat(count - 1), epoch: fc.nat(2), isAtOnce: fc.boolean() }),
          { minLength: Math.min(1, failures), maxLength: failures, selector: ({ trial }) => trial },
        ),
      }),
    )
    .map(({ failing, ...given }) => {
      for (const { trial, epoch, isAtOnce } of failing) {
        const step = given.script[trial][Math.min(epoch, given.settings.maxEpochs - 1)];
        Object.assign(step, { error: `trial ${trial} is out of memory`, isAtOnce });
      }
      return given;
    })
    .filter((given) => !searched(given).isTied);

/** For a student to read: a row for each epoch that a right search trains. */
export const shownSearch = (given: SearchCase) => {
  const { settings, metric, jobs, script } = given;
  const { rows } = searched(given);
  return {
    ...settings,
    metric,
    jobs,
    'trial, epoch, loss, accuracy, time': rows.flatMap(({ trial, epochs }) =>
      script[trial]
        .slice(0, epochs.length + 1)
        .map(({ loss, accuracy, time }, i) => [trial, i + 1, loss, accuracy, time])
        .slice(0, Math.max(1, epochs.length)),
    ),
  };
};

/** Tables, finished or not. */
export const tables: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      status: fc.constantFrom('waiting', 'running', 'stopped', 'finished', 'finished', 'failed'),
      epochs: fc.array(
        fc.oneof(
          {
            weight: 8,
            arbitrary: fc.record({
              loss: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
              accuracy: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
            }),
          },
          { weight: 1, arbitrary: fc.constant({ loss: null, accuracy: 0.875 }) },
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ status, epochs }, trial) => ({
      trial,
      configuration: { width: 64 * (trial + 1) },
      status: status,
      epochs: status === 'waiting' ? [] : epochs,
      ...(status === 'failed' ? { error: 'out of memory' } : {}),
    })),
  );
