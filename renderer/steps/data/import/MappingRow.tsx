import type { ColumnChoice } from '../../../../domain/intake/mapping.ts';
import { chooseField, chooseReading } from '../../../../domain/intake/mapping.ts';
import type { ColumnSample } from '../../../intake/intake-api.ts';
import { Status } from '../../../ui/Status.tsx';
import { setMapping } from '../import-store.ts';
import type { ReadyFile } from '../model/import-file.ts';
import { certaintyOf, fieldChoices, NOT_STORED, readingFrom, readingOf } from '../model/mapping-view.ts';
import { Pick } from '../parts/Pick.tsx';

export function MappingRow(props: {
  readonly file: ReadyFile;
  readonly choice: ColumnChoice;
  readonly sample: ColumnSample;
  readonly rows: number;
}) {
  const { file, choice, sample, rows } = props;
  const { mapping } = file.state;
  const certainty = certaintyOf(choice);
  const reading = readingOf(mapping.family, choice, sample);
  const empty = rows - sample.filled;
  return (
    <tr data-stored={choice.field !== null}>
      <th scope="row">
        <span className="truncate" title={choice.header}>
          {choice.header}
        </span>
        {empty === 0 ? null : (
          <span className="muted">
            {empty === rows ? 'empty' : `${Math.round((empty / rows) * 100) || '<1'}% empty`}
          </span>
        )}
      </th>
      <td className="mapping-samples">
        <div>
          {sample.samples.map((text) => (
            <code key={text}>{text}</code>
          ))}
        </div>
      </td>
      <td>
        <Pick
          label={`Field of ${choice.header}`}
          hideLabel
          value={choice.field ?? NOT_STORED}
          choices={fieldChoices(mapping, choice)}
          onChange={(field) =>
            setMapping(file.id, chooseField(mapping, choice.column, field === NOT_STORED ? null : field))
          }
        />
        <div className="mapping-why">
          {certainty.kind === 'none' ? null : <Status kind={certainty.kind}>{certainty.words}</Status>}
          <span className="muted">{choice.why}</span>
        </div>
      </td>
      <td>
        {reading === null ? null : (
          <>
            <Pick
              label={`How ${choice.header} is written`}
              hideLabel
              value={reading.value}
              choices={reading.choices}
              onChange={(value) =>
                setMapping(file.id, chooseReading(mapping, choice.column, readingFrom(reading, value)))
              }
            />
            {reading.doubt === null ? null : (
              <div className="mapping-why">
                <Status kind="warn">{reading.doubt}</Status>
              </div>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
