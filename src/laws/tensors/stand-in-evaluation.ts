// An evaluation of the laws' own, which notes what it is asked, and when.

type Combination = Record<string, number | string | boolean>;

/** What an evaluation comes to, for one combination. */
export interface Outcome {
  combination: Combination;
  /** NaN for a training that diverged; left out where the evaluation throws. */
  score?: number;
  throws?: string;
}

export interface EvaluationSpec {
  outcomes: readonly Outcome[];
  /** Whether it returns a promise, and throws by rejecting it. */
  isAsync: boolean;
  /** Whether it writes into the combination that it is given. */
  spoils: boolean;
}

/** A question that the stand-in was asked. */
export interface Asked {
  combination: Combination;
  /** How many others had begun and not ended by then. */
  running: number;
}

const asked: Asked[] = [];

/** The same for the same values, in whatever order they were put in. */
const keyOf = (combination: Combination) =>
  JSON.stringify(Object.entries(combination).sort(([a], [b]) => (a < b ? -1 : 1)));

export const standInEvaluation = {
  makeEvaluation({ outcomes, isAsync, spoils }: EvaluationSpec) {
    asked.length = 0;
    const known = new Map(outcomes.map((outcome) => [keyOf(outcome.combination), outcome]));
    let running = 0;
    const answer = (combination: Combination): number => {
      const outcome = known.get(keyOf(combination));
      if (spoils) for (const name of Object.keys(combination)) combination[name] = 'spoilt';
      if (outcome?.throws !== undefined) throw new Error(outcome.throws);
      return outcome?.score ?? NaN;
    };
    const later = async (combination: Combination): Promise<number> => {
      running++;
      try {
        await new Promise((resolve) => setImmediate(resolve));
        return answer(combination);
      } finally {
        running--;
      }
    };
    return (combination: Combination): number | Promise<number> => {
      asked.push({ combination: { ...combination }, running });
      return isAsync ? later(combination) : answer(combination);
    };
  },

  /** What the evaluation made last was asked. */
  evaluationsAsked: (): Asked[] => asked.slice(),
};
