/* Run by the grader as a process of its own, one for each submission: judges it, and sends the reports. */
import type { PartReport } from '../../laws/part-report.ts';
import { answerCall } from '../../training/answer-call.ts';
import { judgeSubmission, type SubmissionToJudge } from './judge-submission.ts';

export interface JudgeJob {
  call: SubmissionToJudge;
  message: never;
  result: PartReport[];
}

await answerCall<JudgeJob>(judgeSubmission);
