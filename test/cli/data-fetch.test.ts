import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchDatasets } from '#src/cli/commands/data-fetch';
import { findDataset, type Dataset } from '#src/data/datasets';
import { deadUrl, startMirror } from '../data/mirror-server.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { toyArchive, toySource } from '../data/toy-cifar10.ts';

const temporaryFolder = temporaryFolders();
let cache: string;
let out = '';
let err = '';

beforeEach(async () => {
  const home = await temporaryFolder();
  cache = join(home, 'ann-katas', 'toy');
  vi.stubEnv('KATA_DATA_DIR', '');
  vi.stubEnv('XDG_CACHE_HOME', home);
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== '');
  vi.spyOn(console, 'error').mockImplementation((text) => (err += `${text}\n`));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const toyAt = (url: string): Dataset => ({
  ...findDataset('cifar10'),
  name: 'toy',
  source: toySource(url.replace(/file$/, '')),
});

test('what is missing is downloaded, and what is there is not downloaded again', async () => {
  await using mirror = await startMirror(toyArchive);
  expect(await fetchDatasets([toyAt(mirror.url)])).toBe(0);
  expect(out).toMatch(/^ fetching toy, [\d.]+ kB\n toy is here now: [\d.]+ kB in .*toy\n$/);
  expect((await readFile(join(cache, 'toy.tar.gz'))).equals(toyArchive)).toBe(true);
  out = '';
  expect(await fetchDatasets([toyAt(mirror.url)])).toBe(0);
  expect(out).toMatch(/^ toy is here already: [\d.]+ kB in .*toy\n$/);
  expect(mirror.ranges).toHaveLength(1);
});

test('a download that was cut off goes on where it stopped', async () => {
  await using mirror = await startMirror(toyArchive);
  await fetchDatasets([toyAt(mirror.url)]);
  const [name] = await readdir(cache);
  await writeFile(join(cache, `${name}.part`), toyArchive.subarray(0, 100));
  await writeFile(join(cache, name), 'damaged since');
  expect(await fetchDatasets([toyAt(mirror.url)])).toBe(0);
  expect(mirror.ranges).toEqual([undefined, 'bytes=100-']);
});

test('one that cannot be had is explained, and the others come all the same', async () => {
  await using mirror = await startMirror(toyArchive);
  const gone = { ...toyAt(await deadUrl()), name: 'gone' };
  expect(await fetchDatasets([gone, toyAt(mirror.url), findDataset('shapes')])).toBe(1);
  expect(err).toMatch(/no mirror gave it\. Tried:\n.*ECONNREFUSED[^]*use --dataset shapes/);
  expect(out).toMatch(/toy is here now.*\n shapes is built in: there is nothing to fetch\n$/);
});

test('Ctrl-C stops with exit code 130, and keeps what came', async () => {
  const half = Math.floor(toyArchive.length / 2);
  await using mirror = await startMirror(toyArchive, (_request, response, body) => {
    response.writeHead(200, { 'content-length': body.length });
    response.write(body.subarray(0, half), () => setTimeout(() => process.emit('SIGINT'), 200));
  });
  expect(await fetchDatasets([toyAt(mirror.url)])).toBe(130);
  expect(out).toMatch(/ Stopped\. What came is kept: the same command goes on from there\.\n$/);
  expect(await readdir(cache)).toEqual(['toy.tar.gz.part']);
  expect((await readFile(join(cache, 'toy.tar.gz.part'))).length).toBe(half);
});
