// Brings the results of an experiment into this folder: curves thinned, weights left out, pictures as they are.
//
//   npm run results -- part3 results/part3-1
//
// `npx kata plot part3 docs/results/part3` draws them, also against results of one's own.

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** So many values of a curve become one, their mean. */
const THINNED = 10;

type Json = null | number | string | boolean | Json[] | { [key: string]: Json };

const [part, folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('wanted: npm run results -- PART FOLDER');
const target = join(fileURLToPath(new URL('.', import.meta.url)), part);
const run = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as {
  settings: { record_every?: number };
};
/** A curve with a value for each epoch is short as it is. */
const isByStep = run.settings.record_every !== undefined;
await mkdir(target, { recursive: true });
for (const name of await readdir(folder)) {
  const [from, to] = [join(folder, name), join(target, name)];
  if (name.endsWith('.svg')) await copyFile(from, to);
  if (!name.endsWith('.json')) continue;
  const value = JSON.parse(await readFile(from, 'utf8')) as Json;
  const isRun = name === 'run.json';
  const kept = isRun && isByStep ? withFewerValues(value) : thinned(value);
  await writeFile(to, `${JSON.stringify(kept, null, isRun ? 2 : 0)}\n`);
}

/** Curves are the long arrays of numbers; weights would be the largest part, and are drawn in the pictures. */
function thinned(value: Json, key = ''): Json {
  if (key === 'weights') return null;
  if (Array.isArray(value)) {
    if (!/curve|losses/.test(key)) return value.map((each) => thinned(each));
    return isByStep ? means(value as number[]) : (value as number[]).map(rounded);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, thinned(of, name)]));
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

function means(values: readonly number[]): number[] {
  const count = Math.floor(values.length / THINNED);
  return Array.from({ length: count }, (_, i) => {
    const piece = values.slice(i * THINNED, (i + 1) * THINNED);
    return Number((piece.reduce((sum, x) => sum + x, 0) / THINNED).toPrecision(4));
  });
}

/** The curves have fewer values now, and each stands for more steps. */
function withFewerValues(value: Json): Json {
  const { settings, ...rest } = value as { settings: { record_every: number } };
  return {
    ...(rest as { [key: string]: Json }),
    settings: { ...settings, record_every: settings.record_every * THINNED },
  };
}
