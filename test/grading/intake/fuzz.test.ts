import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBasket } from '#src/grading/intake/basket';
import { defaultCaps } from '#src/grading/intake/caps';
import { unpackArchive } from '#src/grading/intake/read-archive';
import { type Member, tarOf, zipOf } from './archive-bytes.ts';
import { wanted } from './katas.ts';

/** How many archives are mutated; `KATA_FUZZ=10000 npx vitest run test/grading/intake/fuzz.test.ts` tries more. */
const numRuns = Number(process.env.KATA_FUZZ ?? 1500);

const members: Member[] = [
  { path: 'katas/part2/conv2d.ts', text: 'export const a = 1;\n'.repeat(20) },
  { path: 'katas/part2/answers.md', text: '# Answers', compress: false },
  { path: 'katas/part1/mlp.ts', text: 'export class MLP {}' },
  { path: 'read me.txt', text: 'nothing' },
];
const link: Member = { path: 'katas/part2/conv2d-options.ts', type: 'SymbolicLink' };
const zips = [await zipOf(members), await zipOf(members.slice(0, 1)), await zipOf([])];
const tars = [tarOf([...members, link]), tarOf(members.slice(0, 1))];
const seeds = [...zips, ...tars.map((tar) => gzipSync(tar))];

/** One change of an archive, at places that are fractions of its length. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fraction(), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('set' as const), at: fraction(), byte: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff) }), // prettier-ignore
  fc.record({ kind: fc.constant('cut' as const), at: fraction(), length: fc.nat(60) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fraction(), length: fc.nat(120), times: fc.nat(300) }), // prettier-ignore
  fc.record({ kind: fc.constant('splice' as const), at: fraction(), from: fraction(), length: fc.nat(300), other: fc.nat(9) }), // prettier-ignore
  fc.record({ kind: fc.constant('end' as const), at: fraction() }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function fraction() {
  return fc.noBias(fc.nat(99_999)).map((n) => n / 100_000); // a double would lie near 0 most of the time
}

function mutate(bytes: Buffer, others: readonly Buffer[], one: Change): Buffer {
  const at = Math.floor(one.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (one.kind) {
    case 'flip':
    case 'set': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = one.kind === 'set' ? one.byte : copy[at] ^ (1 << one.bit);
      return copy;
    }
    case 'cut':
      return Buffer.concat([before, after.subarray(one.length)]);
    case 'repeat': {
      const piece = after.subarray(0, one.length);
      return Buffer.concat([before, ...Array.from({ length: one.times }, () => piece), after]);
    }
    case 'splice': {
      const other = others[one.other % others.length];
      const from = Math.floor(one.from * other.length);
      return Buffer.concat([before, other.subarray(from, from + one.length), after]);
    }
    case 'end':
      return before;
  }
}

const changes = fc.noBias(fc.array(change, { minLength: 1, maxLength: 4 }));
/** As it lies on the disk; a tar also before it is packed, so that the damage reaches the inner format. */
const archive = fc.oneof(
  fc.tuple(fc.nat(seeds.length - 1), changes).map(([i, all]) => all.reduce((bytes, one) => mutate(bytes, seeds, one), seeds[i])), // prettier-ignore
  fc.tuple(fc.nat(tars.length - 1), changes).map(([i, all]) => gzipSync(all.reduce((bytes, one) => mutate(bytes, tars, one), tars[i]), { level: 1 })), // prettier-ignore
);

test(
  `${numRuns} broken archives break nothing, and none gives more than the caps`,
  { timeout: 60_000 + numRuns * 50 },
  async () => {
    const places = new Set(wanted.map(({ part, name }) => `${part}/${name}`));
    const count = { read: 0, damaged: 0, slowest: 0 };
    const property = fc.asyncProperty(archive, async (bytes) => {
      const start = performance.now();
      const basket = openBasket(wanted, defaultCaps);
      const damage = await unpackArchive(bytes, basket, defaultCaps);
      const { files, refused } = basket.empty();
      count.slowest = Math.max(count.slowest, performance.now() - start);
      if (damage === undefined) count.read++;
      else count.damaged++;
      let total = 0;
      for (const [key, content] of files) {
        expect(places.has(key)).toBe(true);
        expect(content.length).toBeLessThanOrEqual(defaultCaps.fileBytes);
        total += content.length;
      }
      expect(total).toBeLessThanOrEqual(defaultCaps.totalBytes);
      expect(refused.length).toBeLessThanOrEqual(defaultCaps.entries + 1);
    });
    await fc.assert(property, { seed: 1, numRuns });
    // Both happen often: the mutations are neither harmless nor all fatal at the first byte.
    expect(count.read).toBeGreaterThan(numRuns / 20);
    expect(count.damaged).toBeGreaterThan(numRuns / 20);
    expect(count.slowest).toBeLessThan(20_000);
  },
);
