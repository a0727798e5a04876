import type { AllowedImports } from './allowed-imports.ts';
import { commentWarning } from './comments.ts';
import { findForbiddenImports, type ImportFindings } from './forbidden-imports.ts';
import { findForbiddenMembers } from './forbidden-members.ts';
import { parseSource } from './parsed-source.ts';

/** A file of a submission, and what it is measured by. */
export interface SourceToInspect {
  /** For example `part2/conv2d.ts`. */
  file: string;
  text: string;
  /** The text of the stub. */
  stub: string;
  allowed: AllowedImports;
}

/** What can be told from a file's text alone. */
export interface SourceFindings extends ImportFindings {
  /** In sentences; they cost no points. */
  warnings: string[];
}

/**
 * Looks for forbidden imports, forbidden parts of allowed ones, and missing comments. Of a file that does not parse, it sees the imports
 * that the parser saw; that it does not parse, its laws say.
 *
 * Only for texts of our own, or in a process of its own; see `parseSource`.
 */
export function inspectSource({ file, text, stub, allowed }: SourceToInspect): SourceFindings {
  const source = parseSource(text);
  const warning = source.isComplete ? commentWarning(file, source, parseSource(stub)) : undefined;
  const { forbidden, suspicious } = findForbiddenImports(file, source, allowed);
  const members =
    allowed.without === undefined
      ? { forbidden: [], suspicious: [] }
      : findForbiddenMembers(file, source, allowed.without);
  return {
    forbidden: [...forbidden, ...members.forbidden],
    suspicious: [...suspicious, ...members.suspicious],
    warnings: warning === undefined ? [] : [warning],
  };
}
