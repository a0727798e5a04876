/** What the name of a submission says. The names are those of folders and files on the instructor's disk. */
export interface ParsedName {
  /** Whose naming it follows. */
  by: 'assignment' | 'Moodle' | 'Canvas' | 'nobody';
  /** `e1234567`, Moodle's number of the participant, or Canvas' of the user; undefined by nobody. */
  id?: string;
  /** As far as the name has it: `ada lovelace`, `Lovelace Ada`, `lovelaceada`. */
  name?: string;
  /** Entries of the same key are one submission: platforms hand out several files of one student. */
  key: string;
  /** The student's own name for the file, where the platform has put something before it. */
  ownName?: string;
}

/**
 * Understands `hw1_name_surname_e1234567` with any number of names, and the names that Moodle
 * (`Surname Name_1234567_assignsubmission_file_…`) and Canvas (`surnamename_LATE_123_456_conv2d.ts`)
 * give to what an instructor downloads. Upper and lower case are the same.
 */
export function parseName(entry: string): ParsedName {
  const text = entry.normalize('NFC');
  const moodle = /^(.+)_(\d+)_assignsubmission_[a-z]+_?(.*)$/i.exec(text);
  if (moodle !== null) {
    const [, name, id, ownName] = moodle;
    return { by: 'Moodle', id, name, key: `Moodle ${id}`, ...(ownName !== '' && { ownName }) };
  }
  const canvas = /^([^_]+)_(?:LATE_)?(\d+)_\d+_(.+)$/.exec(text);
  if (canvas !== null) {
    const [, name, id, ownName] = canvas;
    return { by: 'Canvas', id, name, key: `Canvas ${id}`, ownName: withoutAttempt(ownName) };
  }
  const assignment = /^hw\d+[_ -](.+)[_ -](e\d{6,8})$/i.exec(submissionName(text));
  if (assignment !== null) {
    const [, names, id] = assignment;
    const name = names.replaceAll(/[_\s-]+/g, ' ').trim();
    return { by: 'assignment', id: id.toLowerCase(), name, key: `path ${entry}` };
  }
  return { by: 'nobody', key: `path ${entry}` };
}

/** Canvas counts the attempts of a student in the name of the file: `conv2d-2.ts`. */
function withoutAttempt(name: string): string {
  return name.replace(/-\d+(?=(\.[a-z]+){1,2}$)/i, '');
}

const longest = 120;
const ending = /(\.tar)?\.(zip|tar|gz|tgz|bz2|xz|rar|7z|ts|md|js|py|ipynb|pdf|docx?)$/i;

/**
 * The name of a submission, from that of its folder or file: without ending, without the ` (1)` that
 * browsers add, and without whatever no file may be named on some system. At most 120 bytes, so that
 * result files can be named after it.
 */
export function submissionName(entry: string): string {
  let name = entry
    .normalize('NFC')
    .replace(ending, '')
    .replace(/ ?\(\d+\)$/, '')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  name = Buffer.from(name)
    .toString('utf8', 0, longest)
    .replace(/\uFFFD+$/, ''); // a letter cut in two
  return name === '' ? 'submission' : name;
}

/** @returns a function that gives back each name, with `-2`, `-3` … after one that was there before. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let unique = name;
    // Lower case: there are disks on which Ada and ada are the same file.
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${name}-${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  };
}
