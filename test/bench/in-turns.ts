import { UserError } from '#src/common/user-error';
import { type NetworkName, networks } from './networks.ts';
import { median } from './timing.ts';
import { type Trainer, optimizers } from './trainer.ts';

/** How often something is measured. */
export interface Amount {
  /** Steps before any is measured, of ours and of PyTorch: V8 and oneDNN compile on the way. */
  warmUp: readonly [ours: number, pytorch: number];
  rounds: number;
  /** Measured steps of each side in a round. */
  steps: number;
  /** Whether a validation pass is measured too. */
  validation: boolean;
}

/** What one work of one network took. */
export interface Measurement {
  network: NetworkName;
  work: 'Adam' | 'SGD' | 'validation';
  /** Milliseconds of each step, or of each validation pass. */
  ours: number[];
  /** The same by PyTorch, where there is one; measured in turns with ours. */
  pytorch?: number[];
  /** Ours over PyTorch's, of the medians of each round. */
  ratios?: number[];
}

/** Measures one network, both sides in turns, so that what slows the machine down slows both down. */
export async function measureNetwork(
  network: NetworkName,
  amount: Amount,
  ours: Trainer,
  pytorch: Trainer | undefined,
  report: (measurement: Measurement) => Promise<void>,
): Promise<void> {
  const sides = [ours, ...(pytorch === undefined ? [] : [pytorch])];
  for (const work of optimizers) {
    for (const [i, side] of sides.entries()) {
      const parameters = await side.prepare(network, work);
      const wanted = networks[network].parameters;
      if (parameters !== wanted) {
        throw new UserError(`${network} has ${parameters} parameters, ${wanted} were wanted.`);
      }
      await side.train(amount.warmUp[i]);
    }
    const rounds = await inTurns(sides, amount.rounds, (side) => side.train(amount.steps));
    await report({ network, work, ...rounds });
  }
  if (!amount.validation) return;
  for (const side of sides) await side.validate(); // the first makes the images, and warms up
  const rounds = await inTurns(sides, Math.min(amount.rounds, 3), async (side) => [
    await side.validate(),
  ]);
  await report({ network, work: 'validation', ...rounds });
}

async function inTurns(
  sides: readonly Trainer[],
  rounds: number,
  measure: (side: Trainer) => Promise<number[]>,
): Promise<Pick<Measurement, 'ours' | 'pytorch' | 'ratios'>> {
  const times: number[][][] = sides.map(() => []); // side, round, step
  for (let round = 0; round < rounds; round++) {
    for (const [i, side] of sides.entries()) times[i].push(await measure(side));
  }
  const [ours, pytorch] = times;
  if (pytorch === undefined) return { ours: ours.flat() };
  const ratios = ours.map((round, i) => median(round) / median(pytorch[i]));
  return { ours: ours.flat(), pytorch: pytorch.flat(), ratios };
}
