import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { workstation } from './workstation-client.ts';

/** Whether a plan of that workspace may come into this window’s client. Code: OTHER_CLIENT. */
export async function mayTakePlan(tenant: string): Promise<Result<true>> {
  const asked = await workstation().mayTakePlan({ tenant });
  // A page without its host has no clients to keep apart.
  return asked.ok || asked.errors[0]?.code === 'OTHER_CLIENT' ? asked : ok(true);
}
