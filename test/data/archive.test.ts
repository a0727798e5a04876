import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { readArchive } from '#src/data/archive';
import type { Content } from '#src/data/sources';
import { tarBytes } from './tar-bytes.ts';
import type { TarMember } from './tar-bytes.ts';
import { temporaryFolders } from './temporary-folder.ts';
import { sha256 } from './toy-cifar10.ts';
import { userErrorOf } from './user-error-of.ts';

const temporaryFolder = temporaryFolders();
const advice = 'Get another one.';

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'archive.tar.gz');
  await writeFile(path, bytes);
  return path;
}

const packed = (members: readonly TarMember[]) => gzipSync(tarBytes(members));
const contentOf = ({ name, bytes }: TarMember): Content => ({
  name: name.replace(/^.*\//, ''),
  bytes: bytes.length,
  sha256: sha256(bytes),
});

/** What came of a member, and what became of its sink. */
interface Came {
  bytes: Buffer;
  end: 'open' | 'finished' | 'abandoned';
}

async function read(path: string, wanted: readonly Content[], signal?: AbortSignal) {
  const came: Record<string, Came> = {};
  const reading = readArchive(
    path,
    wanted,
    ({ name }) => {
      const one: Came = { bytes: Buffer.alloc(0), end: 'open' };
      came[name] = one;
      return {
        push: (chunk) => (one.bytes = Buffer.concat([one.bytes, chunk])),
        finish: () => (one.end = 'finished'),
        abandon: () => (one.end = 'abandoned'),
      };
    },
    advice,
    signal,
  );
  return { came, reading };
}

const a: TarMember = { name: 'folder/a.bin', bytes: Buffer.alloc(700, 1) };
const b: TarMember = { name: 'b.bin', bytes: Buffer.alloc(512, 2) };
const c: TarMember = { name: './other/c.bin', bytes: Buffer.from('c') };

test('whatever lies in an archive in whatever order, each wanted member comes once and whole', async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const member = fc.record({
    name,
    bytes: fc.uint8Array({ maxLength: 2000 }),
    folder: fc.boolean(),
  });
  const members = fc.uniqueArray(member, { maxLength: 6, selector: ({ name }) => name });
  const property = fc.asyncProperty(members, fc.nat(6), async (all, count) => {
    const files = all.map(({ name, bytes, folder }) => ({
      name: folder ? `in/${name}` : name,
      bytes,
    }));
    const wanted = files.slice(0, count);
    const path = await fileOf(packed(files.toReversed()));
    if (wanted.length === 0) return;
    const { came, reading } = await read(path, wanted.map(contentOf));
    await reading;
    const whole = wanted.map(({ bytes, ...rest }) => [
      contentOf({ bytes, ...rest }).name,
      { bytes: Buffer.from(bytes), end: 'finished' },
    ]);
    expect(came).toEqual(Object.fromEntries(whole));
  });
  await fc.assert(property, { numRuns: 50 });
});

test('what comes after the last member wanted is not read', async () => {
  const archive = packed([a, { name: 'large', bytes: randomBytes(3_000_000) }]);
  const path = await fileOf(archive.subarray(0, 1_500_000)); // cut short, far behind a
  const { came, reading } = await read(path, [contentOf(a)]);
  await reading;
  expect(came['a.bin'].end).toBe('finished');
});

test.each<[string, Buffer, RegExp]>([
  ['without a member', packed([a, c]), /no b\.bin in it; wanted a \.tar\.gz with a\.bin, b\.bin/],
  ['with a folder in place of a member', packed([a, { ...b, bytes: Buffer.alloc(0), type: '5' }]), /no b\.bin in it/], // prettier-ignore
  ['with a link in place of a member', packed([a, { ...b, bytes: Buffer.alloc(0), type: '2' }]), /no b\.bin in it/], // prettier-ignore
  ['with another byte in a member', packed([a, { ...b, bytes: Buffer.alloc(512, 3) }]), /b\.bin: its sha256 is [0-9a-f]{64}; wanted [0-9a-f]{64}/], // prettier-ignore
  ['with too long a member', packed([a, { ...b, bytes: Buffer.alloc(513, 2) }]), /b\.bin: it is too long; wanted 512 bytes/], // prettier-ignore
  ['with too short a member', packed([a, { ...b, bytes: Buffer.alloc(511, 2) }]), /b\.bin: 511 bytes \(it was cut short\); wanted 512/], // prettier-ignore
  ['cut short', packed([a, b]).subarray(0, 60), /cut-short gzip data \(unexpected end of file\)/],
  ['cut short before it was packed', gzipSync(tarBytes([a, b]).subarray(0, 2200)), /b\.bin: \d+ bytes \(it was cut short\)/], // prettier-ignore
  ['with damaged gzip data', packed([a, b]).fill(0x55, 20, 40), /damaged or cut-short gzip data/],
  ['that is a web page', Buffer.from('<html>Not found</html>'), /gzip data \(incorrect header check\)/], // prettier-ignore
  ['that is empty', Buffer.alloc(0), /no a\.bin, b\.bin in it|gzip data/],
  ['of another kind inside', gzipSync(Buffer.alloc(5000, 'x')), /no a\.bin, b\.bin in it \(.+\)/],
])('an archive %s is one clear message that names the file', async (_, bytes, wanted) => {
  const path = await fileOf(bytes);
  const { came, reading } = await read(path, [contentOf(a), contentOf(b)]);
  const message = await userErrorOf(reading);
  expect(message.startsWith(`${path}: `)).toBe(true);
  expect(message).toMatch(wanted);
  expect(message).toMatch(/\. Get another one\.$/);
  for (const { end } of Object.values(came)) expect(end).not.toBe('open');
  expect(came['b.bin']?.end).not.toBe('finished');
});

test('a missing archive is one clear message', async () => {
  const { reading } = await read(join(await temporaryFolder(), 'none'), [contentOf(a)]);
  expect(await userErrorOf(reading)).toMatch(/ENOENT.*wanted a \.tar\.gz with a\.bin/);
});

test('damaged bytes give every member or a UserError, never another error', async () => {
  const archive = packed([a, b, c]);
  const edits = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { maxLength: 3 });
  const property = fc.asyncProperty(edits, fc.nat(archive.length), async (changes, length) => {
    const bytes = Buffer.from(archive);
    for (const [at, value] of changes) bytes[at] = value;
    const path = await fileOf(bytes.subarray(0, length));
    const { reading } = await read(path, [a, b, c].map(contentOf));
    const failure: unknown = await reading.catch((error: unknown) => error);
    if (failure !== undefined) expect(failure).toBeInstanceOf(UserError);
  });
  await fc.assert(property, { numRuns: 100 });
});

test('what a sink throws is thrown, and the sink is abandoned', async () => {
  const path = await fileOf(packed([a, b]));
  let abandoned = false;
  const open = () => ({
    push: () => {
      throw new UserError('no room');
    },
    finish: () => undefined,
    abandon: () => (abandoned = true),
  });
  expect(await userErrorOf(readArchive(path, [contentOf(a)], open, advice))).toBe('no room');
  expect(abandoned).toBe(true);
});

test('an aborted reading rejects with the reason', async () => {
  const path = await fileOf(packed([a, b]));
  const { reading } = await read(path, [contentOf(a)], AbortSignal.abort('enough'));
  await expect(reading).rejects.toBe('enough');
});
