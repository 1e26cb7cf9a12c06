import { totalOf } from './accumulators.ts';
import type { Measure } from './measure.ts';
import { liveSums, perTerritory } from './territories.ts';
import { counted } from './wording.ts';

/** Strategic accounts that left their baseline territory without an exception. */
export const strategicMoves: Measure = {
  id: 'DIS-04',
  key: 'strategicMoved',
  label: 'Strategic accounts moved',
  unit: 'accounts',
  better: 'lower',
  compute: (context) => {
    const { plan, accumulators } = context;
    const moved = totalOf(accumulators, 'strategicMoved');
    const excepted = totalOf(accumulators, 'strategicExcepted');
    const value = moved - excepted;
    const frozen = plan.policy.disruption.freezeStrategic;
    const byException =
      excepted === 0 ? '' : ` ${counted(excepted, 'more moves', 'more move')} by exception.`;
    return {
      value,
      target: frozen ? 0 : null,
      status: value === 0 ? 'pass' : frozen ? 'fail' : 'none',
      explanation: `${counted(value, 'strategic account leaves', 'strategic accounts leave')} the territory it began the cycle in${frozen ? ' without an exception; none may' : ''}.${byException}`,
      perTerritory: perTerritory(context, liveSums(context, 'strategicMoved')),
    };
  },
};
