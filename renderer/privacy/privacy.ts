/** What the privacy page does: look for a person everywhere, hand out, erase, keep records, delete what is due. */
import { create } from 'zustand';
import type { IsoDate } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { EventAction } from '../../domain/governance/action-words.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Held, Person } from '../../domain/privacy/person.ts';
import { heldInPlan, personNamed, scrubbedText } from '../../domain/privacy/person.ts';
import { profilingNotice } from '../../domain/privacy/profiling-notice.ts';
import type { PrivacyRecord } from '../../domain/privacy/records.ts';
import type { Due } from '../../domain/privacy/retention.ts';
import { dueForDeletion } from '../../domain/privacy/retention.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import type { Searched } from '../../formats/privacy/access-package.ts';
import { accessPackage } from '../../formats/privacy/access-package.ts';
import { save } from '../host/save-file.ts';
import { usePeople } from '../people/people.ts';
import { postRefusal } from '../session/notices.ts';
import { actor, database, now, session } from '../session/session.ts';
import { erasePerson } from '../storage/erase-person.ts';
import { PlanStore } from '../storage/plan-store.ts';
import { PrivacyStore } from '../storage/privacy-store.ts';
import { deleteDue, keptHere } from '../storage/retention.ts';
import { TrailStore } from '../storage/trail-store.ts';
import { WritebackStore } from '../storage/writeback-store.ts';
import { VersionStore } from '../storage/version-store.ts';
import { bundles } from '../versions/bundle-client.ts';

export const usePrivacy = create<{
  readonly records: readonly PrivacyRecord[];
  readonly due: readonly Due[];
}>(() => ({ records: [], due: [] }));

const policy = () => session().state.getState().open?.plan.policy ?? DEFAULT_POLICY;
export const notice = (): readonly string[] => profilingNotice(policy());
export const today = (): IsoDate => now().slice(0, 10) as IsoDate;

export async function loadPrivacy(): Promise<void> {
  const listed = await new PrivacyStore(database()).list();
  if (!listed.ok) return postRefusal('Privacy records cannot be read', listed.errors);
  const kept = await keptHere(database());
  if (!kept.ok) return postRefusal('What is due cannot be worked out', kept.errors);
  const { records } = listed.value;
  usePrivacy.setState({ records, due: dueForDeletion(kept.value, records, today()) });
}

type PrivacyAction = PrivacyRecord['kind'] | 'access' | 'retention';

const note = (action: PrivacyAction, label: string, object: string, after: Json) =>
  new TrailStore(database()).append({
    at: now(),
    actor: actor(),
    action: `privacy.${action}` satisfies EventAction,
    label,
    object,
    before: null,
    after,
    policy: policyReference(policy()),
  });

/** Keeps a record and notes in the trail that it was kept; the trail holds no subject. */
export async function keepRecord(record: PrivacyRecord, label: string): Promise<Result<null, CodedError>> {
  const kept = await new PrivacyStore(database()).save(record);
  if (!kept.ok) return kept;
  const noted = await note(record.kind, label, `${record.kind}:${record.id}`, null);
  await loadPrivacy();
  return noted;
}

export interface Found {
  readonly person: Person;
  readonly searched: readonly Searched[];
}

/** Every plan, version, profile and record on this laptop. Codes: those of storage. */
export async function findPerson(words: string): Promise<Result<Found, CodedError>> {
  const store = await PlanStore.open(database(), now);
  if (!store.ok) return store;
  const plans: { name: string; plan: Plan; labels: readonly string[] }[] = [];
  for (const { planId, name } of (await store.value.listPlans()).plans) {
    const loaded = await store.value.loadPlan(planId);
    if (!loaded.ok) return loaded;
    plans.push({ name, plan: loaded.value.plan, labels: loaded.value.journal.map((entry) => entry.label) });
  }
  const person = personNamed(
    words,
    plans.map(({ plan }) => plan),
  );
  const searched: Searched[] = plans.map(({ name, plan, labels }) => ({
    source: `Plan ${name}`,
    held: [...heldInPlan(plan, person), ...mentions(labels, person, 'History')],
  }));
  const versions = await new VersionStore(database()).list();
  if (!versions.ok) return versions;
  for (const version of versions.value.versions) {
    const { opened } = await bundles().read(version.bundle, []);
    if (!opened.ok) continue;
    const signers = opened.value.acts.map((act) => act.signer.name);
    const held = [...heldInPlan(opened.value.plan, person), ...mentions(signers, person, 'Signature')];
    searched.push({
      source: `Version ${version.versionId.slice(0, 8)} of ${version.planName}, signed`,
      held,
    });
  }
  const batches = await new WritebackStore(database()).list();
  if (!batches.ok) return batches;
  const subjectsOf = batches.value.batches.flatMap(({ batch }) => [
    batch.reason,
    ...batch.items.map((item) => item.subject),
  ]);
  searched.push({ source: 'Write-back batches', held: mentions(subjectsOf, person, 'Batch') });
  const profiles = usePeople.getState().profiles.map((profile) => profile.name);
  searched.push({ source: 'Profiles of this laptop', held: mentions(profiles, person, 'Profile') });
  const subjects = usePrivacy.getState().records.flatMap((one) => ('subject' in one ? [one.subject] : []));
  searched.push({ source: 'Privacy records', held: mentions(subjects, person, 'Record') });
  return ok({ person, searched });
}

const mentions = (texts: readonly string[], person: Person, where: string): readonly Held[] =>
  texts.flatMap((value, i) =>
    scrubbedText(value, person, '\u{0}') === value
      ? []
      : [{ where, record: String(i + 1), field: 'text', value }],
  );

export async function saveAccess({ person, searched }: Found): Promise<void> {
  const report = { person: person.identifiers[0] ?? '', madeAt: now(), searched, notice: notice() };
  const values = searched.reduce((sum, one) => sum + one.held.length, 0);
  const noted = await note('access', 'Hand out what is held about a person', 'person', { values });
  if (!noted.ok) return postRefusal('Nothing was handed out', noted.errors);
  await save('access.zip', accessPackage(report), 'application/zip');
}

/** The person goes from everything that may change; what stays is a record that names nobody. */
export async function erase(found: Found, reason: string): Promise<Result<number, CodedError>> {
  const pseudonym = `Person ${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  const done = await erasePerson(database(), found.person, pseudonym);
  if (!done.ok) return done;
  const versionsLeft = found.searched.filter(
    (one) => one.source.startsWith('Version ') && one.held.length > 0,
  ).length;
  const { values } = done.value;
  const record = {
    kind: 'erasure',
    id: crypto.randomUUID(),
    pseudonym,
    at: now(),
    by: actor(),
    reason,
    values,
    versionsLeft,
  } as const;
  const kept = await keepRecord(
    { ...record, reason: scrubbedText(reason, found.person, pseudonym) },
    'Erase a person',
  );
  return kept.ok ? ok(values) : kept;
}

export async function deleteWhatIsDue(): Promise<Result<number, CodedError>> {
  const { due } = usePrivacy.getState();
  const done = await deleteDue(database(), due);
  if (!done.ok) return done;
  const stubs = due.map(({ of, id, dueOn }) => ({ of, id, dueOn }));
  const noted = await note('retention', `Delete ${due.length} things kept long enough`, 'retention', stubs);
  await loadPrivacy();
  return noted.ok ? done : noted;
}
