import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../domain/advisor/answer.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import type { PlanId } from '../../domain/brand.ts';
import type { CodedError } from '../../domain/result.ts';
import { askAdvisor, endAdvisor } from './ask.ts';

export interface Asked {
  /** The last answer to this question; null before the first. */
  readonly answer: Answer | null;
  readonly errors: readonly CodedError[] | null;
  /** It is being worked out anew, after an edit or a change of the form. */
  readonly working: boolean;
}

interface Kept {
  readonly key: string;
  readonly answer: Answer | null;
  readonly errors: readonly CodedError[] | null;
}

/** The answer to a question about the plan as of edit `head`; asked anew after every edit. `form` names what is asked. */
export function useAnswer(planId: PlanId, head: number, ask: Ask, form: string): Asked {
  const [kept, setKept] = useState<Kept>({ key: '', answer: null, errors: null });
  const latest = useRef(ask);
  const key = `${planId} ${head} ${form}`;
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    let current = true;
    void askAdvisor(planId, latest.current).then((result) => {
      if (!current) return;
      if (result.ok) setKept({ key, answer: result.value.answer, errors: null });
      else setKept((before) => ({ key, answer: before.answer, errors: result.errors }));
    });
    return () => {
      current = false;
    };
  }, [planId, key]);
  useEffect(() => endAdvisor, []);
  return {
    answer: kept.answer?.question === ask.question ? kept.answer : null,
    errors: kept.key === key ? kept.errors : null,
    working: kept.key !== key,
  };
}
