import { defineConfig } from 'vitest/config';
import './src/laws/vitest-context.ts';

// The laws on the solutions, for StrykerJS, which changes the solutions and expects a law to notice.
export default defineConfig({
  resolve: { conditions: ['reference'] },
  ssr: { resolve: { conditions: ['reference'] } },
  test: {
    include: ['katas/**/*.test.ts'],
    setupFiles: ['src/laws/vitest-host.ts'],
    provide: { laws: { seed: 1, expect: 'green' } },
  },
});
