/** The Territory2Model written to, and which Territory2 of it each territory of the plan is. */
import { runsAsFormula } from './unsafe-text.ts';
import { foldName } from '../geo/fold-name.ts';
import type { Territory } from '../plan/territory.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Place } from './alignment.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Conflict, ConflictCode, Item } from './change.ts';
import { insertOf, NO_CHANGES } from './change.ts';
import type { TargetOptions } from './options.ts';
import { onlyOne } from './options.ts';
import type { Snapshot, TargetRecord } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';

export type ModelCode = 'MODEL_UNKNOWN' | 'MODEL_ARCHIVED';

export interface SalesforceTerritories {
  readonly changes: Changes;
  readonly placeOf: (territory: number) => Place;
  /** Every Territory2 of the model, planned or not: id to name. */
  readonly inModel: ReadonlyMap<string, string>;
}

/** Codes: MODEL_UNKNOWN, MODEL_ARCHIVED. */
export function modelOf(
  snapshot: Snapshot,
  options: TargetOptions,
): Result<TargetRecord, CodedError<ModelCode>> {
  const models = recordsOf(snapshot, 'Territory2Model');
  const named = models.filter((one) => one.fields['DeveloperName'] === options.model);
  const inState = (state: string) => models.filter((one) => one.fields['State'] === state);
  const candidates =
    options.model !== undefined
      ? named
      : inState('Planning').length > 0
        ? inState('Planning')
        : inState('Active');
  const [model] = candidates;
  if (model === undefined || candidates.length > 1) {
    const names = models.map((one) => `${one.fields['DeveloperName']} (${one.fields['State']})`).join(', ');
    return refuse(
      codedError(
        'MODEL_UNKNOWN',
        `Say which territory model to write to. The export has: ${names || 'none'}.`,
      ),
    );
  }
  const { DeveloperName: name = '', State: state = '' } = model.fields;
  if (state === 'Planning' || state === 'Active') return ok(model);
  return refuse(
    codedError('MODEL_ARCHIVED', `Territory model ${name} is ${state}. Name one in Planning or Active.`),
  );
}

export function territoriesOf(
  version: ApprovedVersion,
  snapshot: Snapshot,
  model: TargetRecord,
  options: TargetOptions,
): SalesforceTerritories {
  const records = recordsOf(snapshot, 'Territory2').filter(
    (one) => one.fields['Territory2ModelId'] === model.id,
  );
  const items: Item[] = [];
  const conflicts: Conflict[] = [];
  const type = options.territoryType ?? onlyOne(records.map((one) => one.fields['Territory2TypeId'] ?? ''));
  const inUse = neededTerritories(version);
  const names = developerNames(version.plan.territories);
  const places = version.plan.territories.map((territory, index): Place => {
    const found = matching(territory, names[index] ?? '', records);
    const [one] = found;
    if (found.length === 1 && one !== undefined) return { kind: 'value', value: one.id };
    if (found.length > 1)
      return no(
        'TERRITORY_AMBIGUOUS',
        `${found.length} territories of the model are called ${territory.name}.`,
      );
    if (!inUse.has(index))
      return no('TERRITORY_AMBIGUOUS', `${territory.name} is not in the territory model.`);
    const fault = creationFault(territory, model, type);
    const group = `territory ${territory.territoryId}`;
    if (fault !== null) {
      conflicts.push({
        ...fault,
        object: 'Territory2',
        group,
        subject: territory.name,
        current: null,
        expected: null,
        wanted: territory.name,
      });
      return no(fault.code, fault.message);
    }
    items.push(
      insertOf('Territory2', group, territory.name, {
        DeveloperName: names[index] ?? '',
        Name: territory.name,
        Territory2ModelId: model.id,
        Territory2TypeId: type ?? '',
      }),
    );
    return {
      kind: 'waiting',
      message: `${territory.name} is made first. Export Territory2 again afterwards.`,
    };
  });
  return {
    changes: { ...NO_CHANGES, items, conflicts },
    placeOf: (territory) => places[territory] ?? no('TERRITORY_AMBIGUOUS', 'There is no such territory.'),
    inModel: new Map(
      records.map((one) => [one.id, one.fields['Name'] ?? one.fields['DeveloperName'] ?? one.id]),
    ),
  };
}

const no = (code: ConflictCode, message: string): Place => ({ kind: 'conflict', code, message });

/** Territories somebody would stand in: live ones and those that still hold accounts. */
function neededTerritories({ plan }: ApprovedVersion): ReadonlySet<number> {
  const live = plan.territories.flatMap((territory, index) => (territory.retired ? [] : [index]));
  return new Set([...live, ...plan.assignment]);
}

function creationFault(
  territory: Territory,
  model: TargetRecord,
  type: string | null,
): { code: ConflictCode; message: string } | null {
  if (model.fields['State'] !== 'Planning') {
    const message = `${territory.name} is new, and model ${model.fields['DeveloperName']} is ${model.fields['State']}: territories are made in a model in Planning.`;
    return { code: 'MODEL_NOT_PLANNING', message };
  }
  if (type === null) {
    return {
      code: 'MODEL_NOT_PLANNING',
      message: `${territory.name} is new: say which Territory2TypeId it has.`,
    };
  }
  return runsAsFormula(territory.name)
    ? { code: 'FORMULA_TEXT', message: `${territory.name} begins like a formula. Rename the territory.` }
    : null;
}

function matching(
  territory: Territory,
  name: string,
  records: readonly TargetRecord[],
): readonly TargetRecord[] {
  const exact = records.filter(
    (one) => one.fields['DeveloperName'] === name || one.id === territory.territoryId,
  );
  if (exact.length > 0) return exact;
  const folded = foldName(territory.name);
  return records.filter((one) => foldName(one.fields['Name'] ?? '') === folded && folded !== '');
}

/**
 * API names made of the plan's territory ids: letters, digits, single underscores, at most 80 characters, a letter
 * first; two ids that would share one are numbered.
 */
export function developerNames(territories: readonly Territory[]): readonly string[] {
  const used = new Set<string>();
  return territories.map(({ territoryId }) => {
    const words = territoryId.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
    const base = (/^[A-Za-z]/.test(words) ? words : `T_${words}`).slice(0, 76).replace(/_$/, '');
    let name = base;
    for (let k = 2; used.has(name.toLowerCase()); k++) name = `${base}_${k}`;
    used.add(name.toLowerCase());
    return name;
  });
}
