import { partName } from '../../laws/kata.ts';
import type { LawResult } from '../../laws/law-result.ts';
import { earned, isUntouched, type TaskReport } from '../../laws/part-report.ts';
import type { Grade, GradedPart } from '../grade.ts';
import { explanationLines, replayCommand, replayPartCommand } from './explanation-text.ts';
import { count, pointsText, pointText } from './point-text.ts';
import { answersText, gradedAtText, sumText, wallsText } from './sentences.ts';
import { partPoints } from './verdicts.ts';
import { visible, visibleLine } from './visible-text.ts';

/** What a student reads, before it becomes Markdown or HTML: no text in it can harm a terminal. */
export interface Feedback {
  title: string;
  /** Who, when, how late, behind which walls; a sentence each. */
  facts: string[];
  /** For example `30.8 of 61 points`. */
  score: string;
  /** How the score came about, where more than a sum of laws went into it. */
  sum?: string;
  parts: FeedbackPart[];
  /** A sentence for each part with answers. */
  answers: string[];
  warnings: string[];
}

export interface FeedbackPart {
  title: string;
  points: string;
  zero?: { says: string; excerpt: string };
  tasks: FeedbackTask[];
  /** The command that tries the same cases. */
  replay: string;
}

export interface FeedbackTask {
  title: string;
  points: string;
  /** Why there is nothing to say of its laws. */
  note?: string;
  /** Lines of the student's file. */
  excerpt?: string;
  laws: FeedbackLaw[];
}

export interface FeedbackLaw {
  /** `✓`, `✗`, `·` not started, `?` not checked. */
  mark: string;
  claim: string;
  note: string;
  broken?: { id: string; lines: string[]; replay: string; hint: string };
}

/** Gathers what the feedback to one student says. */
export function feedback(grade: Grade): Feedback {
  const { points, parts } = grade;
  const sum = sumText(grade);
  return {
    title: visibleLine(grade.submission),
    facts: [studentText(grade), ...gradedAtText(grade), wallsText(grade.walls)],
    score: `${pointText(points.final)} of ${pointsText(points.possible)}`,
    ...(sum === undefined ? {} : { sum }),
    parts: parts.map((part) => feedbackPart(part, grade.seed)),
    answers: answersText(grade.answers),
    warnings: grade.warnings.map((warning) => visible(warning)),
  };
}

function studentText({ student }: Grade): string {
  const id = visibleLine(student.id);
  return student.name === undefined ? id : `${visibleLine(student.name)} (${id})`;
}

function feedbackPart(part: GradedPart, seed: number): FeedbackPart {
  const { report, zero } = part;
  const { earned, total, bonus, bonusTotal } = partPoints(part);
  const extra = bonusTotal === 0 ? '' : ` + ${pointText(bonus)} of ${pointText(bonusTotal)} bonus`;
  return {
    title: `Part ${report.kata.part} · ${report.kata.title}`,
    points: `${pointText(earned)} of ${pointsText(total)}${extra}`,
    ...(zero && {
      zero: {
        says: `This part counts 0 points: ${visibleLine(zero.reason)}. It is in ${visibleLine(zero.file)}, line ${zero.line}. What its laws found is below all the same.`,
        excerpt: visible(zero.excerpt, 500),
      },
    }),
    tasks: report.tasks.map((task) => feedbackTask(task, part)),
    replay: replayPartCommand(report.kata, seed),
  };
}

function feedbackTask(entry: TaskReport, part: GradedPart): FeedbackTask {
  const { task, laws, problem } = entry;
  const title = `Task ${task.id} · ${task.title}${task.bonus === true ? ' (bonus)' : ''}`;
  const points = `${pointText(problem ? 0 : earned(entry))} of ${pointsText(task.points)}`;
  if (problem !== undefined) {
    return {
      title,
      points,
      note: `Its laws could not be tried. ${visible(problem.message)}`,
      ...(problem.excerpt && { excerpt: visible(problem.excerpt.join('\n')) }),
      laws: [],
    };
  }
  if (laws.length === 0) return { title, points, note: 'No law of it was tried.', laws: [] };
  if (isUntouched(entry)) return { title, points, note: untouchedText(laws), laws: [] };
  return { title, points, laws: laws.map((law) => feedbackLaw(law, part)) };
}

function untouchedText(laws: readonly LawResult[]): string {
  const waiting = laws.find((law) => law.status === 'not checked');
  return waiting === undefined
    ? 'Not started.'
    : `Not checked: its ${count(laws.length, 'law')} can be tried once task ${waiting.missing} is there.`;
}

function feedbackLaw(law: LawResult, { report: { kata } }: GradedPart): FeedbackLaw {
  const { claim, points } = law;
  const worth = pointsText(points);
  switch (law.status) {
    case 'holds':
      return { mark: '✓', claim, note: worth };
    case 'not started':
      return { mark: '·', claim, note: `${worth}; not started` };
    case 'not checked':
      return { mark: '?', claim, note: `${worth}; not checked: it needs task ${law.missing}` };
    case 'broken': {
      const lines = explanationLines(law.explanation);
      const hint = `npx kata hint ${partName(kata)} ${law.task}`;
      const broken = { id: law.id, lines, replay: replayCommand(law, kata), hint };
      return { mark: '✗', claim, note: `0 of ${worth}`, broken };
    }
  }
}
