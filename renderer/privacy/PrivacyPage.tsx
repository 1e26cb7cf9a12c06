import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import { closeOverlay } from '../app/overlays.ts';
import { Overlay } from '../app/Overlay.tsx';
import { IconButton } from '../ui/Button.tsx';
import './privacy.css';

const PrivacyTabs = lazy(async () => ({ default: (await import('./PrivacyTabs.tsx')).PrivacyTabs }));

export function PrivacyPage() {
  return (
    <Overlay name="privacy" className="privacy-frame">
      <Dialog className="privacy">
        <header className="privacy-head">
          <Heading slot="title">Privacy</Heading>
          <IconButton label="Close" keys="Esc" icon={<X />} onPress={closeOverlay} />
        </header>
        <Suspense fallback={<p className="muted privacy-body">Opening …</p>}>
          <PrivacyTabs />
        </Suspense>
      </Dialog>
    </Overlay>
  );
}
