import fc from 'fast-check';
import { GRADE_FORMAT, type Grade, type GradedPart } from '#src/grading/grade';
import type { Task } from '#src/laws/kata';
import type { Explanation, LawResult } from '#src/laws/law-result';
import { pointsOf } from '#src/laws/part-report';
import { crash, flipped } from '../../laws/text/reports.ts';

/** Names and texts as nobody should have them. */
export const hostile = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '@SUM(1)',
  '-2+3',
  'x;=1+1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]>&amp;&#0;',
  'nul \u0000 bell \u0007 escape \u001b[2J\u001b]0;title\u0007',
  'right to left \u202egnp.exe\u202c \u2066isolated\u2069',
  '\ud800 a lone surrogate \uffff',
  '# a heading\n- a list\n```\ncode\n```\n| a | table |',
  '[a link](javascript:alert(1)) ![x](http://x)',
  'a'.repeat(10_000),
  '漢字 ğüşıöç é',
  '',
];

export interface Sketch {
  submission?: string;
  student?: Grade['student'];
  parts?: GradedPart[];
  factor?: number;
  warnings?: string[];
}

/** A grade whose points fit its parts. */
export function gradeOf({ parts = [part()], factor = 1, ...sketch }: Sketch = {}): Grade {
  const sums = { earned: 0, possible: 0, bonus: 0, bonusPossible: 0 };
  for (const { report, zero } of parts) {
    const { earned, total, bonus, bonusTotal } = pointsOf(report);
    sums.earned += zero ? 0 : earned;
    sums.possible += total;
    sums.bonus += zero ? 0 : bonus;
    sums.bonusPossible += bonusTotal;
  }
  const final = Math.round((sums.earned + sums.bonus) * factor * 100) / 100;
  return {
    format: GRADE_FORMAT,
    submission: 'hw1_ada_lovelace_e1234567',
    student: { id: 'e1234567', name: 'Ada Lovelace' },
    submittedAt: '2026-04-06T21:12:00Z',
    walls: { level: 'full', standing: ['uid', 'bubblewrap', 'limits', 'permissions'], missing: [] },
    seed: 4711,
    parts,
    lateness: {
      seconds: factor === 1 ? 0 : 90_000,
      factor,
      says: factor === 1 ? 'in time' : `2 days late: ${factor * 100}%`,
    },
    answers: [1, 2, 3].map((number) => ({
      part: 'part2',
      number,
      question: 'Why?',
      text: number === 2 ? '' : 'Because.',
      isEmpty: number === 2,
    })),
    warnings: [],
    points: { ...sums, final },
    ...sketch,
  };
}

export type Outcome = 'holds' | 'not started' | 'not checked' | Explanation;

/** Part 2 with task 2.1 (a law an outcome, 3 points each), and bonus task 2.2 of one law. */
export function part(
  outcomes: Outcome[] = ['holds', flipped, crash],
  bonus: Outcome = 'not started',
  more: Partial<GradedPart> = {},
  number = 2,
): GradedPart {
  const [first, second] = [`${number}.1`, `${number}.2`];
  const tasks: Task[] = [
    { id: first, title: 'myConv2d', file: 'conv2d', points: 3 * outcomes.length },
    { id: second, title: 'stride, padding', file: 'conv2d-options', points: 4, bonus: true },
  ];
  return {
    report: {
      kata: { part: number, title: 'A convolution layer by hand', tasks },
      tasks: [
        { task: tasks[0], laws: outcomes.map((outcome, i) => law(first, i, 3, outcome)) },
        { task: tasks[1], laws: [law(second, 0, 4, bonus)] },
      ],
      milliseconds: 940,
      seed: 4711,
      isPartial: false,
    },
    ...more,
  };
}

function law(task: string, i: number, points: number, outcome: Outcome): LawResult {
  const id = `${task}${'abcdefghijkl'[i]}`;
  const text = { id, task, points, claim: `claim ${id}: a kernel with a single 1 copies` };
  if (outcome === 'holds') return { ...text, status: 'holds', cases: 100 };
  if (outcome === 'not started') return { ...text, status: 'not started' };
  if (outcome === 'not checked') return { ...text, status: 'not checked', missing: '1.1' };
  return { ...text, status: 'broken', explanation: outcome };
}

export const forbidden = {
  reason: 'it imports @tensorflow/tfjs',
  file: 'katas/part2/conv2d.ts',
  line: 3,
  excerpt: "import * as tf from '@tensorflow/tfjs';",
};

const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 40 }));

const explanation: fc.Arbitrary<Explanation> = fc.record(
  {
    given: fc.dictionary(text, fc.oneof(fc.double(), text), { maxKeys: 3 }),
    got: fc.oneof(fc.array(fc.double(), { maxLength: 4 }), text),
    wanted: fc.array(fc.double(), { maxLength: 4 }),
    difference: fc.record({ path: fc.constant([0]), message: text }),
    message: text,
    place: text,
    isCrash: fc.boolean(),
    why: fc.constant('It is defined so.'),
    look: fc.constant('the README.'),
    replay: fc.record({ seed: fc.integer(), path: fc.constantFrom('', '0:2:1') }),
  },
  { requiredKeys: ['given', 'why', 'look', 'replay'] },
);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>('holds', 'not started', 'not checked'),
  explanation,
);

/** Grades of every kind: no part, no law, worth nothing, late, hostile in every text. */
export const grades: fc.Arbitrary<Grade> = fc
  .record({
    submission: text,
    student: fc.record({ id: text, name: text }),
    factor: fc.constantFrom(1, 0.7, 0.4, 1 / 3, 0),
    warnings: fc.array(text, { maxLength: 2 }),
    parts: fc.array(
      fc.record({
        outcomes: fc.array(outcome, { maxLength: 4 }),
        bonus: outcome,
        zero: fc.option(fc.record({ reason: text, file: text, line: fc.nat(), excerpt: text })),
        problem: fc.option(text),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ parts, ...rest }) => {
    const graded = parts.map(({ outcomes, bonus, zero, problem }, i) => {
      const one = part(outcomes, bonus, zero === null ? {} : { zero }, i);
      if (problem !== null) {
        one.report.tasks[0] = {
          task: one.report.tasks[0].task,
          laws: [],
          problem: { message: problem },
        };
      }
      return one;
    });
    return gradeOf({ ...rest, parts: graded });
  });
