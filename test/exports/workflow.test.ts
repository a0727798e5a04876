import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { root } from './exported.ts';

const path = join(root, 'docs/github/grade.yml');
const text = readFileSync(path, 'utf8');

test('the workflow is YAML', async () => {
  const options = { parser: 'yaml', singleQuote: true, printWidth: 100 };
  expect(await format(text, options)).toBe(text);
  await expect(format(`${text}\n  broken: [`, options)).rejects.toThrow();
});

test('each of its actions is GitHub’s own, pinned by its major version', () => {
  const actions = [...text.matchAll(/uses: *(\S+)/g)].map(([, action]) => action);
  expect(actions).toHaveLength(3);
  for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
});

test('it may read alone, runs in private repositories alone, and no input becomes a command', () => {
  expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  expect(text).toContain('if: github.event.repository.private');
  expect(text).toContain('persist-credentials: false');
  expect(text).not.toContain('secrets.');
  for (const [, command] of text.matchAll(/run: (.+(?:\n {10}.+)*)/g)) {
    expect(command).not.toContain('${{');
  }
});
