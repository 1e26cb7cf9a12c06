/** HubSpot batch request bodies for goal_targets: `POST /crm/v3/objects/goal_targets/batch/{create|update|archive}`. */
import type { Item } from '../../domain/writeback/change.ts';
import { writtenFields } from '../../domain/writeback/jobs.ts';

/** Inputs one request takes. */
export const HUBSPOT_BATCH = 100;

export function hubspotRequests(items: readonly Item[]): string {
  const inputs = items.map((item) => {
    if (item.operation === 'delete') return { id: item.id };
    const properties = writtenFields(item);
    return item.operation === 'insert' ? { associations: [], properties } : { id: item.id, properties };
  });
  return `${JSON.stringify({ inputs }, null, 1)}\n`;
}
