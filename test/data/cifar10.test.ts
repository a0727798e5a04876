import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { cifar10Classes, loadCifar10, readRecords } from '#src/data/cifar10';
import { startMirror } from './mirror-server.ts';
import { temporaryFolders } from './temporary-folder.ts';
import { levelOf, recordBytes, toyArchive, toyBatches, toySource } from './toy-cifar10.ts';
import { userErrorOf } from './user-error-of.ts';

const temporaryFolder = temporaryFolders();
const contents = toySource().files[0].contents!;
let data: string; // KATA_DATA_DIR
let cache: string;
let kept: string; // where the cache keeps the members
let options: { env: Record<string, string>; platform: string; home: string };

beforeEach(async () => {
  data = await temporaryFolder();
  const home = await temporaryFolder();
  cache = join(home, 'ann-katas', 'toy');
  kept = join(cache, 'toy-bin');
  const env = { KATA_DATA_DIR: data, XDG_CACHE_HOME: home };
  options = { env, platform: 'linux', home: '/nowhere' };
});

const giveArchive = (bytes: Uint8Array = toyArchive) => writeFile(join(data, 'toy.tar.gz'), bytes);

async function giveUnpacked(names = toyBatches.map(({ name }) => name)) {
  await mkdir(join(data, 'toy', 'toy-bin'), { recursive: true });
  for (const { name, bytes } of toyBatches) {
    if (names.includes(name)) await writeFile(join(data, 'toy', 'toy-bin', name), bytes);
  }
}

/** Reads some of the three batches, by number, and checks every label and every level. */
async function expectRead(batches: number[], source = toySource()) {
  const firsts = [0, 2, 5, 7];
  const images = batches.flatMap((batch) =>
    Array.from({ length: firsts[batch + 1] - firsts[batch] }, (_, i) => firsts[batch] + i),
  );
  const wanted = batches.map((batch) => source.files[0].contents![batch]);
  const read = await readRecords(source, wanted, options);
  expect([...read.labels]).toEqual(images);
  const levels = read.images.map((_, at) => {
    const pixel = Math.floor(at / 3) % 1024;
    return levelOf(images[Math.floor(at / 3072)], pixel, at % 3);
  });
  expect(Buffer.from(read.images).equals(Buffer.from(levels))).toBe(true);
}

const readAll = () => readRecords(toySource(), contents, options);

describe('the images are read', () => {
  test('in the order asked for, whatever the order in the archive', async () => {
    await giveArchive();
    await expectRead([0, 1, 2]);
    await expectRead([1, 0]);
  });

  test('from the unpacked folder, which comes before the archive', async () => {
    await giveUnpacked();
    await giveArchive(Buffer.from('not looked at'));
    await expectRead([0, 1, 2]);
    expect(existsSync(cache)).toBe(false);
  });

  test('from the members that are needed: others may be missing', async () => {
    await giveUnpacked(['second.bin']);
    await expectRead([1]);
  });

  test('from an archive that is downloaded into the cache', async () => {
    await using mirror = await startMirror(toyArchive);
    await expectRead([0, 1, 2], toySource(mirror.url.replace(/file$/, '')));
    expect((await readFile(join(cache, 'toy.tar.gz'))).equals(toyArchive)).toBe(true);
    expect(await readdir(data)).toEqual([]);
  });
});

