/* Run by the tests as a process of its own: judges hostile submissions, as a class that one grader grades. */
import { judgeSubmission } from '#src/grading/judge/judge-submission';
import type { Files } from '#src/grading/sandbox/kit';
import type { Walls } from '#src/grading/sandbox/walls';
import { pointsOf } from '#src/laws/part-report';
import { loadKata } from '#src/learner/katas';
import { answerCall } from '#src/training/answer-call';

/** A submission of one task file; no rule has looked at it. */
export interface Entry {
  name: string;
  /** The task file that is judged: `part2/conv2d`. */
  file: string;
  files: Record<string, string>;
}

export interface Outcome {
  name: string;
  points: number;
  possible: number;
  /** All that is said of it. */
  report: string;
  /** Of the grader alone, of processor time. */
  seconds: number;
}

export interface AttackJob {
  call: { root: string; rooms: string; kit: Files; walls: Walls; entries: readonly Entry[] };
  message: Outcome;
  result: 'done';
}

/** Seconds of processor time for each; the grader gives minutes. */
const BUDGET = 4;
/** Files that need TensorFlow.js; the others of their parts are judged sooner without. */
const withTensorFlow = ['part3/accuracy', 'part3/networks', 'part7/grid-search', 'part8/search'];

await answerCall<AttackJob>(async ({ root, rooms, kit, walls, entries }, send) => {
  process.env.TMPDIR = rooms;
  for (const { name, file, files } of entries) {
    const [part, task] = file.split('/');
    const kata = await loadKata(root, part);
    const one = {
      ...kata,
      tensorflow: withTensorFlow.includes(file),
      tasks: kata.tasks.filter((each) => each.file === task),
    };
    const texts = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
    const before = process.cpuUsage();
    const [report] = await judgeSubmission({
      root,
      files: texts,
      katas: [one],
      kit,
      walls,
      seed: 1,
      budget: BUDGET,
    });
    const { user, system } = process.cpuUsage(before);
    const { earned, bonus } = pointsOf(report);
    const possible = report.tasks.reduce((sum, { task: { points } }) => sum + points, 0);
    await send({
      name,
      points: earned + bonus,
      possible,
      report: JSON.stringify(report.tasks),
      seconds: (user + system) / 1e6,
    });
  }
  return 'done' as const;
});
