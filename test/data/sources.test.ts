import { expect, test } from 'vitest';
import { datasets, findDataset } from '#src/data/datasets';
import { addressOf } from '#src/data/sources';

const sources = datasets.flatMap(({ source }) => source ?? []);

test.each(sources)(
  '$name has addresses of folders, and checksums of the right length',
  ({ mirrors, files }) => {
    expect(mirrors.length).toBeGreaterThan(1);
    for (const mirror of mirrors) expect(mirror).toMatch(/^https?:\/\/[^ ]+\/$/);
    for (const { checksums, contents = [], verify } of files) {
      expect(checksums.map(({ algorithm }) => algorithm)).toEqual(['md5', 'sha256']);
      for (const { algorithm, hex } of checksums) {
        expect(hex).toMatch(algorithm === 'md5' ? /^[0-9a-f]{32}$/ : /^[0-9a-f]{64}$/);
      }
      for (const { sha256 } of contents) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(contents.length > 0).toBe(verify === 'contents');
    }
  },
);

test('what stands in for a data set is a built-in one', () => {
  for (const { standIn } of sources) expect(findDataset(standIn).source).toBeUndefined();
});

test('a file has an address to fetch it from by hand', () => {
  const [{ mirrors, files }] = sources;
  expect(addressOf(sources[0], files[0])).toBe(`${mirrors.at(-1)}${files[0].name}`);
});

test('a data set is found by its name, and a typo is told the nearest', () => {
  expect(findDataset('CIFAR10').name).toBe('cifar10');
  expect(() => findDataset('cifar100')).toThrow(/no data set "cifar100".* Did you mean cifar10\?$/);
  expect(() => findDataset('imagenet')).toThrow(
    /there are cifar10, mnist, digits, shapes, strokes\.$/,
  );
});
