/** What a toy training is told to do. */
export interface ToySettings {
  does:
    | 'learns'
    | 'says nothing'
    | 'diverges'
    | 'diverges, and tells it in the end'
    | 'gives no records'
    | 'throws'
    /** In the middle of its second epoch, in the process that did the first. */
    | 'crashes once'
    | 'hangs'
    | 'leaks'
    | 'prints'
    | 'waits';
}

/** Of an epoch. */
export const STEPS = 4;
