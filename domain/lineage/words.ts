/** Where a value came from, as a person says it (ledger AUD-08). */
import type { FromFile } from './trace.ts';

const LINES_NAMED = 8;

/** "accounts.csv, sheet Sites, line 17, column “Beds”" */
export function placeWords({ file, place, header, lines }: FromFile): string {
  const sheet = file.sheet === null ? [] : [`sheet ${file.sheet}`];
  const line = place === null ? [] : [`line ${place.line}`];
  const column = header === null ? [] : [`column “${header}”`];
  return [file.name, ...sheet, ...line, ...bookingWords(lines), ...column].join(', ');
}

function bookingWords(lines: readonly number[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > LINES_NAMED ? ` and ${lines.length - LINES_NAMED} more` : '';
  const named = lines.slice(0, LINES_NAMED).join(', ');
  return [`${lines.length === 1 ? 'line' : 'lines'} ${named}${more}`];
}

/** What was done to it on the way in; null where it is simply what stood there. */
export function readingWords({ reading, written, file }: FromFile): string | null {
  switch (reading) {
    case 'as-it-stands':
      return null;
    case 'normalised':
      return written === null ? 'The cell was empty.' : `It was written “${written}”.`;
    case 'placed':
      return 'Placed by its address: no coordinates stood there.';
    case 'bookings':
      return 'Worked out from its bookings.';
    case 'assumed':
      return `${file.name} does not say; it was worked out or assumed.`;
  }
}
