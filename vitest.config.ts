import { defineConfig } from 'vitest/config';
import type { LawRunOptions } from './src/laws/law-result.ts';
import './src/laws/vitest-context.ts';

/** What `#kata/…` stands for. */
const subject = (condition: string) => ({
  resolve: { conditions: [condition] },
  ssr: { resolve: { conditions: [condition] } },
});

/** Of the corpus, the empty programs of parts 0–2: they stand in for modules, and want them new. */
const APART = 'empty-programs';

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
          // Not an `exclude` of its own: that would take the place of the command line's.
          include: ['test/!(corpus)/**/*.test.ts', `test/corpus/${APART}.test.ts`],
          testTimeout: 30_000,
        },
      },
      {
        ...subject('original'),
        // Each program is new in each test; the laws, and TensorFlow.js with its warm code, need not be.
        test: {
          name: 'corpus',
          include: [`test/corpus/!(${APART}).test.ts`],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      laws('every law is red on its stub', 'original', 'red'),
      laws('every law is green on its solution', 'reference', 'green'),
    ],
  },
});
