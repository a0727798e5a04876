import inspector from 'node:inspector';
import { basename, dirname } from 'node:path';
import type { UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { LawResult } from '../laws/law-result.ts';
import type { FileProblem } from '../laws/part-report.ts';
import '../laws/vitest-context.ts';
import { describeProblem, locateThrow } from './file-problem.ts';

/** What one file of laws came to. */
export interface FileResult {
  /** For example `part2`. */
  part: string;
  /** The task's file, for example `conv2d`. */
  file: string;
  laws: LawResult[];
  problem?: FileProblem;
}

/**
 * @param milliseconds - how long the run took.
 * @param printed - what the student's code wrote to the console.
 */
export type ReportResults = (results: FileResult[], milliseconds: number, printed: string) => void;

/** Whoever says nothing for so long is stuck: longer than any law may take. Milliseconds. */
const STALL_LIMIT = 15_000;
/** A law of the first, quick run that takes so long is looked at again with care. */
const QUICK_STALL_LIMIT = 5000;

/** A vitest reporter that gathers the laws' results, and stops a worker that hangs. */
export class LawCollector implements Reporter {
  private vitest: Vitest | undefined;
  /** The last result of every file: under watch, a run judges only what was changed. */
  private readonly results = new Map<string, FileResult>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly stalled = new Map<string, string>();
  private readonly root: string;
  private readonly report: ReportResults;
  private readonly repeatWithCare: () => void;
  private isCareful = false;
  private isStuckInLaw = false;
  private start = performance.now();
  private printed = '';

  /**
   * @param report - called at the end of every run; under watch there are many.
   * @param repeatWithCare - called instead, once, when a law hung in a call that had no time limit.
   */
  constructor(root: string, report: ReportResults, repeatWithCare: () => void) {
    this.root = root;
    this.report = report;
    this.repeatWithCare = repeatWithCare;
  }

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunStart(): void {
    this.stalled.clear();
    this.isStuckInLaw = false;
    this.start = performance.now();
    this.printed = '';
  }

  onUserConsoleLog({ content }: UserConsoleLog): void {
    this.printed += content;
  }

  onTestModuleQueued(module: TestModule): void {
    this.expectLife(
      module,
      'it does not finish loading: is there an endless loop at its top level?',
    );
  }

  onTestModuleCollected(module: TestModule): void {
    this.expectLaws(module, 'its laws do not end');
  }

  onTestCaseReady({ module, name }: TestCase): void {
    this.expectLaws(module, `the law "${name}" does not end`);
  }

  /** The worker tells of a law when it finds the time: a hanging one may never have been named. */
  private expectLaws(module: TestModule, otherwise: string): void {
    const cause = 'is there an endless loop after an `await`, or in a timer?';
    const limit = this.isCareful ? STALL_LIMIT : QUICK_STALL_LIMIT;
    this.expectLife(module, `${otherwise}: ${cause}`, limit);
  }

  onTestModuleEnd(module: TestModule): void {
    clearTimeout(this.timers.get(module.moduleId));
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    if (this.isStuckInLaw) {
      this.isCareful = true;
      this.repeatWithCare();
      return;
    }
    for (const module of modules) this.results.set(module.moduleId, this.fileResult(module));
    this.report([...this.results.values()], performance.now() - this.start, this.printed);
  }

  private expectLife(module: TestModule, otherwise: string, limit = STALL_LIMIT): void {
    clearTimeout(this.timers.get(module.moduleId));
    if (inspector.url() !== undefined) return; // a breakpoint may last
    const timer = setTimeout(() => {
      this.stalled.set(module.moduleId, otherwise);
      this.isStuckInLaw = limit === QUICK_STALL_LIMIT;
      // The first call asks the worker to stop, which it cannot hear; the second one ends it.
      void this.vitest?.cancelCurrentRun('test-failure');
      void this.vitest?.cancelCurrentRun('test-failure');
    }, limit);
    this.timers.set(module.moduleId, timer);
  }

  private fileResult(module: TestModule): FileResult {
    const { root } = this;
    const part = basename(dirname(module.moduleId));
    const file = basename(module.moduleId, '.test.ts');
    const laws = [...module.children.allTests()].flatMap((test) => lawResult(test, root));
    const stalled = this.stalled.get(module.moduleId);
    if (stalled !== undefined) {
      const message = `katas/${part}/${file}.ts was stopped after ${STALL_LIMIT / 1000} s: ${stalled}`;
      return { part, file, laws, problem: { message } };
    }
    const [error] = module.errors();
    if (error !== undefined) {
      return { part, file, laws, problem: describeProblem(error, part, file, root) };
    }
    const isCut = laws.length === 0 && this.stalled.size > 0;
    const problem = isCut ? { message: 'not reached: the run was stopped' } : unjudged(module);
    return problem === undefined ? { part, file, laws } : { part, file, laws, problem };
  }
}

/** A law that came to nothing at all must not pass for one that holds. */
function unjudged(module: TestModule): FileProblem | undefined {
  for (const test of module.children.allTests()) {
    if (test.meta().law !== undefined) continue;
    const [error] = test.result().errors ?? [];
    const why = error === undefined ? 'the run ended before' : error.message;
    return { message: `the law "${test.name}" could not be judged: ${why}` };
  }
  return undefined;
}

function lawResult(test: TestCase, root: string): LawResult[] {
  const { law } = test.meta();
  if (law === undefined) return [];
  if (law.status !== 'broken' || law.explanation.stack === undefined) return [law];
  const place = locateThrow(test.result().errors?.[0]?.stacks ?? [], root);
  const { stack: _, ...explanation } = law.explanation;
  return [{ ...law, explanation: place === undefined ? explanation : { ...explanation, place } }];
}
