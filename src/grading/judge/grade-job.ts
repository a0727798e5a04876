/* Run by the grader as a process of its own: grades submissions one after the other, and sends each grade. */
import { answerCall } from '../../training/answer-call.ts';
import { UserError } from '../../common/user-error.ts';
import type { Grade } from '../grade.ts';
import { openInspector } from '../rules/inspector.ts';
import { gradeSubmission, type SubmissionToGrade } from './grade-submission.ts';

export interface GradeJob {
  call: {
    submissions: readonly Pick<SubmissionToGrade, 'listed' | 'seed'>[];
    shared: Omit<SubmissionToGrade, 'listed' | 'seed'>;
  };
  /** One for each submission, in their order: its grade, or why there is none. */
  message: { grade: Grade } | { failure: string };
  result: null;
}

await answerCall<GradeJob>(async ({ submissions, shared }, send) => {
  const inspector = openInspector();
  for (const own of submissions) {
    await send(await graded({ ...shared, ...own }));
  }
  inspector.close();
  return null;

  async function graded(given: SubmissionToGrade): Promise<GradeJob['message']> {
    try {
      return { grade: await gradeSubmission(given, inspector) };
    } catch (error) {
      const { name, message } = error as Error;
      return { failure: error instanceof UserError ? message : `${name}: ${message}` };
    }
  }
});
