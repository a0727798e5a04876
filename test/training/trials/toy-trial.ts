/* Run by `runSearch` as a process of its own: a network of one weight, and all that may go wrong. */
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '#src/common/user-error';
import { NotImplemented } from '#src/laws/not-implemented';
import { answerTrial } from '#src/training/trials/answer-trial';
import { STEPS, type ToySettings } from './toy-settings.ts';

await answerTrial(async (settings, { tf }, onStep) => {
  const { does, goal, milliseconds } = settings as ToySettings;
  if (does === 'is not written') throw new NotImplemented('8.5', 'trainEpoch');
  const weight = tf.variable(tf.scalar(0));
  const value = () => weight.dataSync()[0];
  const measured = () => ({ loss: does === 'diverges' ? NaN : value() + goal, accuracy: 1 / (1 + value() + goal) }); // prettier-ignore
  return {
    network: [weight],
    parameters: 1,
    async trainEpoch(epoch) {
      if (does === 'throws') throw new TypeError('loss is no function');
      if (does === 'has no data') throw new UserError('There is no dataset.');
      if (does === 'gives nothing') return undefined;
      if (does === 'prints') process.stdout.write(`epoch ${epoch}\n`);
      await pause(milliseconds);
      const losses: number[] = [];
      for (let step = 0; step < STEPS; step++) {
        onStep();
        // Another order of epochs, or one left out, comes to another number.
        tf.tidy(() => weight.assign(weight.mul(0.5).add(epoch / 8)));
        losses.push(value());
      }
      return losses;
    },
    validate: async () => (does === 'measures nothing' ? 0.5 : measured()),
    test: async () => ({ ...measured(), loss: value() }),
  };
});
