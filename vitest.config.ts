import { defineConfig } from 'vitest/config';
import type { LawRunOptions } from './src/laws/law-result.ts';
import './src/laws/vitest-context.ts';

/** What `#kata/…` stands for. */
const subject = (condition: string) => ({
  resolve: { conditions: [condition] },
  ssr: { resolve: { conditions: [condition] } },
});

/** The laws of all katas, on one subject: its stubs as committed, or the solutions. */
const laws = (name: string, condition: string, expect: LawRunOptions['expect']) => ({
  ...subject(condition),
  test: {
    name,
    include: ['katas/**/*.test.ts'],
    setupFiles: ['src/laws/vitest-host.ts'],
    provide: { laws: { seed: 1, expect } },
  },
});

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: '100%',
    projects: [
      {
        // Laws that the repository's own tests look at never load the student's files.
        ...subject('original'),
        // A busy machine makes right programs slow, not wrong.
        test: { name: 'repository', include: ['test/**/*.test.ts'], testTimeout: 30_000 },
      },
      laws('every law is red on its stub', 'original', 'red'),
      laws('every law is green on its solution', 'reference', 'green'),
    ],
  },
});
