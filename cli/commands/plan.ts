import type { ActorId, IsoTime, MinorUnits } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import { measureContext, measurePlan } from '../../domain/measures/measure-plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { buildBundle, sealBundle, statementToSign } from '../../formats/bundle/build-bundle.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import { borderOutlines } from '../../formats/report/border-outlines.ts';
import type { Approach } from '../../solver-worker/contract.ts';
import { APPROACHES } from '../../solver-worker/contract.ts';
import { BASES } from '../../solver-worker/basis.ts';
import type { Basis } from '../../solver-worker/basis.ts';
import { CONNECTED_BY } from '../../solver-worker/contiguity-graph.ts';
import type { ConnectedBy } from '../../solver-worker/contiguity-graph.ts';
import { BALANCE_NAMES } from '../../solver-worker/problem-from-plan.ts';
import type { DesignChoices } from '../../solver-worker/problem-from-plan.ts';
import type { MachineSigner } from '../../workstation/services.ts';
import type { Command } from '../command.ts';
import { integerOption, parseCommandLine, printJson, refuseInput, timeOption } from '../command.ts';
import { designPlan } from '../design-plan.ts';
import type { Designed } from '../design-plan.ts';
import type { Io } from '../io.ts';
import { planStart } from '../plan-source.ts';
import type { PlanFinding, PlanStart } from '../plan-source.ts';
import { workstationFor } from '../workstation.ts';

const USAGE = `Usage: bailiwick plan --accounts FILE --out plan.zip [options]

Builds territories from a list of accounts, splits a quota target over them, and writes the plan as a signed bundle.

  --accounts FILE      accounts as CSV, TSV or .xlsx
  --reps FILE          the roster: one territory a rep, worked from her base
  --territories K      without --reps: K territories with free centres
  --map COLUMN=FIELD   read a column of the accounts as a field; may be repeated
  --policy FILE        a policy as JSON: what differs from Bailiwick's own
  --approach NAME      ${APPROACHES.join(', ')} (default hybrid)
  --seed N             of the optimizer (default 1)
  --balance NAME=PCT   hold a measure (${BALANCE_NAMES.join(', ')})
                       to so many percent of each territory's share; may be repeated, and then replaces the policy's
  --basis NAME         cut territories by ${BASES.join(', ')} (default geographic)
  --connected BY       territories in one piece, by ${CONNECTED_BY.join(' or ')}
  --quota-target UNITS split over the territories by potential, in whole units of the currency
  --at TIME            when the plan is made, e.g. 2026-01-31T09:00:00.000Z (default: now)
  --json               one JSON object on standard output

The bundle is signed by this machine's own key. The same files, seed and --at give the same bytes. Without a column of
potential every account counts as one, and the finding "no-potential" says so.

Exit code: 0 when the bundle is written, 2 for a usage or input error.`;

const OPTIONS = {
  accounts: { type: 'string' },
  reps: { type: 'string' },
  policy: { type: 'string' },
  approach: { type: 'string' },
  territories: { type: 'string' },
  seed: { type: 'string' },
  balance: { type: 'string', multiple: true },
  connected: { type: 'string' },
  basis: { type: 'string' },
  map: { type: 'string', multiple: true },
  'quota-target': { type: 'string' },
  at: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Request {
  readonly accounts: string;
  readonly out: string;
  readonly reps: string | undefined;
  readonly policy: string | undefined;
  readonly map: readonly string[] | undefined;
  readonly approach: Approach;
  readonly territories: number | undefined;
  readonly seed: number;
  readonly balance: DesignChoices['balance'] | undefined;
  readonly connectedBy: ConnectedBy | null;
  readonly basis: Basis;
  readonly quotaTarget: number | undefined;
  readonly at: IsoTime;
}

interface Answer {
  readonly versionId: string;
  readonly accounts: number;
  readonly territories: number;
  readonly assigned: number;
  readonly measures: Readonly<Record<string, number | null>>;
  readonly gap: number | null;
  readonly seconds: number;
  readonly findings: readonly PlanFinding[];
}

export const plan: Command = {
  name: 'plan',
  summary: 'build territories and quotas from files and write a signed bundle',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const request = readRequest(argv, io);
    if (!request.ok) return refuseInput(io, request.errors, asked, USAGE);
    const started = performance.now();
    const made = await make(request.value, io);
    if (!made.ok) return refuseInput(io, made.errors, asked, USAGE);
    const seconds = Math.round(performance.now() - started) / 1000;
    const answer = { ...made.value, seconds };
    if (asked) printJson(io, answer);
    else io.out(describe(answer, request.value.out));
    return 0;
  },
};

