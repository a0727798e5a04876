import type { Grade } from '../grade.ts';
import { answersText, gradedAtText, sumText, wallsText } from './sentences.ts';
import { verdictText } from './verdict-text.ts';
import { verdicts, type Verdict } from './verdicts.ts';
import { visible, visibleLine } from './visible-text.ts';

/** When students see something: https://gradescope-autograders.readthedocs.io/en/latest/specs/ */
type Visibility = 'visible' | 'after_due_date' | 'after_published' | 'hidden';

export interface GradescopeOptions {
  /** Of the tests; `visible` by default. While tests are hidden, so is the total. */
  visibility?: Visibility;
  /** Of what the grader printed; `hidden` by default. */
  stdoutVisibility?: Visibility;
}

interface GradescopeTest {
  name: string;
  number?: string;
  score?: number;
  max_score?: number;
  status: 'passed' | 'failed';
  output?: string;
  output_format?: 'text';
  tags?: string[];
  extra_data?: Record<string, unknown>;
}

/**
 * `results.json` for Gradescope, of one grade: the final points on top (they override the sum of the
 * tests, which knows no lateness), a test for each law, tests without points for lateness and answers.
 */
export function gradescopeResults(grade: Grade, options: GradescopeOptions = {}): string {
  const { visibility = 'visible', stdoutVisibility = 'hidden' } = options;
  const { points, parts, seed, submission, student, lateness } = grade;
  const milliseconds = parts.reduce((sum, { report }) => sum + report.milliseconds, 0);
  const results = {
    score: points.final,
    execution_time: Math.round(milliseconds) / 1000,
    output: overview(grade),
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility,
    stdout_visibility: stdoutVisibility,
    extra_data: {
      submission: visibleLine(submission),
      student: visibleLine(student.id),
      seed,
      ...points,
      late_factor: lateness.factor,
      walls: grade.walls.level,
    },
    tests: [...verdicts(grade).map(test), ...notes(grade)],
  };
  return `${JSON.stringify(results, null, 2)}\n`;
}

function overview(grade: Grade): string {
  const sum = sumText(grade);
  return [
    ...gradedAtText(grade),
    ...(sum === undefined ? [] : [sum]),
    wallsText(grade.walls),
    ...grade.warnings.map((warning) => visible(warning)),
  ].join('\n');
}

function test(verdict: Verdict): GradescopeTest {
  const { part, task, id, claim, earned, possible, status, zero } = verdict;
  const output = verdictText(verdict);
  return {
    name: claim,
    number: id,
    score: earned,
    max_score: possible,
    status: status === 'holds' && zero === undefined ? 'passed' : 'failed',
    ...(output === '' ? {} : { output, output_format: 'text' }),
    tags: [part, task.id, ...(task.bonus === true ? ['bonus'] : [])],
    extra_data: { status },
  };
}

/** What carries no points of its own. */
function notes({ lateness, answers }: Grade): GradescopeTest[] {
  const late: GradescopeTest = {
    name: 'Handed in on time',
    status: lateness.factor === 1 ? 'passed' : 'failed',
    output: visibleLine(lateness.says),
    output_format: 'text',
  };
  const toGrade = answersText(answers).map((sentence): GradescopeTest => {
    const isComplete = sentence.endsWith('none is empty');
    return { name: visibleLine(sentence), status: isComplete ? 'passed' : 'failed' };
  });
  return lateness.seconds === undefined ? toGrade : [late, ...toGrade];
}
