/** What checking an import asks and answers: enough for a person to decide, while rows stay in the worker. */
import type { ActorId, IsoTime, PlanId, TenantId } from '../../domain/brand.ts';
import type { GeoPrecision, NameCount, RejectedRow } from '../../domain/intake/intake-result.ts';
import type { ColumnMapping } from '../../domain/intake/mapping.ts';
import type { Scorecard } from '../../domain/intake/scorecard.ts';
import type { Finding } from '../../domain/intake/finding.ts';
import type { ImportTerritories } from '../../domain/commands/import-territories.ts';
import type { UpdateAccounts } from '../../domain/commands/update-accounts.ts';
import type { Rep } from '../../domain/plan/rep.ts';
import type { PlanCycle, PotentialUnit } from '../../domain/plan/plan.ts';
import type { TerritoryOrigin } from '../../domain/plan/plan-from-intake.ts';
import type { RuleGroup } from './findings-api.ts';
import type { CheckSetting } from './health-api.ts';
import type { FileId } from './intake-api.ts';

export interface MappedFile {
  readonly id: FileId;
  readonly name: string;
  readonly mapping: ColumnMapping;
}

export interface CheckJob extends CheckSetting {
  readonly accounts: MappedFile;
  readonly reps: MappedFile | null;
  readonly bookings: MappedFile | null;
  readonly territories: MappedFile | null;
  readonly currency: string;
  readonly country: string;
}

export interface CheckProgress {
  readonly words: string;
  /** 0..1 */
  readonly done: number;
}

/** Rows of one file that were left out. */
export interface Rejected {
  readonly total: number;
  /** The first of them. */
  readonly rows: readonly RejectedRow[];
}

interface RepsReport {
  readonly count: number;
  readonly territories: number;
  readonly rejected: Rejected;
  readonly findings: readonly Finding[];
}

interface BookingsReport {
  readonly rows: number;
  readonly matched: number;
  readonly accounts: number;
  /** Minor units. */
  readonly total: number;
  readonly rejected: Rejected;
  readonly findings: readonly Finding[];
}

interface TerritoryFileReport {
  readonly territories: number;
  readonly quotas: number;
  /** Minor units; null where no row is the team's. */
  readonly teamTarget: number | null;
  readonly rejected: Rejected;
  readonly findings: readonly Finding[];
}

export interface CheckReport {
  readonly check: number;
  readonly rowsInFile: number;
  readonly accepted: number;
  readonly rejected: Rejected;
  readonly missing: Readonly<Record<string, number>>;
  readonly sentinels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly groups: readonly RuleGroup[];
  readonly scorecard: Scorecard;
  readonly geocoded: Readonly<Record<GeoPrecision, number>>;
  readonly potentialUnit: PotentialUnit;
  readonly currency: string;
  readonly territories: readonly NameCount[];
  readonly owners: readonly NameCount[];
  readonly unmapped: readonly string[];
  readonly pairs: number;
  readonly reps: RepsReport | null;
  readonly bookings: BookingsReport | null;
  readonly territoryFile: TerritoryFileReport | null;
  readonly milliseconds: number;
}

export interface NewPlanSpec {
  readonly planId: PlanId;
  readonly tenant: TenantId;
  readonly name: string;
  readonly cycle: PlanCycle;
  readonly importedAt: IsoTime;
  readonly by: ActorId;
  /** Territories with free centres; null: as roster, territory or owner column say. */
  readonly freeTerritories: number | null;
}

export interface PlanMade {
  readonly planId: PlanId;
  readonly accounts: number;
  readonly territories: number;
  readonly origin: TerritoryOrigin;
  readonly vacant: readonly string[];
  readonly idle: readonly string[];
}

/** The edit an update came in with; null where it changed nothing. */
export interface BroughtBy {
  readonly at: IsoTime;
  readonly by: ActorId;
  readonly seq: number | null;
}

/** What an import would change in the accounts of a plan. */
export interface UpdatePreview {
  readonly added: UpdateList;
  readonly changed: UpdateList;
  /** No longer in the file; those a lock holds stay in planning. */
  readonly gone: UpdateList;
  readonly held: number;
  /** Were closed, and are in the file again. */
  readonly back: UpdateList;
  readonly same: number;
}

/** What the page needs to commit an update of a plan. */
export interface PlanUpdate {
  readonly command: Omit<UpdateAccounts, 'gone'>;
  /** The roster of the import; null where it brought none. */
  readonly reps: readonly Rep[] | null;
  /** The territories of the import; null where it brought none. */
  readonly territories: ImportTerritories | null;
}

export interface UpdateList {
  readonly total: number;
  /** The first of them. */
  readonly first: readonly { readonly id: string; readonly name: string; readonly what: string }[];
}
