import { UserError } from '../common/user-error.ts';

/**
 * Runs one operation on the disk; what goes wrong there becomes a message for the person at the keyboard.
 *
 * @param path - the file or folder it is about.
 * @throws {UserError} that says what to do: free space, or choose another folder.
 */
export async function onDisk<Result>(
  path: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const elsewhere =
      'set KATA_DATA_DIR to a folder that holds the data already, or XDG_CACHE_HOME (LOCALAPPDATA on Windows) to a folder that can be written';
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new UserError(
        `The disk is full (${code}) while writing ${path}. What came so far is kept. Free some space and run the same command again: it goes on from there. Or ${elsewhere}.`,
        { cause: error },
      );
    }
    throw new UserError(
      `Cannot write ${path} (${code || message}); wanted a folder that can be written. Check its permissions, or ${elsewhere}.`,
      { cause: error },
    );
  }
}
