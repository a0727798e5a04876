import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#src/common/random';
import { inVirtualOrder } from '#src/training/trials/in-virtual-order';
import { resumeClock, startClock, type VirtualClock } from '#src/training/trials/virtual-order';
import { search, type SearchState, startSearch } from '../../../solutions/part8/search.ts';

const TRIALS = 9;
const halving = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 5 };
const cost = (trial: number) => 1 + ((7 * trial) % 5);
const measures = (trial: number, epoch: number) => {
  const accuracy = (((7 * trial + 3) % 11) + epoch) / 20;
  return { loss: 1 - accuracy, accuracy };
};

interface Saved {
  state: SearchState;
  clock: VirtualClock;
}

/** A search whose epochs take as long as `delay` says. @returns what would be saved after each report. */
async function searched(
  places: number,
  delay: () => Promise<void>,
  from: Saved = { state: startSearch(Array.from({ length: TRIALS }, () => ({})), halving), clock: startClock() }, // prettier-ignore
): Promise<Saved[]> {
  const saved: Saved[] = [];
  const order = inVirtualOrder({
    places,
    clock: from.clock,
    cost,
    async run(trial, epoch) {
      await delay();
      return measures(trial, epoch);
    },
    onStuck: (trials) => expect.unreachable(`trials ${trials.join()} wait`),
  });
  await search(from.state, ({ trial }, epoch) => order.train(trial, epoch), {
    jobs: places,
    onProgress(state) {
      for (const row of state.rows) {
        if (row.status !== 'waiting' && row.status !== 'running') order.free(row.trial);
      }
      saved.push({ state, clock: order.clock() });
    },
  });
  return saved;
}

const atOnce = () => Promise.resolve();

describe.each([1, 2, 3, 5])('with %i at once', (places) => {
  test('a search decides the same, however long its epochs take', async () => {
    const wanted = await searched(places, atOnce);
    const stopped = wanted.at(-1)!.state.rows.filter(({ status }) => status === 'stopped');
    expect(stopped.length).toBeGreaterThan(0);
    const random = seededRandom(places);
    for (const delay of [
      () => nextTurn(),
      () => pause(random.integer(5)),
      () => pause(random.integer(5)),
    ]) {
      // prettier-ignore
      expect(await searched(places, delay)).toEqual(wanted);
    }
  });

  test('a search goes on from any report as if it had not been interrupted', async () => {
    const wanted = await searched(places, atOnce);
    for (const [i, saved] of wanted.entries()) {
      const { state, clock } = JSON.parse(JSON.stringify(saved)) as Saved;
      const rest = await searched(places, atOnce, { state, clock: resumeClock(clock) });
      // Which epochs were under way is told by the clock; nothing else may differ.
      expect(rest.map(({ state: { rows, asha } }) => ({ rows, asha }))).toEqual(
        wanted.slice(i + 1).map(({ state: { rows, asha } }) => ({ rows, asha })),
      );
    }
  });
});

test('more at once may decide otherwise', async () => {
  const ends = await Promise.all([1, 5].map((places) => searched(places, atOnce)));
  const [one, five] = ends.map((saved) => saved.at(-1)!.state.rows.map(({ status }) => status));
  expect(one).not.toEqual(five);
});

describe('epochs in virtual order', () => {
  const ordered = (
    run: (trial: number, epoch: number) => Promise<number>,
    onStuck: (trials: readonly number[]) => void = () => {},
  ) => inVirtualOrder({ places: 2, clock: startClock(), cost: (trial) => 10 - trial, run, onStuck }); // prettier-ignore

  test('wait for those that are due earlier, failures too', async () => {
    const came: string[] = [];
    const order = ordered(async (trial) => {
      if (trial === 1) await pause(30);
      if (trial === 0) throw new Error('no memory');
      return trial;
    });
    const note = (text: string) => void came.push(text);
    await Promise.all([
      order.train(0, 1).catch((error: Error) => note(error.message)),
      order.train(1, 1).then(() => note('trial 1')),
    ]);
    expect(came).toEqual(['trial 1', 'no memory']);
  });

  test('of a trial that has no place wait until one is free', async () => {
    const begun: number[] = [];
    const order = ordered(async (trial) => begun.push(trial));
    const all = [0, 1, 2].map((trial) => order.train(trial, 1));
    await nextTurn();
    expect(begun).toEqual([0, 1]);
    order.free(1);
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2]);
  });

  test('for which no place will be free are told', async () => {
    const stuck = new Promise<readonly number[]>((resolve) => {
      const order = ordered(async (trial) => trial, resolve);
      for (const trial of [0, 1, 2, 3]) void order.train(trial, 1);
    });
    expect(await stuck).toEqual([2, 3]);
  });

  test('of one trial come one after the other', async () => {
    const order = ordered(async (trial) => trial);
    const first = order.train(0, 1);
    await expect(order.train(0, 2)).rejects.toThrow('Trial 0 is to train epoch 2 before the one under way is over.'); // prettier-ignore
    expect(await first).toBe(0);
  });
});
