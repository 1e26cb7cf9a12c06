import { useEffect, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useSession } from '../../session/session.ts';
import './data-step.css';
import { PlanData } from './health/PlanData.tsx';
import { ImportScreen } from './import/ImportScreen.tsx';
import { bringFiles, bringPaste, useImport } from './import-store.ts';
import { looksLikeTable } from './model/import-file.ts';

/** Brings data in, and shows how sound the data of the open plan is. Files may be dropped anywhere on it. */
export function DataStep() {
  const importing = useImport((state) => state.open);
  const hasPlan = useSession((state) => state.open !== null);
  const { over, handlers } = useDrop();
  usePaste();
  return (
    <div className="data-step" data-dropping={over || undefined} {...handlers}>
      {importing || !hasPlan ? <ImportScreen canLeave={hasPlan} /> : <PlanData />}
      {over ? (
        <div className="data-drop-veil" aria-hidden="true">
          <p>Drop to read</p>
        </div>
      ) : null}
    </div>
  );
}

function useDrop() {
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current++;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    },
    onDragLeave: () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      bringFiles(event.dataTransfer.files);
    },
  };
  return { over, handlers };
}

/** A paste outside a field is data; files copied in the file manager come the same way. */
function usePaste(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, [contenteditable="true"]') !== null && target !== null) return;
      const files = event.clipboardData?.files;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (looksLikeTable(text)) bringPaste(text);
      else if (files !== undefined && files.length > 0) bringFiles(files);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
