import { expect } from 'vitest';
import { checkLaw, type CheckOptions } from '#src/laws/check-law';
import type { AnyLaw, EqualityLaw } from '#src/laws/law';
import type { Explanation } from '#src/laws/law-result';

/** The words of a law, which its tests do not care about. */
export const text = {
  task: '9.1',
  claim: 'got equals wanted',
  points: 2,
  why: 'It is defined so.',
  look: 'the definition.',
};

type Equality<Case> = Omit<EqualityLaw<Case>, keyof typeof text>;

/** A law that says "this equals that", without the words. */
export function equality<Case>(law: Equality<Case>): EqualityLaw<Case> {
  return { ...text, ...law };
}

/** Checks a law that must be broken. */
export async function brokenBy(
  law: AnyLaw,
  options: CheckOptions = { seed: 1 },
): Promise<Explanation> {
  const result = await checkLaw(law, '9.1a', options);
  expect(result.status).toBe('broken');
  if (result.status !== 'broken') throw new Error('unreachable');
  return result.explanation;
}
