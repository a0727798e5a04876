/* Run by the grader as a process of its own, one for each submission: grades it, and sends the grade. */
import { answerCall } from '../../training/answer-call.ts';
import type { Grade } from '../grade.ts';
import { gradeSubmission, type SubmissionToGrade } from './grade-submission.ts';

export interface GradeJob {
  call: SubmissionToGrade;
  message: never;
  result: Grade;
}

await answerCall<GradeJob>(gradeSubmission);
