import { defineConfig } from 'vitest/config';
import type { LawRunOptions } from './src/laws/law-result.ts';
import './src/laws/vitest-context.ts';

/** What `#kata/…` stands for. */
const subject = (condition: string) => ({
  resolve: { conditions: [condition] },
  ssr: { resolve: { conditions: [condition] } },
});

/** Right and wrong programs, to be judged. The empty ones of parts 0–2 stand in for modules, and want them new. */
const CORPUS = 'test/corpus/!(empty-programs).test.ts';

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
        test: {
          name: 'repository',
          include: ['test/**/*.test.ts'],
          exclude: [CORPUS],
          testTimeout: 30_000,
        },
      },
      {
        ...subject('original'),
        // Each program is new in each test; the laws, and TensorFlow.js with its warm code, need not be.
        test: { name: 'corpus', include: [CORPUS], isolate: false, testTimeout: 30_000 },
      },
      laws('every law is red on its stub', 'original', 'red'),
      laws('every law is green on its solution', 'reference', 'green'),
    ],
  },
});
