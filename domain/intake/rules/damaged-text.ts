import type { TextField } from '../../plan/account-table.ts';
import { textAt } from '../../plan/account-table.ts';
import { fieldTitle } from '../fields.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

const FIELDS: readonly TextField[] = ['accountId', 'name', 'street', 'city', 'ownerName', 'territoryName'];
/** UTF-8 read as Windows-1252 (`MÃ¼nchen`), characters nobody could decode, and control characters. */
const DAMAGED =
  /\u{fffd}|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u; // eslint-disable-line no-control-regex -- they are what is looked for

export const damagedText: Rule = {
  id: 'damaged-text',
  title: 'Damaged characters',
  severity: 'warning',
  check(context) {
    return FIELDS.flatMap((field) => {
      const damaged = new Set<number>();
      context.accounts.text[field].pool.forEach((text, code) => {
        if (DAMAGED.test(text)) damaged.add(code);
      });
      if (damaged.size === 0) return [];
      const { codes } = context.accounts.text[field];
      return [...context.rows]
        .filter((row) => damaged.has(codes[row] ?? -1))
        .map((row) =>
          findingOf(this, context, {
            rows: [row],
            field,
            value: textAt(context.accounts, field, row),
            message: `${fieldTitle(field)} has characters that were damaged on the way (an encoding was taken for another). It will not match the same name elsewhere. Export the file again as UTF-8.`,
          }),
        );
    });
  },
};
