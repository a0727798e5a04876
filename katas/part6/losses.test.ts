// The laws of losses.ts, task 6.3.
import './losses-values.laws.ts';
import './losses-contract.laws.ts';
