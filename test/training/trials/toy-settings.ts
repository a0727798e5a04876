/** What a toy trial is told to do. */
export interface ToySettings {
  does:
    | 'learns'
    | 'diverges'
    | 'throws'
    | 'has no data'
    | 'is not written'
    | 'gives nothing'
    | 'measures nothing'
    | 'prints';
  /** Part of its loss. */
  goal: number;
  /** How long an epoch lasts at least, whatever it is reckoned to cost. */
  milliseconds: number;
}

/** Of an epoch. */
export const STEPS = 4;
