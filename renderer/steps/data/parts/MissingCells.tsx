import { fieldTitle } from '../model/field-words.ts';

/** Cells without a value, field by field, and what the ones said that said something (`-999`, `NOT AVAILABLE`). */
export function MissingCells(props: {
  readonly missing: Readonly<Record<string, number>>;
  readonly sentinels: Readonly<Record<string, Readonly<Record<string, number>>>>;
}) {
  const fields = Object.entries(props.missing)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  return (
    <section className="data-card" aria-label="Missing values">
      <header>
        <h2>Missing values</h2>
      </header>
      {fields.length === 0 ? (
        <p className="muted">Every cell of the stored columns has a value.</p>
      ) : (
        <table className="changes">
          <tbody>
            {fields.map(([field, count]) => (
              <tr key={field}>
                <th scope="row">{fieldTitle(field)}</th>
                <td className="number">{count.toLocaleString('en-US')}</td>
                <td className="muted">{sentinelWords(props.sentinels[field])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function sentinelWords(said: Readonly<Record<string, number>> | undefined): string {
  if (said === undefined) return '';
  return Object.entries(said)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([text, count]) => `${count.toLocaleString('en-US')} say “${text}”`)
    .join(', ');
}
