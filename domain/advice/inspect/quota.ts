import { quotaRisks } from '../../quotas/quota-risks.ts';
import type { Inspector } from '../problem.ts';
import { NO_ROWS } from '../problem.ts';

/** Quotas out of line with what the territory can carry (QUO-02). */
export const inspectQuota: Inspector = ({ plan, accumulators, quotas }) =>
  quotas === null
    ? []
    : quotaRisks(plan, quotas, accumulators).map((risk) => ({
        id: `QUOTA_AT_RISK ${risk.code} ${risk.territory}`,
        code: 'QUOTA_AT_RISK',
        severity: risk.severity,
        rows: NO_ROWS,
        territory: risk.territory,
        message: risk.message,
        fix:
          risk.code === 'OVERRIDE_FAR'
            ? () => ({
                label: 'Let the split decide again',
                command: { type: 'clearQuotaOverride', territory: risk.territory },
              })
            : null,
      }));
