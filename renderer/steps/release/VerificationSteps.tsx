import type { StepResult, Verification, VerificationStep } from '../../../domain/bundle/verification.ts';
import { VERIFICATION_STEPS } from '../../../domain/bundle/verification.ts';
import { Status } from '../../ui/Status.tsx';

const WORDS: Readonly<Record<VerificationStep, string>> = {
  structure: 'The file is a bundle and nothing else is hidden in it',
  manifest: 'No byte of it was changed',
  envelopes: 'The signatures are well formed',
  keys: 'Every signer’s key is trusted here',
  signatures: 'Every signature is genuine',
  subject: 'They signed this very version',
  'four-eyes': 'Maker and approver are two people, in the roles they claim',
  receipt: 'The central store’s receipt, if there is one',
  agreement: 'Tables, workbook and report agree with the plan',
};

/** Each step with its result, in the order it was checked; after the first failure nothing more was. */
export function VerificationSteps({ verification }: { readonly verification: Verification }) {
  const { steps, ok } = verification;
  const done = new Map(steps.map((step) => [step.step, step]));
  return (
    <section>
      <h3>{ok ? 'Genuine' : 'Not proven genuine'}</h3>
      <ol className="verification-steps">
        {VERIFICATION_STEPS.map((id) => {
          const step = done.get(id);
          return (
            <li key={id}>
              <Status prose kind={step === undefined ? 'none' : step.ok ? 'good' : 'bad'}>
                {step === undefined ? (
                  <span className="muted">{WORDS[id]} (not checked)</span>
                ) : step.ok ? (
                  WORDS[id]
                ) : (
                  `Failed: ${WORDS[id].charAt(0).toLowerCase()}${WORDS[id].slice(1)}`
                )}
              </Status>
              {step === undefined || step.ok ? null : <Why step={step} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What a failure means and what to do, where its own words speak of files and key ids; those stay at hand. */
const MEANING: Readonly<Record<string, string>> = {
  KEY_UNKNOWN:
    'It was signed with a key this laptop does not know, so nobody here can say whose it is. That alone does not mean anything was changed. Ask the signer for a keyring by another way, add it under Trusted keys, and compare the root fingerprint.',
};

function Why({ step }: { readonly step: StepResult }) {
  const meaning = MEANING[step.code ?? ''];
  const own = (
    <>
      {step.message} <code>{step.code}</code>
    </>
  );
  if (meaning === undefined) return <p className="verification-why">{own}</p>;
  return (
    <div className="verification-why">
      <p>{meaning}</p>
      <details className="muted">
        <summary>For whoever looks into it</summary>
        {own}
      </details>
    </div>
  );
}
