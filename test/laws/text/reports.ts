import type { Kata } from '#src/laws/kata';
import type { Explanation, LawResult } from '#src/laws/law-result';
import type { PartReport, TaskReport } from '#src/laws/part-report';

/** A kata with one task and one bonus task. */
const kata: Kata = {
  part: 2,
  title: 'A convolution layer by hand',
  tasks: [
    { id: '2.1', title: 'myConv2d', file: 'conv2d', points: 10 },
    { id: '2.2', title: 'stride, padding', file: 'conv2d-options', points: 4, bonus: true },
  ],
};

/** A flipped kernel, as the laws of part 2 explain it. */
export const flipped: Explanation = {
  given: { input: [[[[0, 1, 0], [0, 0, 0]]]], kernel: [[[[0, 1]]]] }, // prettier-ignore
  wanted: [[[[1, 0], [0, 0]]]], // prettier-ignore
  got: [[[[0, 1], [0, 0]]]], // prettier-ignore
  difference: { path: [0, 0, 0, 0], message: 'first difference at [0,0,0,0]: wanted 1, got 0' },
  suspect: 'Yours is mirrored: is the kernel flipped?',
  why: 'output[y][x] reads input[y+i][x+j]·kernel[i][j], so a lone 1 at [i][j] copies the input shifted by (i, j).',
  look: 'katas/part2/README.md, "Not flipped".',
  replay: { seed: 1, path: '0:2:1' },
};

/** A student's exception, with its place. */
export const crash: Explanation = {
  given: { input: [[[[0]]]] },
  message: "`myConv2d` threw TypeError: Cannot read properties of undefined (reading '0')",
  isCrash: true,
  place: 'katas/part2/conv2d.ts:25:3',
  why: 'never shown with a crash',
  look: 'never shown with a crash',
  replay: { seed: 7, path: '3:0:0' },
};

type Outcome = 'holds' | 'not started' | Explanation;

/** Results of laws, from a claim, its points and what came of it. */
export function laws(task: string, ...entries: [claim: string, points: number, Outcome][]) {
  return entries.map(([claim, points, outcome], i): LawResult => {
    const text = { id: `${task}${'abcdefgh'[i]}`, task, claim, points };
    if (outcome === 'holds') return { ...text, status: 'holds', cases: 100 };
    if (outcome === 'not started') return { ...text, status: 'not started' };
    return { ...text, status: 'broken', explanation: outcome };
  });
}

/** A report on the two tasks; a bonus task that is not started by default. */
export function reportOn(
  first: Omit<TaskReport, 'task'>,
  bonus: Omit<TaskReport, 'task'> = { laws: laws('2.2', ['strides', 4, 'not started']) },
): PartReport {
  const [task, bonusTask] = kata.tasks;
  const tasks = [
    { task, ...first },
    { task: bonusTask, ...bonus },
  ];
  return { kata, tasks, milliseconds: 940, seed: 1, isPartial: false };
}
