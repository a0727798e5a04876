import { openBasket } from '#src/grading/intake/basket';
import { defaultCaps } from '#src/grading/intake/caps';
import { unpackArchive } from '#src/grading/intake/read-archive';
import { wantedFiles } from '#src/grading/intake/wanted';
import type { Kata } from '#src/laws/kata';
import { type Member, tarGzOf, zipOf } from '../intake/archive-bytes.ts';

/** An archive that is handed in as `part1/measures`. */
export interface HostileArchive {
  name: string;
  kind: 'zip' | 'tar.gz';
  members(text: string): Member[];
  /** Whether the right file in it is taken: what lies beside it does not matter. */
  isTaken?: true;
}

const file = 'part1/measures.ts';

/** Each has the text of a right solution somewhere; only what lies at its place, once, may be taken. */
export const archives: readonly HostileArchive[] = [
  { name: 'climbs-out', kind: 'tar.gz', members: (text) => [{ path: `../../${file}`, text }] },
  {
    name: 'climbs-out-of-a-zip',
    kind: 'zip',
    members: (text) => [{ path: `^^/^^/${file}`, text }],
  },
  { name: 'absolute', kind: 'tar.gz', members: (text) => [{ path: `/${file}`, text }] },
  { name: 'backslashes', kind: 'zip', members: (text) => [{ path: `^^%${file.replace('/', '%')}`, text }] }, // prettier-ignore
  { name: 'symlink', kind: 'tar.gz', members: () => [{ path: file, type: 'SymbolicLink' }] },
  { name: 'hard-link', kind: 'tar.gz', members: () => [{ path: file, type: 'Link' }] },
  { name: 'pipe', kind: 'tar.gz', members: () => [{ path: file, type: 'FIFO' }] },
  { name: 'device', kind: 'tar.gz', members: () => [{ path: file, type: 'CharacterDevice' }] },
  { name: 'symlink-in-a-zip', kind: 'zip', members: () => [{ path: file, text: '/etc/passwd', mode: 0o120777 }] }, // prettier-ignore
  { name: 'twice', kind: 'zip', members: (text) => [{ path: file, text }, { path: file, text: `${text} ` }] }, // prettier-ignore
  { name: 'bomb', kind: 'zip', members: () => [{ path: file, text: new Uint8Array(50_000_000) }] },
  { name: 'thousands', kind: 'zip', members: (text) => [...junk(1000), { path: file, text }] },
  {
    name: 'own-configuration',
    kind: 'zip',
    isTaken: true,
    members: (text) => [
      { path: file, text },
      { path: 'package.json', text: '{"type": "commonjs", "imports": {"#src/*": "./mine/*.js"}}' },
      { path: 'part1/package.json', text: '{"exports": null}' },
      { path: 'vitest.config.ts', text: 'process.exit(0);' },
      { path: 'tsconfig.json', text: '{"compilerOptions": {"target": "es3"}}' },
      { path: 'part1/measures.test.ts', text: 'process.exit(0);' },
      {
        path: 'src/laws/check-law.ts',
        text: 'export const checkLaw = () => ({ status: "holds" });',
      },
      { path: 'node_modules/mathjs/index.js', text: 'process.exit(0);' },
    ],
  },
];

const junk = (count: number): Member[] =>
  Array.from({ length: count }, (_, i) => ({ path: `part1/junk-${i}.ts`, text: 'x' }));

/** What the intake takes out of it. */
export async function taken(
  { kind, members }: HostileArchive,
  text: string,
  kata: Kata,
): Promise<Record<string, string>> {
  const basket = openBasket(wantedFiles([kata]), defaultCaps);
  const bytes = kind === 'zip' ? await zipOf(members(text)) : tarGzOf(members(text));
  await unpackArchive(bytes, basket, defaultCaps);
  const { files } = basket.empty();
  return Object.fromEntries(
    [...files].map(([path, content]) => [path, Buffer.from(content).toString()]),
  );
}
