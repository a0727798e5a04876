import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBasket } from '#src/grading/intake/basket';
import { type Caps, defaultCaps } from '#src/grading/intake/caps';
import { unpackArchive } from '#src/grading/intake/read-archive';
import { type Member, tarGzOf, tarOf, zipOf } from './archive-bytes.ts';
import { wanted } from './katas.ts';

async function unpack(bytes: Buffer, caps: Caps = defaultCaps) {
  const basket = openBasket(wanted, caps);
  const damage = await unpackArchive(bytes, basket, caps);
  const { files, ...rest } = basket.empty();
  const texts = [...files].map(([key, content]) => [key, Buffer.from(content).toString()]);
  return { damage, files: Object.fromEntries(texts) as Record<string, string>, ...rest };
}

const honest: Member[] = [
  { path: 'hw1_ada_lovelace_e1234567/katas/part2/conv2d.ts', text: 'export {};\n' },
  { path: 'hw1_ada_lovelace_e1234567/katas/part2/answers.md', text: 'öğretmen' },
  { path: 'hw1_ada_lovelace_e1234567/katas/part2/notes.txt', text: 'mine' },
  { path: 'hw1_ada_lovelace_e1234567/package.json', text: '{"type":"commonjs"}' },
];
const kB = 1024;
const noise = (bytes: number) => {
  let state = 1;
  return Uint8Array.from({ length: bytes }, () => (state = (state * 48_271) % 0x7fffffff) & 255);
};

describe.each([
  ['zip', zipOf],
  ['tar.gz', async (members: readonly Member[]) => tarGzOf(members)],
] as const)('a .%s', (kind, pack) => {
  test('gives its wanted files, and nothing else', async () => {
    expect(await unpack(await pack(honest))).toEqual({
      damage: undefined,
      files: { 'part2/conv2d.ts': 'export {};\n', 'part2/answers.md': 'öğretmen' },
      refused: [],
      ignored: 2,
    });
  });

  test('may hold folders, hidden files, and what macOS adds', async () => {
    const members: Member[] = [
      { path: '__MACOSX/part2/conv2d.ts', text: 'resource fork' },
      { path: '.git/part2/conv2d.ts', text: 'old' },
      { path: 'node_modules/x/part2/conv2d.ts', text: 'other' },
      { path: 'part2/conv2d.ts', text: 'new' },
    ];
    const { files, refused, ignored } = await unpack(await pack(members));
    expect({ files, refused, ignored }).toEqual({
      files: { 'part2/conv2d.ts': 'new' },
      refused: [],
      ignored: 3,
    });
  });

  test('without a wanted file says what is wanted', async () => {
    const { files, problem } = await unpack(await pack([{ path: 'main.py', text: 'pass' }]));
    expect(files).toEqual({});
    expect(problem).toBe(
      'there is no file of any task in it; wanted are files like part0/probability.ts',
    );
  });

  test('with one file that cannot be placed says why', async () => {
    const { problem } = await unpack(await pack([{ path: 'train.ts', text: '1' }]));
    expect(problem).toMatch(
      /^train\.ts: part3, part4, part5, part8 all have .* as in part3\/train\.ts$/,
    );
  });

  test('with a file too large is read without it', async () => {
    const members: Member[] = [
      { path: 'part2/conv2d.ts', text: noise(256 * kB + 1) },
      { path: 'part2/conv2d-options.ts', text: ' '.repeat(256 * kB) },
    ];
    const { files, refused } = await unpack(await pack(members));
    expect(Object.keys(files)).toEqual(['part2/conv2d-options.ts']);
    expect(refused).toEqual([{ file: 'part2/conv2d.ts', reason: 'it has more than 256 kB' }]);
  });

  test('with too many bytes is read as far as the cap', async () => {
    const members = wanted.map(({ part, name }) => ({
      path: `${part}/${name}`,
      text: noise(200 * kB),
    }));
    const { files, problem } = await unpack(await pack(members));
    expect(Object.keys(files)).toHaveLength(10);
    expect(problem).toContain('the files in it have more than 2 MB together');
  });

  test('with too many entries is read as far as the cap', async () => {
    const members = Array.from({ length: 600 }, (_, i) => ({ path: `x/${i}.ts`, compress: false }));
    const first = { path: 'part2/conv2d.ts', text: 'first' };
    const late = { path: 'part1/mlp.ts', text: 'late' };
    const { files, problem, ignored } = await unpack(await pack([first, ...members, late]));
    expect(files).toEqual({ 'part2/conv2d.ts': 'first' });
    expect(problem).toContain('there are more than 200 files and folders in it');
    expect(ignored).toBe(199);
  });

  test('with 200 entries is read whole', async () => {
    const members = Array.from({ length: 199 }, (_, i) => ({ path: `x/${i}.ts`, compress: false }));
    const last = { path: 'part2/conv2d.ts', text: 'last' };
    const { files, problem } = await unpack(await pack([...members, last]));
    expect(files).toEqual({ 'part2/conv2d.ts': 'last' });
    expect(problem).toBeUndefined();
  });

  test('of 160 MB of zeros costs no more than the caps', async () => {
    const zeros = Buffer.alloc(20 * kB * kB);
    const members = wanted
      .slice(0, 8)
      .map(({ part, name }) => ({ path: `${part}/${name}`, text: zeros }));
    const bomb = await pack(members);
    const before = process.memoryUsage().arrayBuffers;
    const { files, refused } = await unpack(bomb);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * kB * kB);
    expect(files).toEqual({});
    expect(refused[0].reason).toContain('it has more than 256 kB');
    expect(kind === 'zip' ? refused.length : 8).toBe(8);
  });

  test('that has the same name twice gives neither, but what is equal', async () => {
    const twice = (a: string, b: string) =>
      pack([
        { path: 'part2/conv2d.ts', text: a },
        { path: 'part2/conv2d.ts', text: b },
      ]);
    const { files, refused } = await unpack(await twice('a', 'b'));
    expect(files).toEqual({});
    expect(refused).toHaveLength(2);
    expect((await unpack(await twice('a', 'a'))).files).toEqual({ 'part2/conv2d.ts': 'a' });
  });

  test('that is cut short anywhere is damaged, never wrong', async () => {
    const whole = await pack(honest);
    for (let length = 4; length < whole.length; length += 7) {
      const { damage, files } = await unpack(whole.subarray(0, length));
      expect(damage).toMatch(/^the archive is damaged or cut short|^it is /);
      for (const text of Object.values(files)) expect(['export {};\n', 'öğretmen']).toContain(text);
    }
  });
});

