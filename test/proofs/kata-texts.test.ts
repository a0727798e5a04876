import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnyLaw } from '../../src/laws/law.ts';
import { kataNames, loadKata, taskFiles } from '../../src/learner/katas.ts';
import { loadHints } from '../../src/learner/hints.ts';

const root = process.cwd();
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const headings = (markdown: string, level: number) =>
  [...markdown.matchAll(/^(#+) (.+)$/gm)]
    .filter(([, marks]) => marks.length === level)
    .map(([, , text]) => text.trim());

const sections = [
  'The idea',
  'The maths',
  'The tasks',
  'What the laws check',
  'Run it',
  'The experiment',
  'What the report found',
  'Discussion',
];

/** The laws of a part, declared without a subject to run them on. */
async function declaredLaws(part: string, files: readonly string[]): Promise<AnyLaw[]> {
  const { hostLaws } = await import('../../src/laws/law.ts');
  const laws: AnyLaw[] = [];
  hostLaws((law) => laws.push(law));
  for (const file of files) await import(`../../katas/${part}/${file}.test.ts`);
  return laws;
}

describe.each(kataNames(root))('%s', async (part) => {
  const kata = await loadKata(root, part);
  const files = taskFiles(kata);
  const laws = await declaredLaws(part, files);
  const readme = read('katas', part, 'README.md');

  test('its README has every section, in order', () => {
    expect(headings(readme, 1)).toEqual([`Part ${kata.part} · ${kata.title}`]);
    expect(headings(readme, 2)).toEqual(sections);
  });

  test('its README tells how to run it', () => {
    for (const command of ['npm test', 'npm run watch', 'npx kata experiment']) {
      expect(readme).toMatch(new RegExp(`${command} (katas/)?${part}`));
    }
  });

  test.each(kata.tasks)(
    'task $id is explained, worth what its laws are worth, and started by a stub',
    (task) => {
      const own = laws.filter((law) => law.task === task.id);
      expect(headings(readme, 3).some((heading) => heading.startsWith(`${task.id} `))).toBe(true);
      expect(own.length).toBeGreaterThan(0);
      expect(own.reduce((sum, law) => sum + law.points, 0)).toBe(task.points);
      expect(read('fixtures/originals', part, `${task.file}.ts`)).toContain(
        `new NotImplemented('${task.id}'`,
      );
      expect(existsSync(join(root, 'solutions', part, `${task.file}.ts`))).toBe(true);
    },
  );

  test('every law belongs to a task, has points, and says why it holds', () => {
    for (const { task, claim, points, why, look } of laws) {
      expect(kata.tasks.map(({ id }) => id)).toContain(task);
      expect(points, claim).toBeGreaterThan(0);
      expect(why.length, claim).toBeGreaterThan(30);
      expect(look.length, claim).toBeGreaterThan(10);
    }
    const claims = laws.map(({ task, claim }) => `${task} ${claim}`);
    expect(new Set(claims).size).toBe(claims.length);
  });

  test('every heading that a law sends a student to is in the README', () => {
    const known = [2, 3, 4].flatMap((level) => headings(readme, level));
    const sent = laws.flatMap(({ look }) => [...look.matchAll(/README\.md, "([^"]+)"/g)]);
    expect(sent.length).toBeGreaterThan(0);
    for (const [, heading] of sent) expect(known).toContain(heading);
  });

  test('every task has three hints, of growing length of thought', async () => {
    const hints = await loadHints(root, part);
    expect([...hints.keys()]).toEqual(kata.tasks.map(({ id }) => id));
    for (const tiers of hints.values()) {
      expect(tiers.map(({ title }) => title)).toEqual(['Nudge', 'Concept', 'Near-code']);
      for (const { text } of tiers) expect(text.length).toBeGreaterThan(40);
    }
  });

  test('every discussion question has a place to answer, and an answer in the solutions', () => {
    const questions = read('fixtures/originals', part, 'answers.md');
    const answers = read('solutions', part, 'answers.md');
    expect(headings(questions, 2).length).toBeGreaterThan(2);
    expect(headings(answers, 2)).toEqual(headings(questions, 2));
    expect(questions.match(/^_Your answer here\._$/gm)).toHaveLength(headings(questions, 2).length);
    for (const answer of answers.split(/^## .+$/m).slice(1)) {
      expect(answer.trim().split(/\s+/).length).toBeGreaterThanOrEqual(60);
    }
  });

  test('nothing is left to do in it', () => {
    const texts = ['README.md', 'hints.md'].map((name) => read('katas', part, name));
    const code = files.flatMap((file) => [
      read('fixtures/originals', part, `${file}.ts`),
      read('katas', part, `${file}.test.ts`),
      read('solutions', part, `${file}.ts`),
    ]);
    const rest = [read('solutions', part, 'answers.md'), read('solutions', part, 'experiment.ts')];
    for (const text of [...texts, ...code, ...rest]) expect(text).not.toMatch(/TODO|FIXME|XXX/);
  });
});
