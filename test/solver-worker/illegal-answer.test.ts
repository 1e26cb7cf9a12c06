import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { illegalAnswer } from '../../solver-worker/illegal-answer.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { plainProblem } from './problems.ts';

describe('illegalAnswer', () => {
  it('[OPT-10] passes a legal answer, and refuses one that moves a locked account, naming the rule', async () => {
    const problem = plainProblem(60, 3);
    const locked = { ...problem, lock: problem.lock.map((free, i) => (i === 0 ? 1 : free)) };
    const answer = await createInlineSolver().solve(locked, { ...DEFAULT_SETTINGS, iterations: 20 });
    expect(illegalAnswer(locked, answer)).toBeNull();
    const assignment = answer.assignment.map((t, i) => (i === 0 ? 2 : t));
    const refused = illegalAnswer(locked, { assignment });
    expect(refused?.code).toBe('ILLEGAL_ANSWER');
    expect(refused?.message).toContain('lock');
  });
});
