/** The six steps of the journey and the screens beside it, each loaded when it is first opened. */
import type { ComponentType, LazyExoticComponent } from 'react';
import { lazy } from 'react';

export const STEP_IDS = [
  'data',
  'score',
  'design',
  'quota',
  'review',
  'release',
  'govern',
  'compare',
  'advisor',
] as const;
export type StepId = (typeof STEP_IDS)[number];

export interface Step {
  readonly id: StepId;
  readonly label: string;
  /** One line for the help page and the palette. */
  readonly purpose: string;
  /** Can be shown while no plan is open. */
  readonly withoutPlan: boolean;
  /** Not a step of the journey: reached from the end of the top bar. */
  readonly beside?: boolean;
  readonly Screen: LazyExoticComponent<ComponentType>;
}

export const STEPS: readonly Step[] = [
  {
    id: 'data',
    label: 'Data',
    purpose: 'Bring accounts and reps, see and mend what is wrong with them',
    withoutPlan: true,
    Screen: lazy(async () => ({ default: (await import('../steps/data/DataStep.tsx')).DataStep })),
  },
  {
    id: 'score',
    label: 'Score',
    purpose: 'Weigh what makes an account worth covering',
    withoutPlan: false,
    Screen: lazy(async () => ({ default: (await import('../steps/score/ScoreStep.tsx')).ScoreStep })),
  },
  {
    id: 'design',
    label: 'Design',
    purpose: 'Build and adjust territories on the map',
    withoutPlan: false,
    Screen: lazy(async () => ({ default: (await import('../steps/design/DesignStep.tsx')).DesignStep })),
  },
  {
    id: 'quota',
    label: 'Quota',
    purpose: 'Split a target so that it adds up',
    withoutPlan: false,
    Screen: lazy(async () => ({ default: (await import('../steps/quota/QuotaStep.tsx')).QuotaStep })),
  },
  {
    id: 'review',
    label: 'Review',
    purpose: 'See what changes for whom, and whether it is fair',
    withoutPlan: false,
    Screen: lazy(async () => ({ default: (await import('../steps/review/ReviewStep.tsx')).ReviewStep })),
  },
  {
    id: 'release',
    label: 'Release',
    purpose: 'Submit, approve, and hand over a signed bundle',
    withoutPlan: true,
    Screen: lazy(async () => ({ default: (await import('../steps/release/ReleaseStep.tsx')).ReleaseStep })),
  },
  {
    id: 'govern',
    label: 'Governance',
    purpose: 'What waits for whom, what the policy says, and what was done',
    withoutPlan: true,
    beside: true,
    Screen: lazy(async () => ({
      default: (await import('../governance/GovernanceScreen.tsx')).GovernanceScreen,
    })),
  },
  {
    id: 'compare',
    label: 'Compare',
    purpose: 'Two plans or versions side by side, on one map view, with all that differs',
    withoutPlan: true,
    beside: true,
    Screen: lazy(async () => ({ default: (await import('../compare/CompareScreen.tsx')).CompareScreen })),
  },
  {
    id: 'advisor',
    label: 'Advisor',
    purpose: 'Five questions a manager is asked, answered from the plan: to read, print and take along',
    withoutPlan: false,
    beside: true,
    Screen: lazy(async () => ({ default: (await import('../advisor/AdvisorScreen.tsx')).AdvisorScreen })),
  },
];

/** Beside the journey. */
export const BESIDE: readonly Step[] = STEPS.filter((step) => step.beside === true);

/** The journey, left to right. */
export const JOURNEY: readonly Step[] = STEPS.filter((step) => step.beside !== true);
