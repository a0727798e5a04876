import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import type { EvaluationSpec } from './stand-in-evaluation.ts';

type Evaluation = Awaited<ReturnType<typeof makeEvaluation>>;
const makeEvaluation = (spec: EvaluationSpec) => useTool('makeEvaluation', spec);

/** An evaluation of a combination, on the subject's side. */
export async function evaluationOf(spec: EvaluationSpec): Promise<Handle<Evaluation>> {
  return { className: 'evaluate', instance: await makeEvaluation(spec) };
}

/** What the evaluation made last was asked. */
export const evaluationsAsked = () => useTool('evaluationsAsked');
