// The laws of batch-norm.ts, task 7.4.
import './batch-norm-passes.laws.ts';
import './batch-norm-running.laws.ts';
