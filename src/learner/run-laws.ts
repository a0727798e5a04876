/// <reference types="vitest/config" />
import inspector from 'node:inspector';
import { join } from 'node:path';
import { startVitest, type Vitest } from 'vitest/node';
import type { LawRunOptions } from '../laws/law-result.ts';
import { LawCollector, type ReportResults } from './law-collector.ts';
import type { Target } from './katas.ts';

export interface LawRun {
  root: string;
  targets: readonly Target[];
  options: LawRunOptions;
  /** Runs again whenever a file is saved. */
  watch?: boolean;
  /** The condition under which `#kata/…` is resolved; the student's stubs by default. */
  subject?: 'reference' | 'original' | 'tour';
  report: ReportResults;
}

/** Runs the laws of some katas in vitest, in worker threads that can be ended when they hang. */
export async function runLaws(run: LawRun): Promise<Vitest> {
  const { root, targets, options, watch = false, subject, report } = run;
  const conditions = subject === undefined ? [] : [subject];
  const isDebugged = inspector.url() !== undefined;
  let isStuck = false;
  const repeatWithCare = async () => {
    vitest.getRootProject().provide('laws', { ...options, timed: 'all' });
    await vitest.runTestSpecifications(await vitest.globTestSpecifications(), true);
  };
  const onStuck = () => {
    isStuck = true;
    if (watch) setImmediate(() => void repeatWithCare());
  };
  const vitest = await startVitest(
    'test',
    [],
    {
      root,
      config: false,
      watch,
      include: targets.map(({ part, file = '*' }) => `katas/${part}/${file}.test.ts`),
      pool: 'threads',
      isolate: false, // a worker for all files of a part: starting one takes longer than most laws
      setupFiles: [join(root, 'src/laws/vitest-host.ts')],
      reporters: [new LawCollector(root, report, onStuck)],
      passWithNoTests: true,
    },
    {
      clearScreen: false,
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: { provide: { laws: isDebugged ? { ...options, timed: 'none' } : options } },
    },
  );
  if (watch) rerunOnReplacement(vitest);
  else if (isStuck) await repeatWithCare();
  return vitest;
}

/**
 * Vitest reruns what was changed; a file that went and came back, as some editors save, or that
 * stayed away, it leaves alone.
 */
function rerunOnReplacement(vitest: Vitest): void {
  let timer: NodeJS.Timeout | undefined;
  const rerunSoon = (path: string) => {
    if (!/[\\/]katas[\\/].*\.ts$/.test(path)) return;
    vitest.invalidateFile(path);
    clearTimeout(timer);
    timer = setTimeout(() => void rerun(), 50);
  };
  const rerun = async () => {
    await vitest.rerunTestSpecifications(await vitest.globTestSpecifications());
  };
  vitest.vite.watcher.on('add', rerunSoon).on('unlink', rerunSoon);
}
