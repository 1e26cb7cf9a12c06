/** Under `npm run soak` every property runs ten times as often, from a seed that the soak prints when it fails. */
import fc from 'fast-check';

const seed = process.env['BAILIWICK_SOAK_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed), numRuns: 1000 });
