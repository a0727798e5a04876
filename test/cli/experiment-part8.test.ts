import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchFile } from '#src/training/trials/search-file';
import type { SearchState } from '#src/training/trials/search-state';
import { type Ended, kata, type Stop } from './stopped-kata.ts';

/** The lines about epochs that are over. */
const reports = (out: string) =>
  out.split('\n').filter((line) => /^ +\d+ {2}.*epoch +\d/.test(line));

const after = (count: number, by: Stop['by']): Stop => ({
  once: (out) => reports(out).length >= count,
  by,
});

/** The measures of all epochs of all trials, unrounded. */
async function measures(folder: string) {
  const text = await readFile(join(folder, 'search.json'), 'utf8');
  const { state } = JSON.parse(text) as SearchFile<SearchState>;
  return state.rows.map(({ epochs }) => epochs);
}

describe.skipIf(process.platform === 'win32')('a search that is killed', () => {
  let root = '';
  let [whole, broken]: [string, string] = ['', ''];
  const outcomes: Record<'whole' | 'killed' | 'resumed' | 'wider', Ended> = {} as never;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
    [whole, broken] = [join(root, 'whole'), join(root, 'broken')];
    const call = ['experiment', 'part8', '--dataset', 'strokes', '--samples', '60', '--epochs', '4', '--jobs', '2', '--backend', 'wasm']; // prettier-ignore
    outcomes.whole = await kata([...call, '--out', whole], after(9, 'SIGINT'));
    outcomes.killed = await kata([...call, '--out', broken], after(4, 'SIGKILL'));
    const resume = ['experiment', 'part8', '--resume', broken];
    outcomes.resumed = await kata(resume, after(5, 'SIGINT'));
    outcomes.wider = await kata([...resume, '--jobs', '3'], {
      once: (out) => out.includes('Begun with'),
      by: 'SIGINT',
    });
  }, 120_000);
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('goes on with the same trials, which arrive in the same order and decide the same', () => {
    const both = [...reports(outcomes.killed.out), ...reports(outcomes.resumed.out)];
    const wanted = reports(outcomes.whole.out);
    const count = Math.min(wanted.length, 9);
    // A report that was told, and not yet written down, is told again.
    expect([...new Set(both)].slice(0, count)).toEqual(wanted.slice(0, count));
    expect(count).toBe(9);
    expect(wanted.join('\n')).toMatch(/ {2}(stopped|finished)$/m);
    expect(reports(outcomes.resumed.out).length).toBeLessThan(wanted.length);
  });

  test('has the very numbers of one that was not', async () => {
    const [one, other] = await Promise.all([whole, broken].map(measures));
    let same = 0;
    for (const [trial, epochs] of one.entries()) {
      const common = Math.min(epochs.length, other[trial].length);
      expect(other[trial].slice(0, common)).toEqual(epochs.slice(0, common));
      same += common;
    }
    expect(same).toBeGreaterThanOrEqual(9);
  });

  test('says how to go on, and draws the table as it stands', () => {
    const { code, out, err } = outcomes.resumed;
    expect([code, err]).toEqual([130, '']);
    expect(out).toMatch(/^ trial width layers +rate batch criterion +epoch +loss +acc % status$/m);
    expect(out).toMatch(/To go on: {2}npx kata experiment part8 --resume \S*broken\n/);
    expect(out).not.toContain('Begun with');
  });

  test('may go on with more at once, and says what that means', () => {
    expect(outcomes.wider.out).toContain(' Begun with --jobs 2, and goes on with 3: trials arrive in another order, and others may be stopped.'); // prettier-ignore
  });
});
