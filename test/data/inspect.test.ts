import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { readRecords } from '#src/data/cifar10';
import { inspect } from '#src/data/inspect';
import type { DataSource, SourceFile } from '#src/data/sources';
import { temporaryFolders } from './temporary-folder.ts';
import { sha256, toyArchive, toyBatches, toySource } from './toy-cifar10.ts';

const temporaryFolder = temporaryFolders();
const good = Buffer.from('the numbers');
let data: string;
let cacheHome: string;
let places: { env: Record<string, string>; platform: string; home: string };

beforeEach(async () => {
  [data, cacheHome] = [await temporaryFolder(), await temporaryFolder()];
  const env = { KATA_DATA_DIR: data, XDG_CACHE_HOME: cacheHome };
  places = { env, platform: 'linux', home: '/nowhere' };
});

const file = (name: string): SourceFile => ({
  name,
  bytes: good.length,
  checksums: [{ algorithm: 'sha256', hex: sha256(good) }],
  verify: 'file',
});

const pair: DataSource = { ...toySource(), files: [file('a'), file('b')] };

async function put(folder: string, name: string, bytes: Uint8Array = good): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
  return folder;
}

const cache = () => join(cacheHome, 'ann-katas', 'toy');

describe('files that must be as published', () => {
  test('are absent where they are nowhere', async () => {
    expect(await inspect(pair, places)).toEqual({ state: 'absent', bytes: 0 });
  });

  test('are verified where all are there, wherever they are', async () => {
    const folder = await put(join(data, 'toy'), 'a');
    await put(cache(), 'b');
    const wanted = { state: 'verified', folder, place: 'KATA_DATA_DIR', bytes: 2 * good.length };
    expect(await inspect(pair, places)).toEqual(wanted);
  });

  test('are incomplete where some are not there', async () => {
    await put(cache(), 'b');
    const { state, problem } = await inspect(pair, places);
    expect(state).toBe('incomplete');
    expect(problem).toBe('Not there: a. Download what is missing: npx kata data fetch toy');
  });

  test.each([
    ['KATA_DATA_DIR', () => join(data, 'toy'), /a: its sha256 is .* Replace it by the one from/],
    ['cache', cache, /a: its sha256 is .* Download it again: npx kata data fetch toy/],
  ])('are damaged where one in the %s is', async (place, folder, message) => {
    await put(folder(), 'a', Buffer.from('other'));
    await put(folder(), 'b');
    const found = await inspect(pair, places);
    expect(found).toMatchObject({ state: 'damaged', place, folder: folder() });
    expect(found.problem).toMatch(message);
  });
});

describe('an archive', () => {
  const toy = toySource();

  test('that was packed again is verified by its contents', async () => {
    const folder = await put(data, 'toy.tar.gz', toyArchive);
    const wanted = { state: 'verified', folder, place: 'KATA_DATA_DIR', bytes: toyArchive.length };
    expect(await inspect(toy, places)).toEqual(wanted);
    await put(data, 'toy.tar.gz', toyArchive.subarray(0, -50));
    expect(await inspect(toy, places)).toMatchObject({ state: 'damaged' });
  });

  test('in the cache must be as published', async () => {
    await put(cache(), 'toy.tar.gz', toyArchive);
    expect(await inspect(toy, places)).toMatchObject({ state: 'verified', place: 'cache' });
    await put(cache(), 'toy.tar.gz', Buffer.concat([toyArchive, Buffer.of(0)]));
    expect(await inspect(toy, places)).toMatchObject({ state: 'damaged' });
  });

  test('is verified where it lies unpacked', async () => {
    const folder = join(data, 'toy-bin');
    for (const { name, bytes } of toyBatches) await put(folder, name, bytes);
    const bytes = toyBatches.reduce((sum, batch) => sum + batch.bytes.length, 0);
    const wanted = { state: 'verified', folder, place: 'KATA_DATA_DIR', bytes };
    expect(await inspect(toy, places)).toEqual(wanted);
    await put(folder, 'second.bin', good);
    const found = await inspect(toy, places);
    expect(found).toMatchObject({ state: 'damaged' });
    expect(found.problem).toMatch(/second\.bin: 11 bytes .*Unpack .* or remove/);
  });

  test('is verified by what was kept of it, where it is gone', async () => {
    await put(data, 'toy.tar.gz', toyArchive);
    await readRecords(toy, toy.files[0].contents!, places);
    places.env.KATA_DATA_DIR = '';
    const folder = join(cache(), 'toy-bin');
    expect(await inspect(toy, places)).toMatchObject({ state: 'verified', place: 'cache', folder });
  });

  test('is only looked at: nothing is unpacked or kept', async () => {
    await put(data, 'toy.tar.gz', toyArchive);
    await inspect(toy, places);
    expect(await readdir(cacheHome)).toEqual([]);
    expect(await readdir(data)).toEqual(['toy.tar.gz']);
  });
});

test('a text compressed again is verified by the text', async () => {
  const contents = [{ name: 'a', bytes: good.length, sha256: sha256(good) }];
  const text: DataSource = {
    ...toySource(),
    files: [{ ...file('a.gz'), verify: 'contents', contents }],
  };
  await put(data, 'a.gz', gzipSync(good));
  expect(await inspect(text, places)).toMatchObject({ state: 'verified' });
  await put(data, 'a.gz', gzipSync('other text'));
  expect(await inspect(text, places)).toMatchObject({ state: 'damaged' });
});
