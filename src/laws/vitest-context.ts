import type { LawResult, LawRunOptions } from './law-result.ts';

// What vitest carries between its worker and its main process for us.
declare module '@vitest/runner' {
  interface TaskMeta {
    law?: LawResult;
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    laws: LawRunOptions;
  }
}