const good = { path: 'part1/mlp.ts', text: 'good' };

test.each([
  ['%part2%conv2d.ts', 'backslash'],
  ['part2/^^/part2/conv2d.ts', 'leads out of the submission'],
  ['^^/^^/part2/conv2d.ts', 'leads out of the submission'],
  ['!etc/part2/conv2d.ts', 'begins at the root of the disk'],
  ['part2/conv2d.ts~.png', 'a zero byte'],
  ['C-part2/conv2d.ts', undefined],
])('a .zip with the path %s', async (path, reason) => {
  const { files, refused, damage } = await unpack(await zipOf([{ path, text: 'evil' }, good]));
  expect(damage).toBeUndefined();
  expect(files).toEqual({
    'part1/mlp.ts': 'good',
    ...(reason === undefined && { 'part2/conv2d.ts': 'evil' }),
  });
  if (reason !== undefined) expect(refused[0].reason).toContain(reason);
});

test.each([
  ['../part2/conv2d.ts', 'leads out of the submission'],
  ['/part2/conv2d.ts', 'begins at the root of the disk'],
  ['C:/part2/conv2d.ts', 'begins with the letter of a drive'],
  ['a\\part2\\conv2d.ts', 'backslash'],
])('a .tar.gz with the path %s is read without that file', async (path, reason) => {
  const { files, refused } = await unpack(tarGzOf([{ path, text: 'evil' }, good]));
  expect(files).toEqual({ 'part1/mlp.ts': 'good' });
  expect(refused).toHaveLength(1);
  expect(refused[0].reason).toContain(reason);
});

test.each([
  ['Link', 'it is a hard link, not a file'],
  ['SymbolicLink', 'it is a symbolic link, not a file'],
  ['FIFO', 'it is a pipe, not a file'],
  ['CharacterDevice', 'it is a device, not a file'],
  ['BlockDevice', 'it is a device, not a file'],
  ['SparseFile', 'it is something that is no part of a folder, not a file'],
] as const)('a %s in a .tar.gz is refused', async (type, reason) => {
  const { files, refused } = await unpack(tarGzOf([{ path: 'part2/conv2d.ts', type }, good]));
  expect(files).toEqual({ 'part1/mlp.ts': 'good' });
  expect(refused).toEqual([{ file: 'part2/conv2d.ts', reason }]);
});

