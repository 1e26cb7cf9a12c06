import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { FilePicker } from '../../../ui/FilePicker.tsx';

/** Files by drop or by the picker, for people with and without a mouse. */
export function FileDrop(props: {
  readonly label: string;
  readonly hint: string;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      className="file-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        props.onFiles([...event.dataTransfer.files]);
      }}
    >
      <FilePicker
        ref={input}
        label={props.label}
        accept=".csv,.tsv,.xlsx,.json,.txt,text/csv,application/json,text/plain"
        multiple
        onFiles={props.onFiles}
      />
      <Button icon={<Upload aria-hidden="true" />} onPress={() => input.current?.click()}>
        {props.label}
      </Button>
      <p className="muted">{props.hint}</p>
    </div>
  );
}
