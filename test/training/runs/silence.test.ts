import { describe, expect, test } from 'vitest';
import { mostSilence, patienceWith } from '#src/training/runs/patience';
import { silence } from '#src/training/runs/silence';

const patience = { first: 300, least: 120, times: 20 };

/** The first second of silence that is too many. */
function enough(watched: ReturnType<typeof silence>): number | undefined {
  for (let second = 1; second <= 100_000; second++) {
    const seconds = watched.tick(patience);
    if (seconds !== undefined) return seconds;
  }
  return undefined;
}

describe('a training is given up', () => {
  test('when nothing came for five minutes from its beginning', () => {
    expect(enough(silence())).toBe(301);
  });

  test('when nothing came for two minutes after quick records', () => {
    const watched = silence();
    for (let i = 0; i < 100; i++) watched.interrupt();
    expect(enough(watched)).toBe(121);
  });

  test('when nothing came for twenty times its longest pause', () => {
    const watched = silence();
    watched.interrupt();
    for (const pause of [10, 60, 5]) {
      for (let second = 0; second < pause; second++) expect(watched.tick(patience)).toBeUndefined();
      watched.interrupt();
    }
    expect(enough(watched)).toBe(20 * 60 + 1);
  });

  test('not by how long it took to its first record', () => {
    const watched = silence();
    for (let second = 0; second < 250; second++) watched.tick(patience);
    watched.interrupt();
    expect(enough(watched)).toBe(121);
  });
});

test('the plain backend may take two hours, every other five minutes', () => {
  expect(mostSilence(patienceWith('cpu'), undefined)).toBe(7200);
  expect(mostSilence(patienceWith('cpu'), 1000)).toBe(20_000);
  expect(mostSilence(patienceWith('wasm'), undefined)).toBe(300);
  expect(mostSilence(patienceWith(undefined), 1)).toBe(120);
});
