import type { Grade } from '../grade.ts';

/** One student of a worksheet. */
export interface Candidate {
  /** What is theirs alone: student numbers, logins, addresses. */
  keys: readonly string[];
  /** Their name, in any order of its words. */
  name: string;
}

/**
 * Finds the grade of each student: by what is theirs alone, then by name. Only what is clear counts:
 * a submission that fits two students, or two that fit one, are given to nobody.
 *
 * @param keysOf - what is the student's alone in a grade.
 * @returns for each candidate a grade or undefined.
 */
export function matchStudents(
  candidates: readonly Candidate[],
  grades: readonly Grade[],
  keysOf: (grade: Grade) => readonly string[],
): (Grade | undefined)[] {
  const found: (Grade | undefined)[] = candidates.map(() => undefined);
  const contested = new Set<Grade | number>();
  pair(({ keys }) => keys, keysOf);
  pair(
    ({ name }) => [nameKey(name)],
    ({ student }) => [nameKey(student.name ?? '')],
  );
  return found;

  function pair(
    ofCandidate: (candidate: Candidate) => readonly string[],
    ofGrade: (grade: Grade) => readonly string[],
  ): void {
    const open = grades.filter((grade) => !found.includes(grade) && !contested.has(grade));
    const byKey = new Map<string, Set<Grade>>();
    for (const grade of open) {
      for (const key of ofGrade(grade).map(plain)) {
        if (key !== '') byKey.set(key, (byKey.get(key) ?? new Set()).add(grade));
      }
    }
    const wanted = candidates.map((candidate, i) => {
      if (found[i] !== undefined || contested.has(i)) return new Set<Grade>();
      return new Set(ofCandidate(candidate).flatMap((key) => [...(byKey.get(plain(key)) ?? [])]));
    });
    const fits = new Map<Grade, number>();
    for (const set of wanted) {
      for (const grade of set) fits.set(grade, (fits.get(grade) ?? 0) + 1);
    }
    for (const [i, set] of wanted.entries()) {
      const [grade] = set;
      if (grade !== undefined && set.size === 1 && fits.get(grade) === 1) found[i] = grade;
      else if (grade !== undefined) for (const one of [i, ...set]) contested.add(one);
    }
  }
}

const plain = (key: string) => key.trim().toLowerCase();

/** `Lovelace, Ada` and `ada lovelace` are one; so are names with and without accents. */
function nameKey(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').toLowerCase();
  return (letters.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
}

/** An address counts as a key, and so does what comes before its @. */
export function addressKeys(address: string): string[] {
  const [local] = address.split('@', 1);
  return address.includes('@') ? [address, local] : [address];
}
