import { shapeOf, type Difference } from './compare.ts';
import { type AnyLaw, Unlawful } from './law.ts';
import type { Explanation } from './law-result.ts';
import { describe, snapshot, type Snapshot } from './snapshot.ts';
import { SubjectEnded, SubjectFailed, wasStopped } from './subject-failed.ts';
import { TimeLimitExceeded } from './time-limit.ts';

/** Thrown where a law's `got` is not its `wanted`, so that the case is shrunk. */
export class Differs extends Error {
  override name = 'Differs';
  readonly got: unknown;
  readonly wanted: unknown;
  readonly difference: Difference;

  constructor(got: unknown, wanted: unknown, difference: Difference) {
    super('differs');
    this.got = got;
    this.wanted = wanted;
    this.difference = difference;
  }
}

type Failure = Omit<Explanation, 'why' | 'look' | 'replay'>;

/**
 * Says what went wrong in a case, as plain data.
 *
 * @param error - what the law threw.
 */
export function explainFailure(law: AnyLaw, drawn: unknown, error: unknown): Failure {
  const shown: unknown = law.show ? law.show(drawn) : drawn;
  const isNamed = typeof shown === 'object' && shown !== null && !Array.isArray(shown);
  const given = snapshots((isNamed ? shown : { case: shown }) as Record<string, unknown>);
  if (error instanceof Differs) {
    const { got, wanted, difference } = error;
    return {
      given,
      got: snapshot(got),
      wanted: snapshot(wanted),
      difference: { path: difference.path, message: differenceText(error) },
    };
  }
  if (error instanceof SubjectFailed) {
    const isUnshrunk = wasStopped(error);
    return {
      given,
      message: error.message,
      isCrash: true,
      ...(isUnshrunk ? { isUnshrunk } : {}),
      ...stackOf(error.cause),
    };
  }
  if (error instanceof Unlawful) {
    return { given: { ...given, ...snapshots(error.shown) }, message: error.message };
  }
  const message = `the law itself failed, which is not your mistake: ${String(error)}`;
  return { given, message, isCrash: true, ...stackOf(error) };
}

function stackOf(thrown: unknown): { stack?: string } {
  const isOurs = thrown instanceof TimeLimitExceeded || thrown instanceof SubjectEnded;
  const isTold = thrown instanceof Error && !isOurs;
  return isTold && typeof thrown.stack === 'string' ? { stack: thrown.stack } : {};
}

function snapshots(values: Record<string, unknown>): Record<string, Snapshot> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, snapshot(value)]));
}

function differenceText({ got, wanted, difference }: Differs): string {
  const { path, reason } = difference;
  const place = path.length === 0 ? '' : `at [${path.join(',')}]: `;
  if (reason === 'value') {
    const opening = path.length === 0 ? '' : `first difference ${place}`;
    const [wantedText, gotText] = tellApart(difference.wanted, difference.got);
    return `${opening}wanted ${wantedText}, got ${gotText}`;
  }
  const gotShape = shapeOf(got);
  const wantedShape = shapeOf(wanted);
  if (gotShape?.length === 1 && wantedShape?.length === 1 && reason === 'shape') {
    return `wanted ${wantedShape[0]} numbers, got ${gotShape[0]}`;
  }
  if (gotShape && wantedShape && reason === 'shape') {
    return `wanted the shape ${shapeText(wantedShape)}, got ${shapeText(gotShape)}`;
  }
  return `${place}wanted ${describe(difference.wanted)}, got ${describe(difference.got)}`;
}

const shapeText = (shape: number[]) => (shape.length === 0 ? 'of one number' : shape.join('×'));

/** Two values in words, numbers with as few digits as show that they differ. */
function tellApart(wanted: unknown, got: unknown): [string, string] {
  if (typeof wanted !== 'number' || typeof got !== 'number')
    return [describe(wanted), describe(got)];
  const short = (digits: number) =>
    [wanted, got].map((value) => String(Number(value.toPrecision(digits)))) as [string, string];
  const digits = [6, 9, 12].find((n) => short(n)[0] !== short(n)[1]);
  return digits === undefined ? [String(wanted), String(got)] : short(digits);
}