describe('the cache keeps the members', () => {
  test('all of them, whole, from the first reading on', async () => {
    await giveArchive();
    await expectRead([1]);
    expect((await readdir(kept)).sort()).toEqual(['first.bin', 'second.bin', 'third.bin']);
    for (const { name, bytes } of toyBatches) {
      expect((await readFile(join(kept, name))).equals(bytes)).toBe(true);
    }
    await rm(join(data, 'toy.tar.gz'));
    await expectRead([0, 1, 2]);
  });

  test('and replaces one that was damaged, leaving the others', async () => {
    await giveArchive();
    await expectRead([0]);
    const before = await stat(join(kept, 'first.bin'));
    await writeFile(join(kept, 'second.bin'), Buffer.alloc(3 * recordBytes));
    await writeFile(join(kept, 'third.bin'), Buffer.alloc(5));
    await expectRead([0, 1, 2]);
    expect((await readFile(join(kept, 'second.bin'))).equals(toyBatches[1].bytes)).toBe(true);
    expect((await readFile(join(kept, 'third.bin'))).equals(toyBatches[2].bytes)).toBe(true);
    expect((await stat(join(kept, 'first.bin'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readdir(kept)).toHaveLength(3);
  });

  test('when several read at the same time', async () => {
    await giveArchive();
    await Promise.all([expectRead([0]), expectRead([1, 2]), expectRead([0, 1, 2])]);
    expect((await readdir(kept)).sort()).toEqual(['first.bin', 'second.bin', 'third.bin']);
    await rm(join(data, 'toy.tar.gz'));
    await expectRead([0, 1, 2]);
  });

  test('unless it cannot be written, which is no error', async () => {
    await giveArchive();
    await mkdir(join(cache, '..'), { recursive: true });
    await writeFile(cache, 'a file in the way');
    await expectRead([0, 1, 2]);
  });

  test('and nothing of an archive that turned out to be wrong, but what was right', async () => {
    await giveArchive(toyArchive.subarray(0, -40));
    await userErrorOf(readAll());
    for (const name of await readdir(kept)) {
      const { bytes } = toyBatches.find((batch) => batch.name === name)!;
      expect((await readFile(join(kept, name))).equals(bytes)).toBe(true);
    }
  });
});

describe('one clear message says what is wrong, where, and what to do', () => {
  test('with an archive that is cut short', async () => {
    await giveArchive(toyArchive.subarray(0, 300));
    const message = await userErrorOf(readAll());
    expect(message).toMatch(/toy\.tar\.gz: damaged or cut-short gzip data .*Replace it by the one/);
    expect(message).toContain(join(data, 'toy.tar.gz'));
  });

  test('with an unpacked member that is missing', async () => {
    await giveUnpacked(['first.bin', 'third.bin']);
    const folder = join(data, 'toy', 'toy-bin');
    expect(await userErrorOf(readAll())).toBe(
      `${join(folder, 'second.bin')}: it is missing; wanted a file of ${3 * recordBytes} bytes. Unpack http://127.0.0.1:9/toy.tar.gz there again, or remove ${folder}.`,
    );
  });

  test('with an unpacked member that is another file', async () => {
    await giveUnpacked();
    await writeFile(join(data, 'toy', 'toy-bin', 'first.bin'), toyBatches[2].bytes);
    expect(await userErrorOf(readAll())).toMatch(/first\.bin: its sha256 is .*; wanted .*Unpack/);
  });

  test('with data that is nowhere, offline', async () => {
    const reading = readRecords(toySource(), contents, { ...options, offline: true });
    expect(await userErrorOf(reading)).toBe(
      'Toy: toy.tar.gz is not on this machine. Download it: npx kata data fetch toy',
    );
  });

  test('with a damaged download, offline', async () => {
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, 'toy.tar.gz'), 'x');
    const reading = readRecords(toySource(), contents, { ...options, offline: true });
    expect(await userErrorOf(reading)).toMatch(
      /toy\.tar\.gz: its sha256 is .* kata data fetch toy$/,
    );
  });
});

test('the real archive has 60 000 images, equally many of each class, and the known means', async (ctx) => {
  const { KATA_DATA_DIR: folder = '' } = process.env;
  if (!existsSync(join(folder, 'cifar10'))) {
    return ctx.skip('KATA_DATA_DIR names no folder with cifar10 in it');
  }
  const env = { KATA_DATA_DIR: folder, XDG_CACHE_HOME: await temporaryFolder() };
  const train = await loadCifar10('train', { env });
  const unseen = await loadCifar10('test', { env });
  for (const [part, count] of [
    [train, 50_000],
    [unseen, 10_000],
  ] as const) {
    // prettier-ignore
    expect([part.count, part.height, part.width, part.channels]).toEqual([count, 32, 32, 3]);
    const counts = Array.from({ length: 10 }, () => 0);
    for (const label of part.labels) counts[label]++;
    expect(counts).toEqual(Array.from({ length: 10 }, () => count / 10));
  }
  const named = Array.from(train.labels.subarray(0, 5), (label) => cifar10Classes[label]);
  expect(named).toEqual(['frog', 'truck', 'truck', 'deer', 'automobile']);
  const sums = [0, 0, 0];
  for (let at = 0; at < train.images.length; at++) sums[at % 3] += train.images[at];
  const means = sums.map((sum) => sum / (50_000 * 1024) / 255);
  // The means by which everybody normalises CIFAR-10.
  [0.4914, 0.4822, 0.4465].forEach((mean, c) => expect(means[c]).toBeCloseTo(mean, 4));
});