test.each([
  [0o120777, 'it is a symbolic link, not a file'],
  [0o010644, 'it is a pipe, not a file'],
  [0o020644, 'it is a device, not a file'],
])('a .zip with an entry of mode %i is read without it', async (mode, reason) => {
  const link = { path: 'part2/conv2d.ts', text: '/etc/passwd', mode };
  const { files, refused } = await unpack(await zipOf([link, good]));
  expect(files).toEqual({ 'part1/mlp.ts': 'good' });
  expect(refused).toEqual([{ file: 'part2/conv2d.ts', reason }]);
});

test('an encrypted entry of a .zip is refused, and so is a method that nobody uses', async () => {
  const bytes = await zipOf([{ path: 'part2/conv2d.ts', text: 'secret', compress: false }, good]);
  const entry = bytes.indexOf('504b0102', 0, 'hex');
  const encrypted = Buffer.from(bytes);
  encrypted[entry + 8] |= 1;
  encrypted.writeUInt32LE(encrypted.readUInt32LE(entry + 20) + 12, entry + 20);
  expect(await unpack(encrypted)).toMatchObject({
    files: { 'part1/mlp.ts': 'good' },
    refused: [{ file: 'part2/conv2d.ts', reason: 'it is encrypted, not a file' }],
  });
  const odd = Buffer.from(bytes);
  odd[entry + 10] = 99;
  expect((await unpack(odd)).refused[0].reason).toBe(
    'it is packed by method 99, which is not read, not a file',
  );
});

test('a flipped bit in a stored file is noticed', async () => {
  const bytes = await zipOf([{ path: 'part2/conv2d.ts', text: 'return 1;', compress: false }]);
  bytes[bytes.indexOf('return 1;') + 7] ^= 1;
  const { files, refused } = await unpack(bytes);
  expect(files).toEqual({});
  expect(refused[0].reason).toContain('it is damaged');
});

test('a .zip whose headers make its files small costs no more than the caps', async () => {
  const bomb = { path: 'part2/conv2d.ts', text: Buffer.alloc(50 * kB * kB) };
  const bytes = await zipOf([bomb, good]);
  const entry = bytes.indexOf('504b0102', 0, 'hex');
  bytes.writeUInt32LE(10, entry + 24);
  // The good file still fits: no more of the bomb was unpacked, and counted, than a file may have.
  expect(await unpack(bytes)).toMatchObject({
    files: { 'part1/mlp.ts': 'good' },
    refused: [{ file: 'part2/conv2d.ts', reason: 'it has more than 256 kB' }],
  });
});

test('a .tar.gz that unpacks to more than the cap is read up to it, whatever is in it', async () => {
  const large = { path: 'data.bin', text: Buffer.alloc(17 * kB * kB) };
  const late = { path: 'part2/conv2d.ts', text: 'late' };
  const { files, problem } = await unpack(tarGzOf([good, large, late]));
  expect(files).toEqual({ 'part1/mlp.ts': 'good' });
  expect(problem).toContain('it unpacks to more than 16 MB');
});

test('an archive that is packed twice is not unpacked twice', async () => {
  const large = { path: 'part2/conv2d.ts', text: noise(10 * kB) };
  const bytes = gzipSync(gzipSync(tarOf([large])));
  expect((await unpack(bytes)).damage).toContain('packed more than once');
});

test('a long list of names before a file in a .tar.gz is not believed', async () => {
  const members: Member[] = [
    { path: 'x', type: 'ExtendedHeader', text: Buffer.alloc(100 * kB, '9') },
    { path: 'part2/conv2d.ts', text: 'after' },
  ];
  const { files, refused } = await unpack(tarGzOf(members));
  expect(files).toEqual({ 'part2/conv2d.ts': 'after' });
  expect(refused).toMatchObject([{ file: 'x' }]);
});

test.each([
  ['Rar!\u001a\u0007', 'it is a .rar archive; wanted is a .zip or a .tar.gz'],
  ["7z\xbc\xaf'\u001c", 'it is a .7z archive; wanted is a .zip or a .tar.gz'],
  ['hello', 'it is no archive; wanted is a .zip or a .tar.gz'],
  ['', 'it is empty; wanted is a .zip or a .tar.gz'],
])('%j is not read: %s', async (text, damage) => {
  expect((await unpack(Buffer.from(text, 'latin1'))).damage).toBe(damage);
});
