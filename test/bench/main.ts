// npm run bench -- feedback     how long a student waits, as ratios to an empty vitest run
// npm run bench -- training     how long a training step takes, as ratios to PyTorch
// npm run bench -- grading      how long a class takes to grade
// npm run bench -- modules      how long an epoch takes with part 6's modules, as a ratio to PyTorch
// npm run bench -- gradients    how steep the loss is in the first layer before training

import { UsageError, UserError } from '#src/common/user-error';

const benches: Record<string, (args: string[]) => Promise<void>> = {
  feedback: async () => (await import('./feedback.ts')).feedback(),
  grading: async (args) => (await import('./grading.ts')).grading(args),
  gradients: async () => (await import('./gradients.ts')).gradients(),
  modules: async () => (await import('./modules.ts')).modules(),
  training: async (args) => (await import('./training.ts')).training(args),
};
const [name = '', ...args] = process.argv.slice(2);
try {
  if (!Object.hasOwn(benches, name)) {
    const known = Object.keys(benches).join(', ');
    throw new UsageError(`There is no bench "${name}"; there is ${known}.`);
  }
  await benches[name](args);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
