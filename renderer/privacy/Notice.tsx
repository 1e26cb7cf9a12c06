import { Download } from 'lucide-react';
import { PERSONAL_FIELD_PURPOSES } from '../../domain/privacy/field-purposes.ts';
import { save } from '../host/save-file.ts';
import { Button } from '../ui/Button.tsx';
import { notice } from './privacy.ts';

/** What people are told about scoring, true for the policy of the open plan. */
export function Notice() {
  const words = notice();
  return (
    <div className="privacy-body privacy-notice">
      {words.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <section>
        <h3>Fields about people, and what each is for</h3>
        <ul>
          {Object.entries(PERSONAL_FIELD_PURPOSES).map(([field, why]) => (
            <li key={field}>
              <code>{field}</code>: {why}
            </li>
          ))}
        </ul>
        <p className="muted">
          Columns of a file that match no field are never stored. Columns that look like patient data are
          emptied when the file is read.
        </p>
      </section>
      <div className="privacy-buttons">
        <Button
          icon={<Download aria-hidden="true" />}
          onPress={() =>
            void save('scoring-notice.txt', new TextEncoder().encode(`${words.join('\n\n')}\n`), 'text/plain')
          }
        >
          Save the notice
        </Button>
      </div>
    </div>
  );
}
