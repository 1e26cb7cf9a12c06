/**
 * Everything that can stand in an audit trail, in a person's words (ledger AUD-01, AUD-07). The type is the list: a
 * command, a decision or an event that has no words does not compile. Names are in signed trails, so none is renamed.
 */
import type { Command } from '../commands/apply-command.ts';
import type { PrivacyRecord } from '../privacy/records.ts';
import type { Decision } from './statement.ts';

/** What is done beside edits and signed decisions. */
export const EVENT_ACTIONS = [
  'import',
  'sign-in',
  'sign-in.refused',
  'sign-out',
  'profile.create',
  'keyring.trust',
  'key.revoke',
  'grant.give',
  'grant.end',
  'access.request',
  'access.refuse',
  'access.review',
  'export',
  'policy.save',
  'policy.propose',
  'policy.agree',
  'policy.refuse',
  'cadence.done',
  'alert.cause',
  'writeback.prepare',
  'writeback.reconcile',
  'privacy.access',
  'privacy.retention',
] as const;
export type EventAction = (typeof EVENT_ACTIONS)[number] | `privacy.${PrivacyRecord['kind']}`;
export type AuditAction = Command['type'] | 'undo' | 'redo' | Decision | EventAction;

export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  addTerritory: 'Territory made',
  applyFixes: 'Data fixed',
  assignAccounts: 'Accounts moved',
  assignMany: 'Plan built',
  bringFiles: 'Newer files brought in',
  clearQuotaOverride: 'Quota set back',
  editCells: 'Cells edited',
  importTerritories: 'Territories imported',
  lockPlan: 'Plan locked',
  lockTerritory: 'Territory locked',
  mergeAccounts: 'Accounts merged',
  overrideQuota: 'Quota set by hand',
  pairReps: 'Reps paired with territories',
  rebaseline: 'Baseline set',
  removeHeadcount: 'Headcount scenario removed',
  removeOverlay: 'Overlay removed',
  renamePlan: 'Plan renamed',
  renameTerritory: 'Territory renamed',
  retireTerritory: 'Territory retired',
  setHeadcount: 'Headcount set',
  setLocks: 'Accounts locked',
  setOverlay: 'Overlay set',
  setPolicy: 'Policy chosen',
  setQuotaTarget: 'Quota target set',
  setReps: 'People changed',
  setStanding: 'Standing changed',
  takeMerge: 'Versions merged',
  unmergeAccounts: 'Accounts parted',
  updateAccounts: 'Accounts updated',
  updateTerritory: 'Territory changed',
  undo: 'Undone',
  redo: 'Redone',
  submit: 'Submitted',
  approve: 'Approved',
  reject: 'Rejected',
  'request-changes': 'Returned for changes',
  delegate: 'Vote delegated',
  release: 'Released',
  import: 'Imported',
  'sign-in': 'Signed in',
  'sign-in.refused': 'Sign-in refused',
  'sign-out': 'Signed out',
  'profile.create': 'Profile made',
  'keyring.trust': 'Keys trusted',
  'key.revoke': 'Key revoked',
  'grant.give': 'Role granted',
  'grant.end': 'Grant ended',
  'access.request': 'Role asked for',
  'access.refuse': 'Role not granted',
  'access.review': 'Grants looked over',
  export: 'Exported',
  'policy.save': 'Policy put in force',
  'policy.propose': 'Policy proposed',
  'policy.agree': 'Policy agreed',
  'policy.refuse': 'Policy refused',
  'cadence.done': 'Regular work done',
  'alert.cause': 'Cause noted',
  'writeback.prepare': 'Write-back prepared',
  'writeback.reconcile': 'Write-back reconciled',
  'privacy.access': 'Access given',
  'privacy.retention': 'Retention applied',
  'privacy.consent': 'Ground recorded',
  'privacy.opt-out': 'Opt-out recorded',
  'privacy.erasure': 'Person erased',
  'privacy.incident': 'Breach recorded',
  'privacy.review': 'Scoring reviewed',
  'privacy.minimisation': 'Fields chosen',
  'privacy.register': 'Register kept',
};

const OBJECTS: Readonly<Record<string, string>> = {
  alert: 'Alert',
  audit: 'Audit trail',
  batch: 'Write-back',
  cadence: 'Calendar',
  consent: 'Ground',
  data: 'Data',
  erasure: 'Erasure',
  evidence: 'Evidence',
  incident: 'Breach',
  key: 'Key',
  keyring: 'Keyring',
  minimisation: 'Fields',
  'opt-out': 'Opt-out',
  person: 'Person',
  plan: 'Plan',
  policy: 'Policy',
  profile: 'Profile',
  register: 'Register',
  request: 'Request',
  retention: 'Retention',
  review: 'Review',
  root: 'Root key',
  version: 'Version',
};

/** `version:65b1e132…` as "Version 65b1e132"; what is no such name, a plan's own for one, stays as it is. */
export function objectWords(object: string): string {
  const [of = '', id = ''] = object.split(':');
  const words = Object.hasOwn(OBJECTS, of) ? OBJECTS[of] : undefined;
  if (words === undefined) return object;
  return /^[0-9a-f-]{32,}$/.test(id) ? `${words} ${id.slice(0, 8)}` : words;
}

/** An action of a newer Bailiwick is shown by its name rather than left out. */
export const actionWords = (action: string): string =>
  Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action as AuditAction] : action;
