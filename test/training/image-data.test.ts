import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { cifar10 } from '#src/data/sources';
import { colourDatasetHere, imageCounts, loadImages } from '#src/training/image-data';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

describe('how many images are for what', () => {
  test('is by default as the assignment has it', () => {
    expect(imageCounts('cifar10', {})).toEqual({
      samples: 50_000,
      train: 45_000,
      validationPerClass: 500,
      validation: 5000,
      validationUsed: 5000,
      test: 10_000,
    });
    expect(imageCounts('shapes', {})).toMatchObject({ train: 9000, validation: 1000, test: 2000 });
  });

  test('may be less of all, and less for the validation alone', () => {
    expect(imageCounts('shapes', { samples: 1000, validation: 50 })).toEqual({
      samples: 1000,
      train: 900,
      validationPerClass: 10,
      validation: 100,
      validationUsed: 50,
      test: 200,
    });
  });

  test.each([
    ['shapes', { samples: 90 }, /^--samples 90: .* a multiple of 10, at least 100\.$/],
    ['shapes', { samples: 1005 }, /^--samples 1005/],
    ['cifar10', { samples: 50_010 }, /^--samples 50010: CIFAR-10 has 50000\.$/],
    ['shapes', { validation: 25 }, /^--validation 25: .* a multiple of 10 up to 1000\.$/],
    ['shapes', { samples: 1000, validation: 110 }, /^--validation 110: .* up to 100\.$/],
  ] as const)('of %s is refused for %j', (dataset, options, message) => {
    expect(() => imageCounts(dataset, options)).toThrow(UsageError);
    expect(() => imageCounts(dataset, options)).toThrow(message);
  });
});

test('shapes are drawn the same every time, the same number of each class', async () => {
  const counts = imageCounts('shapes', { samples: 100 });
  const one = await loadImages('shapes', counts, { env: {} });
  const two = await loadImages('shapes', counts, { env: {} });
  expect(Buffer.from(one.train.images).equals(two.train.images)).toBe(true);
  expect([one.train.count, one.test.count]).toEqual([100, 20]);
  for (let label = 0; label < 10; label++) {
    expect(one.train.labels.filter((other) => other === label).length).toBe(10);
  }
});

describe('without a choice', () => {
  const [file] = cifar10.files;
  const places = async () => {
    const [data, cache] = [await temporaryFolder(), await temporaryFolder()];
    return { data, cache, env: { KATA_DATA_DIR: data, XDG_CACHE_HOME: cache, HOME: cache } };
  };

  test('the shapes stand in for CIFAR-10 where that is not on this machine', async () => {
    expect(await colourDatasetHere((await places()).env)).toBe('shapes');
  });

  test('CIFAR-10 is taken where KATA_DATA_DIR has its archive', async () => {
    const { data, env } = await places();
    await mkdir(join(data, 'cifar10'));
    await writeFile(join(data, 'cifar10', file.name), '');
    expect(await colourDatasetHere(env)).toBe('cifar10');
  });

  test.skipIf(process.platform !== 'linux')(
    'CIFAR-10 is taken where the cache has all that was kept of it',
    async () => {
      const { cache, env } = await places();
      const kept = join(cache, 'ann-katas/cifar10', file.folder!);
      await mkdir(kept, { recursive: true });
      for (const { name } of file.contents!.slice(1)) await writeFile(join(kept, name), '');
      expect(await colourDatasetHere(env)).toBe('shapes');
      await writeFile(join(kept, file.contents![0].name), '');
      expect(await colourDatasetHere(env)).toBe('cifar10');
    },
  );
});
