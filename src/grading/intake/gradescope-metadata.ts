import { readTime } from './when.ts';

/** What Gradescope says of the submission that it runs an autograder for. */
export interface GradescopeMetadata {
  submittedAt?: string;
  /** The assignment's, or the student's own where it was moved for them. ISO 8601, in UTC. */
  due?: string;
  name?: string;
  email?: string;
}

/**
 * Reads `/autograder/submission_metadata.json`. What it lacks or has in another form is left out.
 *
 * @see https://gradescope-autograders.readthedocs.io/en/latest/submission_metadata/
 */
export function readGradescopeMetadata(text: string): GradescopeMetadata {
  const data = fieldsOf(parsed(text));
  const [first] = Array.isArray(data.users) ? (data.users as unknown[]) : [];
  const user = fieldsOf(first);
  const submittedAt = timeIn(data.created_at);
  const due =
    timeIn(fieldsOf(user.assignment).due_date) ?? timeIn(fieldsOf(data.assignment).due_date);
  return {
    ...(submittedAt !== undefined && { submittedAt }),
    ...(due !== undefined && { due }),
    ...(typeof user.name === 'string' && { name: user.name }),
    ...(typeof user.email === 'string' && { email: user.email }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function timeIn(value: unknown): string | undefined {
  return typeof value === 'string' ? readTime(value) : undefined;
}
