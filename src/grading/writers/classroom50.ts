import { UsageError } from '../../common/user-error.ts';
import type { Grade } from '../grade.ts';
import { verdictLine } from './verdict-text.ts';
import { verdicts } from './verdicts.ts';
import { visibleLine } from './visible-text.ts';

/** What the runner of Classroom 50 says of the submission that it grades. */
export interface Classroom50Place {
  classroom: string;
  /** The assignment's slug. */
  assignment: string;
  assignmentType: string;
  /** The login of the repository's owner. */
  owner: string;
  /** The tag, `submit/…`. */
  submission: string;
  /** Addresses of the graded commit, of its release, and of its difference from the starter code. */
  commit: string;
  release: string;
  review: string;
}

/**
 * Reads the place from the environment variables that the runner sets.
 *
 * @throws {UsageError} when one is missing: then this is no run of Classroom 50.
 */
export function classroom50Place(
  env: Readonly<Record<string, string | undefined>>,
): Classroom50Place {
  const wanted = ['CLASSROOM', 'ASSIGNMENT', 'SUBMISSION_TAG', 'COMMIT_URL', 'RELEASE_URL'];
  const missing = wanted.filter((name) => !env[name]);
  const owner = env.OWNER || env.USERNAME;
  if (!owner) missing.push('OWNER');
  if (missing.length > 0 || !owner) {
    throw new UsageError(
      `A result for Classroom 50 needs the environment variables of its runner; missing: ${missing.join(', ')}. ` +
        'Run it from the assignment’s autograder.py, or choose another format.',
    );
  }
  const [classroom, assignment, submission, commit, release] = wanted.map(
    (name) => env[name] ?? '',
  );
  const assignmentType = env.ASSIGNMENT_TYPE || 'individual';
  const review = env.REVIEW_URL || commit;
  return { classroom, assignment, assignmentType, owner, submission, commit, release, review };
}

/**
 * `result.json` of Classroom 50 (`classroom50/result/v1`), of one grade. The format knows whole
 * numbers only: the score is the final points rounded (halves up), out of the assignment's points
 * with the bonus; the exact ones are in the first test as `final`. The runner stamps the time anew.
 *
 * @param now - stands in where nobody knows when the submission came.
 */
export function classroom50Result(grade: Grade, place: Classroom50Place, now: Date): string {
  const { points, submittedAt } = grade;
  const most = Math.floor(points.possible + points.bonusPossible);
  const exact = {
    'test-name': 'points',
    passed: true,
    score: 0,
    'max-score': 0,
    final: points.final,
  };
  const result = {
    schema: 'classroom50/result/v1',
    classroom: place.classroom,
    assignment: place.assignment,
    assignment_type: place.assignmentType,
    owner: place.owner,
    submission: place.submission,
    commit: place.commit,
    release: place.release,
    review: place.review,
    datetime: wholeSeconds(submittedAt, now),
    graded_at: wholeSeconds(undefined, now),
    score: Math.min(most, Math.round(points.final)),
    'max-score': most,
    tests: [{ ...exact, output: visibleLine(grade.lateness.says) }, ...verdicts(grade).map(test)],
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function test(verdict: ReturnType<typeof verdicts>[number]) {
  const { id, claim, earned, possible, status, zero } = verdict;
  return {
    'test-name': `${id} ${claim}`,
    passed: status === 'holds' && zero === undefined,
    score: Math.round(earned),
    'max-score': Math.round(possible),
    output: verdictLine(verdict),
  };
}

/** `YYYY-MM-DDTHH:MM:SSZ`: the only form that the format takes. */
function wholeSeconds(time: string | undefined, now: Date): string {
  const date = time === undefined ? now : new Date(time);
  return `${(Number.isNaN(date.getTime()) ? now : date).toISOString().slice(0, 19)}Z`;
}
