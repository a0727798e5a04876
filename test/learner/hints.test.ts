import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { loadHints, loadSeenHints, rememberHint } from '#src/learner/hints';
import { temporaryFolders } from '../data/temporary-folder.ts';

const folder = temporaryFolders();

const text = `# Hints · Part 2

## 2.1 myConv2d

### 1 · Nudge

Seven indices.

### 2 · Near-code

\`\`\`
for each n
\`\`\`

## 2.2 stride

### 1 · Concept
One line, right under its heading.
`;

async function withHints(content: string): Promise<string> {
  const root = await folder();
  await mkdir(join(root, 'katas/part2'), { recursive: true });
  await writeFile(join(root, 'katas/part2/hints.md'), content);
  return root;
}

test.each([
  ['as it is', text],
  ['with the line ends of Windows', text.replaceAll('\n', '\r\n')],
])('the hints of each task are read from hints.md, %s', async (_, content) => {
  const hints = await loadHints(await withHints(content), 'part2');
  expect([...hints.keys()]).toEqual(['2.1', '2.2']);
  const plain = (hints.get('2.1') ?? []).map((h) => ({ ...h, text: h.text.replaceAll('\r', '') }));
  expect(plain).toEqual([
    { title: 'Nudge', text: 'Seven indices.' },
    { title: 'Near-code', text: '```\nfor each n\n```' },
  ]);
  expect(hints.get('2.2')).toEqual([
    { title: 'Concept', text: 'One line, right under its heading.' },
  ]);
});

test('without hints.md, the message says how to get it back', async () => {
  const attempt = loadHints(await folder(), 'part2');
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow(
    'katas/part2/hints.md is missing; `git checkout katas/part2/hints.md` brings it back.',
  );
});

test('how many hints were seen is remembered per task, and never falls', async () => {
  const root = await folder();
  expect(await loadSeenHints(root)).toEqual({});
  await rememberHint(root, '2.1', 2);
  await rememberHint(root, '2.2', 1);
  await rememberHint(root, '2.1', 1);
  expect(await loadSeenHints(root)).toEqual({ '2.1': 2, '2.2': 1 });
});

test.each(['', '{"2.1": ', 'null', '[]', '"x"', '{"2.1": "many"}'])(
  'a damaged note of the hints seen costs no more than seeing a hint again: %s',
  async (damaged) => {
    const root = await folder();
    await mkdir(join(root, '.kata'));
    await writeFile(join(root, '.kata/hints.json'), damaged);
    expect((await loadSeenHints(root))['2.1'] ?? 0).toBe(0);
    await rememberHint(root, '2.1', 1);
    expect(JSON.parse(await readFile(join(root, '.kata/hints.json'), 'utf8'))).toEqual({
      '2.1': 1,
    });
  },
);
