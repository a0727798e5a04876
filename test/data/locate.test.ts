import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { cacheFolder } from '#src/data/cache-folder';
import { locate } from '#src/data/locate';
import { mnist } from '#src/data/sources';
import type { DataSource } from '#src/data/sources';
import { deadUrl, startMirror } from './mirror-server.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const good = Buffer.from('the numbers');
const bad = Buffer.from('not the numbers');
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

const source = (mirror: string): DataSource => ({
  name: 'toy',
  title: 'Toy data',
  mirrors: [mirror],
  standIn: 'strokes',
  files: [
    {
      name: 'a.gz',
      bytes: good.length,
      checksums: [{ algorithm: 'md5', hex: md5(good) }],
      verify: 'file',
    },
  ],
});

/** A machine with an empty KATA_DATA_DIR and an empty cache. */
async function machine() {
  const [data, cacheHome] = [await temporaryFolder(), await temporaryFolder()];
  const cache = join(cacheHome, 'ann-katas', 'toy');
  await mkdir(cache, { recursive: true });
  await mkdir(join(data, 'toy'));
  const env = { KATA_DATA_DIR: data, XDG_CACHE_HOME: cacheHome };
  return { data, cache, options: { env, platform: 'linux', home: '/nowhere' } };
}

const messageOf = async (result: Promise<unknown>) => {
  const failure: unknown = await result.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  return (failure as UserError).message;
};

test.each(['toy/a.gz', 'a.gz'])('a file in KATA_DATA_DIR at %s comes first', async (place) => {
  const { data, cache, options } = await machine();
  await writeFile(join(data, place), good);
  await writeFile(join(cache, 'a.gz'), good);
  expect(await locate(source(await deadUrl()), options)).toEqual([join(data, place)]);
});

test('a file in the cache comes before the network', async () => {
  const { cache, options } = await machine();
  await writeFile(join(cache, 'a.gz'), good);
  expect(await locate(source(await deadUrl()), options)).toEqual([join(cache, 'a.gz')]);
});

test('a file that is nowhere is downloaded into the cache, never into KATA_DATA_DIR', async () => {
  const { data, cache, options } = await machine();
  await using mirror = await startMirror(good);
  const [path] = await locate(source(mirror.url.replace(/file$/, '')), options);
  expect(path).toBe(join(cache, 'a.gz'));
  expect((await readFile(path)).equals(good)).toBe(true);
  expect(await readdir(join(data, 'toy'))).toEqual([]);
});

test('a damaged file in the cache is downloaded again', async () => {
  const { cache, options } = await machine();
  await writeFile(join(cache, 'a.gz'), bad);
  await using mirror = await startMirror(good);
  const [path] = await locate(source(mirror.url.replace(/file$/, '')), options);
  expect((await readFile(path)).equals(good)).toBe(true);
});

test('a wrong file in KATA_DATA_DIR is named with both checksums, not used, not replaced', async () => {
  const { data, cache, options } = await machine();
  await writeFile(join(data, 'toy', 'a.gz'), bad);
  await writeFile(join(cache, 'a.gz'), good);
  const message = await messageOf(locate(source(await deadUrl()), options));
  expect(message).toContain(join(data, 'toy', 'a.gz'));
  expect(message).toContain(`its md5 is ${md5(bad)}; wanted ${md5(good)}`);
  expect((await readFile(join(data, 'toy', 'a.gz'))).equals(bad)).toBe(true);
});

test('a repacked archive in KATA_DATA_DIR is left to its loader to verify', async () => {
  const { data, options } = await machine();
  await writeFile(join(data, 'toy', 'a.gz'), bad);
  const toy = source(await deadUrl());
  const repacked = {
    ...toy,
    files: toy.files.map((file) => ({ ...file, verify: 'contents' as const })),
  };
  expect(await locate(repacked, options)).toEqual([join(data, 'toy', 'a.gz')]);
});

test('a KATA_DATA_DIR that is no folder is one clear message', async () => {
  const { options } = await machine();
  const env = { ...options.env, KATA_DATA_DIR: '/no/such/folder' };
  const message = await messageOf(locate(source(await deadUrl()), { ...options, env }));
  expect(message).toMatch(/^KATA_DATA_DIR is \/no\/such\/folder, .*Correct it, or unset it/);
});

test('with no network, one message says what was tried and what to do', async () => {
  const { options } = await machine();
  const offline = { ...mnist, mirrors: [await deadUrl(), await deadUrl()].map((url) => `${url}/`) };
  const message = await messageOf(locate(offline, options));
  for (const mirror of offline.mirrors) {
    expect(message).toContain(`${mirror}train-images-idx3-ubyte.gz: no connection (ECONNREFUSED)`);
  }
  expect(message).toContain('--dataset strokes');
  expect(message).toContain('KATA_DATA_DIR=FOLDER');
  for (const { name } of mnist.files) expect(message).toContain(join('FOLDER', 'mnist', name));
});

describe('the cache lies', () => {
  test.each([
    ['linux', {}, '/home/u/.cache/ann-katas'],
    ['linux', { XDG_CACHE_HOME: '/x' }, '/x/ann-katas'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/u/.cache/ann-katas'],
    ['linux', { XDG_CACHE_HOME: '' }, '/home/u/.cache/ann-katas'],
    ['darwin', {}, '/home/u/Library/Caches/ann-katas'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\ann-katas'],
    ['win32', {}, '\\home\\u\\AppData\\Local\\ann-katas'],
  ])('on %s with %o in %s', (platform, env, folder) => {
    expect(cacheFolder(env, platform, '/home/u')).toBe(folder);
  });
});
