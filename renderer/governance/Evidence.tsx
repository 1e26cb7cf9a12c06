import { Paperclip, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { SignedDocument } from '../../domain/governance/documents.ts';
import { DOCUMENT_NAMES } from '../../domain/governance/documents.ts';
import type { CodedError } from '../../domain/result.ts';
import { postRefusal } from '../session/notices.ts';
import { database, now } from '../session/session.ts';
import type { Evidence } from '../storage/evidence-store.ts';
import { EvidenceStore } from '../storage/evidence-store.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';
import { exportFile } from './export-file.ts';

/** Files a person looked at; her signature names each by its digest, the bytes stay on this laptop. */
export function EvidencePicker(props: {
  readonly files: readonly Evidence[];
  readonly onChange: (files: readonly Evidence[]) => void;
}) {
  const { files, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const add = async (picked: readonly File[]): Promise<void> => {
    const store = new EvidenceStore(database());
    const kept: Evidence[] = [];
    for (const file of picked) {
      const done = await store.keep(file.name, new Uint8Array(await file.arrayBuffer()), now());
      if (done.ok) kept.push(done.value);
      else postRefusal(`${file.name} was not attached`, done.errors);
    }
    onChange([...new Map([...files, ...kept].map((one) => [one.sha256, one])).values()]);
  };
  return (
    <div className="evidence">
      <FilePicker
        ref={input}
        label="Files you looked at"
        accept="*/*"
        multiple
        onFiles={(picked) => void add(picked)}
      />
      {files.map((file) => (
        <p key={file.sha256}>
          {file.name} <code>{file.sha256.slice(0, 8)}</code>
          <IconButton
            label={`Take ${file.name} away`}
            icon={<X />}
            onPress={() => onChange(files.filter((one) => one !== file))}
          />
        </p>
      ))}
      <Button kind="quiet" icon={<Paperclip aria-hidden="true" />} onPress={() => input.current?.click()}>
        Attach evidence
      </Button>
    </div>
  );
}

type Found = { readonly file: Evidence | null } | { readonly errors: readonly CodedError[] };

/** Evidence a signature names: its file where it is at hand, otherwise the digest to ask the signer for. */
export function EvidenceOf(props: {
  readonly digests: readonly Sha256Hex[];
  /** Which of them is which paper. */
  readonly documents?: readonly SignedDocument[];
}) {
  const { digests, documents = [] } = props;
  const nameOf = (digest: Sha256Hex): string | null => {
    const paper = documents.find(({ sha256 }) => sha256 === digest);
    return paper === undefined ? null : DOCUMENT_NAMES[paper.kind];
  };
  return (
    <ul className="evidence">
      {digests.map((digest) => (
        <OneFile key={digest} digest={digest} paper={nameOf(digest)} />
      ))}
    </ul>
  );
}

function OneFile({ digest, paper }: { readonly digest: Sha256Hex; readonly paper: string | null }) {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let current = true;
    void new EvidenceStore(database()).read(digest).then((read) => {
      if (current) setFound(read.ok ? { file: read.value } : { errors: read.errors });
    });
    return () => {
      current = false;
    };
  }, [digest]);
  const short = (
    <>
      <code title={digest}>{digest.slice(0, 8)}</code>
      {paper === null ? null : ` (${paper})`}
    </>
  );
  if (found === null) return <li>{short}</li>;
  if ('errors' in found) return <li>{found.errors[0]?.message}</li>;
  const { file } = found;
  if (file === null) return <li className="muted">A file {short} that is not on this laptop</li>;
  return (
    <li>
      <Button
        kind="quiet"
        icon={<Paperclip aria-hidden="true" />}
        onPress={() =>
          void exportFile({
            name: file.name,
            bytes: file.bytes,
            type: 'application/octet-stream',
            label: 'Save a file of evidence',
            object: `evidence:${digest}`,
          })
        }
      >
        {file.name}
      </Button>{' '}
      {short}
    </li>
  );
}
