import { describe, expect, test } from 'vitest';
import { readLaws } from '#src/grading/judge/part-laws';
import { checkLaw } from '#src/laws/check-law';
import { useSubject } from '#src/laws/subject';
import { answerHere } from '#src/laws/subject-here';
import * as augment from '../../solutions/part7/augment.ts';
import * as digits from '../../solutions/part7/digits-mlp.ts';
import * as gridSearch from '../../solutions/part7/grid-search.ts';
import * as metrics from '../../solutions/part7/metrics.ts';

// Points are for work: no law of these tasks holds where a function of which it speaks computes nothing.

type Any = (...args: unknown[]) => unknown;

/** What a program does that does nothing, in place of the right function, and given that. */
interface Empty {
  name: string;
  of(right: Any, args: unknown[]): unknown;
}

/** The same, with every number replaced, in arrays of the same kind. */
function filled(value: unknown, by: () => number): unknown {
  if (typeof value === 'number') return by();
  if (value instanceof Float32Array) return value.map(by);
  if (Array.isArray(value)) return value.map((one) => filled(one, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, by)]));
}

const after = (value: unknown, of: (value: unknown) => unknown): unknown =>
  value instanceof Promise ? value.then(of) : of(value);

/** Every number and name that an error may be asked for. */
const everything = `dropout epochs ${Array.from({ length: 64 }, (_, i) => `${i} -${i} ${i / 2} ${-i / 2}`).join(' ')}`; // prettier-ignore

const results: Empty[] = [
  { name: 'returns undefined', of: () => undefined },
  { name: 'returns null', of: () => null },
  { name: 'returns 0', of: () => 0 },
  { name: 'returns NaN', of: () => NaN },
  { name: 'promises 0.5', of: () => Promise.resolve(0.5) },
  { name: 'returns an empty array', of: () => [] },
  { name: 'returns an empty object', of: () => ({}) },
  { name: 'promises an empty object', of: () => Promise.resolve({}) },
  { name: 'returns its first argument', of: (_, [first]) => first },
  { name: 'returns its last argument', of: (_, args) => args.at(-1) },
  { name: 'returns a copy of its first argument', of: (_, [first]) => structuredClone(first) },
];

const refusing = ({ name, of }: Empty): Empty => ({
  name: `refuses what it should, and ${name}`,
  of: (right, args) => after(right(...args), () => of(right, args)),
});

const empties: Empty[] = [
  ...results,
  ...results.map(refusing),
  ...[0, 1, 0.5, NaN].map((by) => ({
    name: `refuses what it should, and gives ${by} everywhere`,
    of: (right: Any, args: unknown[]) => after(right(...args), (value) => filled(value, () => by)),
  })),
  {
    name: 'refuses what it should, and counts',
    of: (right, args) => {
      let count = 0;
      return after(right(...args), (value) => filled(value, () => ++count / 1000));
    },
  },
  {
    name: 'throws an error that says everything',
    of: () => {
      throw new Error(everything);
    },
  },
];

const files = { metrics, 'grid-search': gridSearch, augment, 'digits-mlp': digits };

describe.each(Object.entries(files))('part7/%s', async (file, reference) => {
  const right = reference as unknown as Record<string, Any>;
  const imported = (await import(`#kata/part7/${file}`)) as object;
  const [{ laws }] = await readLaws(process.cwd(), 'part7', [file]);

  /** How a law ends with these functions, and which of them it has called. */
  async function judged({ id, law }: (typeof laws)[number], functions: Record<string, Any>) {
    const called = new Set<string>();
    useSubject({
      answer: (request) => {
        if (!('subject' in request)) return answerHere(request);
        called.add(request.name);
        const subject = request.subject === imported ? functions : request.subject;
        return answerHere({ ...request, subject });
      },
      beginCase() {},
    });
    try {
      const { status } = await checkLaw({ ...law, suspects: [] }, id, { seed: 1 });
      return { status, called: [...called] };
    } finally {
      useSubject(undefined);
    }
  }

  test.each(laws)('$id is red on every empty program: $law.claim', async (law) => {
    const { status, called } = await judged(law, right);
    expect(status).toBe('holds');
    expect(called.length).toBeGreaterThan(0);
    const accepted: string[] = [];
    for (const names of [...called.map((name) => [name]), called]) {
      for (const { name: what, of } of empties) {
        const emptied = names.map((name) => [name, (...args: unknown[]) => of(right[name], args)]);
        const result = await judged(law, { ...right, ...Object.fromEntries(emptied) });
        if (result.status !== 'broken') accepted.push(`${names.join(', ')} ${what}`);
      }
    }
    expect(accepted).toEqual([]);
  });
});
