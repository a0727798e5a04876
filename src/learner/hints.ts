import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { writeWhole } from '../common/write-file.ts';

/** One of a task's three hints: a nudge, a concept, near-code. */
export interface Hint {
  /** For example `Nudge`. */
  title: string;
  /** Markdown. */
  text: string;
}

/** Reads `katas/partN/hints.md`: `## 2.1 …` for a task, `### 1 · Nudge` for each of its tiers. */
export async function loadHints(root: string, part: string): Promise<Map<string, Hint[]>> {
  const path = join(root, 'katas', part, 'hints.md');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UserError(
      `katas/${part}/hints.md is missing; \`git checkout katas/${part}/hints.md\` brings it back.`,
    );
  });
  const hints = new Map<string, Hint[]>();
  for (const section of text.split(/^## /m).slice(1)) {
    const [task] = section.split(/\s/, 1);
    const tiers = section.split(/^### /m).slice(1);
    hints.set(
      task,
      tiers.map((tier) => {
        const [heading, ...body] = tier.split('\n');
        return { title: heading.replace(/^\d+ · /, '').trim(), text: body.join('\n').trim() };
      }),
    );
  }
  return hints;
}

type SeenHints = Record<string, number>;

const seenPath = (root: string) => join(root, '.kata', 'hints.json');

/** How many hints of each task were shown so far. */
export async function loadSeenHints(root: string): Promise<SeenHints> {
  const text = await readFile(seenPath(root), 'utf8').catch(() => '{}');
  try {
    const seen: unknown = JSON.parse(text);
    const entries = typeof seen === 'object' && seen !== null ? Object.entries(seen) : [];
    return Object.fromEntries(entries.filter(([, count]) => Number.isInteger(count)));
  } catch {
    return {}; // a damaged note of this kind costs nothing but seeing a hint again
  }
}

/** Remembers that the first `count` hints of a task were shown. */
export async function rememberHint(root: string, task: string, count: number): Promise<void> {
  const seen = await loadSeenHints(root);
  await writeWhole(
    seenPath(root),
    JSON.stringify({ ...seen, [task]: Math.max(count, seen[task] ?? 0) }, null, 2),
  );
}