function readRequest(argv: readonly string[], io: Io): Result<Request> {
  const line = parseCommandLine(argv, OPTIONS, { min: 0, max: 0, what: 'no operand' });
  if (!line.ok) return line;
  const { values } = line.value;
  const territories = integerOption('territories', values.territories, { min: 1, max: 10_000 });
  const seed = integerOption('seed', values.seed, { min: 0, max: 2 ** 31 - 1 });
  const quotaTarget = integerOption('quota-target', values['quota-target'], { min: 0, max: 10 ** 13 });
  const at = timeOption('at', values.at, io.now());
  for (const option of [territories, seed, quotaTarget]) if (!option.ok) return option;
  if (!at.ok) return at;
  const balance = balanceOption(values.balance);
  if (!balance.ok) return balance;
  const connectedBy = CONNECTED_BY.find((name) => name === values.connected) ?? null;
  if (values.connected !== undefined && connectedBy === null)
    return usage(`--connected is ${CONNECTED_BY.join(' or ')}, not "${values.connected}".`);
  const basis = BASES.find((name) => name === (values.basis ?? 'geographic'));
  if (basis === undefined) return usage(`--basis is one of ${BASES.join(', ')}, not "${values.basis}".`);
  const approach = APPROACHES.find((name) => name === (values.approach ?? 'hybrid'));
  const { accounts, out, reps, policy, map } = values;
  if (accounts === undefined) return usage('Say which accounts: --accounts FILE.');
  if (out === undefined) return usage('Say where to: --out plan.zip.');
  if (approach === undefined)
    return usage(`--approach is one of ${APPROACHES.join(', ')}, not "${values.approach}".`);
  return ok({
    accounts,
    out,
    reps,
    policy,
    map,
    approach,
    balance: balance.value,
    connectedBy,
    basis,
    at: at.value,
    territories: territories.ok ? territories.value : undefined,
    seed: (seed.ok ? seed.value : undefined) ?? 1,
    quotaTarget: quotaTarget.ok ? quotaTarget.value : undefined,
  });
}

/** `potential=5` is ±5%. */
function balanceOption(given: readonly string[] | undefined): Result<DesignChoices['balance'] | undefined> {
  const wishes: DesignChoices['balance'][number][] = [];
  for (const text of given ?? []) {
    const [word, figure = ''] = text.split('=');
    const name = BALANCE_NAMES.find((known) => known === word);
    const tolerance = figure.trim() === '' ? NaN : Number(figure) / 100;
    if (name === undefined || !(tolerance > 0 && tolerance <= 1))
      return usage(
        `--balance is NAME=PERCENT such as potential=5, not "${text}". Names: ${BALANCE_NAMES.join(', ')}.`,
      );
    wishes.push({ name, tolerance, weight: 1 });
  }
  return ok(given === undefined ? undefined : wishes);
}

const usage = (message: string): Result<never> => refuse(codedError('USAGE', message));

async function make(request: Request, io: Io): Promise<Result<Omit<Answer, 'seconds'>>> {
  const target = await io.canWrite(request.out);
  if (!target.ok) return target;
  const machine = await workstationFor(io).machineSigner();
  if (!machine.ok) return machine;
  const actor = machine.value.signer.actorId;
  const start = await planStart(io, request);
  if (!start.ok) return start;
  const { freeCentres, findings } = start.value;
  for (const { message } of findings.filter(({ rule }) => rule === 'no-potential')) io.err(message);
  const unused = freeCentres ? undefined : request.territories;
  if (unused !== undefined)
    io.err(`--territories ${unused} is not used: the roster says how many there are.`);
  const { at } = request;
  const designed = await designPlan(io, start.value.plan, { ...request, freeCentres, actor, at });
  if (!designed.ok) return designed;
  const final = withQuota(designed.value.plan, request, actor);
  if (!final.ok) return final;
  io.err('Writing the bundle');
  const versionId = await writeBundle(final.value, start.value, designed.value, request, machine.value, io);
  return versionId.ok ? ok(answerOf(versionId.value, final.value, designed.value, findings)) : versionId;
}

