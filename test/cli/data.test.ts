import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { kata, kataCalls, sharedRoom, type Outcome } from './room.ts';

const room = sharedRoom();
const data = (...args: string[]) => kata(room.root, ['data', ...args]);

/** A folder for KATA_DATA_DIR with a file that is not what it should be. */
async function damagedFolder(): Promise<{ KATA_DATA_DIR: string }> {
  const folder = join(room.root, 'damaged');
  await mkdir(join(folder, 'digits'), { recursive: true });
  await writeFile(join(folder, 'digits', 'digits.csv.gz'), 'not the digits');
  return { KATA_DATA_DIR: folder };
}

describe('the list', () => {
  test('names every data set, says where it is or what fetching takes, and exits with 0', async () => {
    const { code, out, err } = await data();
    expect(out).toMatch(/ · cifar10 .*\n +not on this machine; npx kata data fetch cifar10 downloads 170 MB\n/); // prettier-ignore
    expect(out).toMatch(/ · mnist .*\n +not on this machine; .* downloads 12 MB\n/);
    expect(out).toMatch(/ · digits .*\n +not on this machine; .* downloads 58 kB\n/);
    expect(out).toMatch(/ ✓ shapes .*\n +built in/);
    expect(out).toMatch(/ ✓ strokes .*\n +built in/);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect([code, err]).toEqual([0, '']);
    expect((await data('list')).out).toBe(out);
  });

  test('is JSON on demand', async () => {
    const [short, long] = [await data('--json'), await data('list', '--json')];
    expect(long).toEqual(short);
    const entries = JSON.parse(long.out) as {
      name: string;
      state: string;
      downloadBytes: number;
    }[];
    expect(entries.map(({ name }) => name)).toEqual(['cifar10', 'mnist', 'digits', 'shapes', 'strokes']); // prettier-ignore
    expect(entries.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent', 'built in', 'built in']); // prettier-ignore
    expect(entries[0].downloadBytes).toBe(170_052_171);
  });

  test('with a KATA_DATA_DIR that is no folder is one clear message, exit code 1', async () => {
    const { code, err } = await kata(room.root, ['data'], { KATA_DATA_DIR: '/no/such/folder' });
    expect(err).toMatch(/^KATA_DATA_DIR is \/no\/such\/folder, .*Correct it, or unset it/);
    expect(code).toBe(1);
  });
});

describe('verify', () => {
  test('of what is not there fails only when it was named', async () => {
    expect((await data('verify')).code).toBe(0);
    const named = await data('verify', 'digits', 'shapes');
    expect(named.out).toMatch(/ · digits [^]* ✓ shapes /);
    expect(named.out).not.toContain('cifar10');
    expect(named.code).toBe(1);
  });

  test('of a damaged file says what came and what to do, exit code 1', async () => {
    const { code, out } = await kata(room.root, ['data', 'verify'], await damagedFolder());
    expect(out).toMatch(/ ✗ digits /);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/damaged, 14 bytes in .*digits \(KATA_DATA_DIR\)/);
    expect(text).toMatch(/incorrect header check.* Replace it by the one from https:/);
    expect(code).toBe(1);
  });

  test('as JSON has the problem in it, and the same exit code', async () => {
    const args = ['data', 'verify', 'digits', '--json'];
    const { code, out } = await kata(room.root, args, await damagedFolder());
    const [entry] = JSON.parse(out) as Record<string, unknown>[];
    expect(entry).toMatchObject({ name: 'digits', state: 'damaged', place: 'KATA_DATA_DIR' });
    expect(entry.problem).toMatch(/digits\.csv\.gz/);
    expect(code).toBe(1);
  });
});

describe('show', () => {
  test('prints a page of shapes with the names of their classes', async () => {
    const { code, out } = await data('show', 'shapes');
    expect(out).toMatch(/circle +square +triangle +star +cross/);
    expect(out).toMatch(/ring +heart +moon +arrow +hourglass/);
    const lines = out.trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(24); // a terminal of 24 lines shows all of it
    expect(code).toBe(0);
  });

  test('in colour has two pixels in a character', async () => {
    const colour = { FORCE_COLOR: '3' };
    const { out } = await kata(room.root, ['data', 'show', 'shapes', '--count', '1'], colour);
    const wide = await kata(room.root, ['data', 'show', 'shapes', '--count', '1'], {
      ...colour,
      COLUMNS: '200',
    });
    expect(stripVTControlCharacters(out)).toContain('▀'.repeat(15));
    expect(stripVTControlCharacters(wide.out)).toContain('▀'.repeat(32)); // every pixel
  });

  test('with the same seed shows the same, with another seed others', async () => {
    const outs = await Promise.all(
      ['1', '1', '2'].map(async (seed) => (await data('show', 'strokes', '--seed', seed)).out),
    );
    expect(outs[1]).toBe(outs[0]);
    expect(outs[2]).not.toBe(outs[0]);
  });

  test('downloads nothing: what is not there is one clear message, exit code 1', async () => {
    const { code, out, err } = await data('show', 'cifar10');
    expect(err.trim()).toBe(
      'CIFAR-10: cifar-10-binary.tar.gz is not on this machine. Download it: npx kata data fetch cifar10',
    );
    expect([code, out]).toEqual([1, '']);
  });
});

/** Calls, and what their one message must match. */
const wrongCalls: [call: string, message: RegExp][] = [
  ['data fetsh', /^There is no "kata data fetsh"; there are .+\. Did you mean fetch\?$/],
  ['data fetch', /^error: missing required argument 'name'$/],
  ['data fetch minst', /^There is no data set "minst"; .+ Did you mean mnist\?$/],
  ['data verify imagenet', /^There is no data set "imagenet"; there are [^?]+\.$/],
  ['data show', /^error: missing required argument 'name'$/],
  ['data show shapes --count many', /'many' is invalid\. It must be a whole number\.$/],
  ['data show shapes --count 0', /^--count is a number from 1 to 1000; 0 came\.$/],
  ['data show shapes --sed 1', /^error: unknown option '--sed'\n\(Did you mean --seed\?\)$/],
  ['data fetch shapes --json', /^error: unknown option '--json'$/],
];

describe('a call that is wrong exits with 2 and one clear message', () => {
  let outcomes: Outcome[] = [];
  beforeAll(async () => {
    const calls = wrongCalls.map(([call]) => call);
    outcomes = await kataCalls(room.root, calls);
  });

  test.each(wrongCalls.map(([call, message], i) => ({ call, message, i })))(
    'kata $call',
    ({ message, i }) => {
      const { code, out, err } = outcomes[i];
      expect(err.trim()).toMatch(message);
      expect(err).not.toMatch(/\n\s+at /);
      expect([code, out]).toEqual([2, '']);
    },
  );
});

test('help names every command of data, and each shows an example; exit code 0', async () => {
  const names = ['list', 'fetch', 'verify', 'show'];
  const calls = ['data --help', ...names.map((name) => `data ${name} --help`)];
  const outcomes = await kataCalls(room.root, calls);
  for (const name of names) expect(outcomes[0].out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  for (const { code, out } of outcomes) {
    expect(out).toMatch(/Example:\n {2}npx kata data /);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(code).toBe(0);
  }
});
