import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import type { DocumentKind, SignedDocument } from '../../domain/governance/documents.ts';
import { DOCUMENT_NAMES, documentWords } from '../../domain/governance/documents.ts';
import { postRefusal } from '../session/notices.ts';
import { database, now } from '../session/session.ts';
import type { Evidence } from '../storage/evidence-store.ts';
import { EvidenceStore } from '../storage/evidence-store.ts';
import { Button } from '../ui/Button.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';
import { Status } from '../ui/Status.tsx';

export type Papers = Readonly<Partial<Record<DocumentKind, Evidence>>>;

export const signedPapers = (asked: readonly DocumentKind[], papers: Papers): readonly SignedDocument[] =>
  asked.flatMap((kind) => {
    const file = papers[kind];
    return file === undefined ? [] : [{ kind, sha256: file.sha256 }];
  });

/** The papers a policy asks an approver to sign with her decision (ledger APR-13): each a file, signed by its digest. */
export function PaperPicker(props: {
  readonly asked: readonly DocumentKind[];
  readonly papers: Papers;
  readonly onChange: (papers: Papers) => void;
  /** Whether files can be kept here. */
  readonly takesFiles: boolean;
}) {
  const { asked, papers, onChange, takesFiles } = props;
  const missing = asked.filter((kind) => papers[kind] === undefined);
  if (!takesFiles)
    return (
      <Status prose kind="info">
        The policy asks for {documentWords(asked)}, signed with the approval. Files are kept in Bailiwick on a
        laptop: sign there.
      </Status>
    );
  return (
    <section className="papers" aria-label="Papers to sign">
      <p className="muted">
        The policy asks you to sign {documentWords(asked)} with your approval.
        {missing.length === 0 ? '' : ` Without ${documentWords(missing)} it will not count for that.`}
      </p>
      {asked.map((kind) => (
        <Paper
          key={kind}
          kind={kind}
          file={papers[kind]}
          onFile={(file) => onChange({ ...papers, [kind]: file })}
        />
      ))}
    </section>
  );
}

function Paper(props: {
  readonly kind: DocumentKind;
  readonly file: Evidence | undefined;
  readonly onFile: (file: Evidence) => void;
}) {
  const { kind, file, onFile } = props;
  const input = useRef<HTMLInputElement>(null);
  const name = DOCUMENT_NAMES[kind];
  const take = async (picked: File | undefined): Promise<void> => {
    if (picked === undefined) return;
    const bytes = new Uint8Array(await picked.arrayBuffer());
    const kept = await new EvidenceStore(database()).keep(picked.name, bytes, now());
    if (kept.ok) onFile(kept.value);
    else postRefusal(`${picked.name} was not attached`, kept.errors);
  };
  return (
    <div className="paper">
      <FilePicker ref={input} label={name} accept="*/*" onFiles={([picked]) => void take(picked)} />
      <Button kind="quiet" icon={<Paperclip aria-hidden="true" />} onPress={() => input.current?.click()}>
        {file === undefined ? `Attach the ${name.toLowerCase()}` : `${name}: ${file.name}`}
      </Button>
      {file === undefined ? null : <code>{file.sha256.slice(0, 8)}</code>}
    </div>
  );
}