function withQuota(plan: Plan, { quotaTarget, at }: Request, actor: ActorId): Result<Plan> {
  if (quotaTarget === undefined) return ok(plan);
  const target = (quotaTarget * minorPerMajor(plan.currency)) as MinorUnits;
  const applied = applyCommand(plan, { type: 'setQuotaTarget', target }, { actor, at });
  return applied.ok ? ok(applied.value.plan) : applied;
}

async function writeBundle(
  plan: Plan,
  start: PlanStart,
  designed: Designed,
  request: Request,
  machine: MachineSigner,
  io: Io,
): Promise<Result<string>> {
  const { signer } = machine;
  const built = buildBundle(plan, {
    createdAt: request.at,
    maker: signer,
    dataQuality: start.dataQuality,
    run: designed.run,
    audit: trail(plan, designed, request, signer.actorId),
    outlines: borderOutlines(),
  });
  if (!built.ok) return built;
  const act = { decision: 'submit', signer, claimedAt: request.at, reason: '' } as const;
  const { payloadType, payload } = statementToSign(built.value, act);
  const envelope = machine.sign(payloadType, payload);
  if (!envelope.ok) return envelope;
  const sealed = sealBundle(built.value.bag, [envelope.value]);
  if (!sealed.ok) return sealed;
  const written = await io.writeFile(request.out, sealed.value);
  return written.ok ? ok(built.value.versionId) : written;
}

/** What was done, in order (ledger AUD-01). */
function trail(plan: Plan, designed: Designed, request: Request, actor: ActorId): readonly AuditEvent[] {
  const policy = policyReference(plan.policy);
  const event = (action: string, label: string, object: string, after: Json): AuditEvent => {
    return { at: request.at, actor, action, label, object, before: null, after, policy };
  };
  const rows = plan.accounts.rowCount;
  const events = [
    event('import', `Import ${rows} accounts`, 'accounts', { accounts: rows }),
    event('assignMany', designed.label, 'territories', designed.run),
  ];
  if (plan.quota.target !== null) {
    const after = { target: String(plan.quota.target) };
    events.push(event('setQuotaTarget', 'Set the quota target', 'quota', after));
  }
  return events;
}

function answerOf(
  versionId: string,
  plan: Plan,
  { gap }: Designed,
  findings: readonly PlanFinding[],
): Omit<Answer, 'seconds'> {
  const measured = measurePlan(measureContext(plan)).map(({ measure, result }): [string, number | null] => {
    const { value } = result;
    return [measure.key, value === null || !Number.isFinite(value) ? null : value];
  });
  const active = plan.standing.reduce((count, standing) => count + (standing === ACTIVE ? 1 : 0), 0);
  const assigned = plan.assignment.reduce(
    (count, territory, row) => count + (territory >= 0 && plan.standing[row] === ACTIVE ? 1 : 0),
    0,
  );
  return {
    versionId,
    accounts: active,
    territories: plan.territories.filter((territory) => !territory.retired).length,
    assigned,
    measures: Object.fromEntries(measured),
    gap,
    findings,
  };
}

function describe(answer: Answer, out: string): string {
  const measures = Object.entries(answer.measures).map(
    ([key, value]) => `  ${key.padEnd(24)} ${value === null ? '-' : value.toFixed(4)}`,
  );
  const gap =
    answer.gap === null
      ? 'no bound proven'
      : `within ${(answer.gap * 100).toFixed(2)} % of the best possible`;
  return [
    `${out}: version ${answer.versionId}`,
    `${answer.assigned} of ${answer.accounts} accounts in ${answer.territories} territories, ${gap}, ${answer.seconds} s`,
    ...measures,
  ].join('\n');
}
