import type { StepResult, Verification, VerificationStep } from '../../../domain/bundle/verification.ts';
import { VERIFICATION_STEPS } from '../../../domain/bundle/verification.ts';
import type { StatusKind } from '../../ui/Status.tsx';
import { Status } from '../../ui/Status.tsx';

const WORDS: Readonly<Record<VerificationStep, string>> = {
  structure: 'The file is a bundle and nothing else is hidden in it',
  manifest: 'No byte of it was changed',
  envelopes: 'The signatures are well formed',
  keys: 'Every signer’s key is trusted here',
  signatures: 'Every signature is genuine',
  subject: 'They signed this very version',
  'four-eyes': 'Maker and approver are two people, in the roles they claim',
  receipt: 'The central store’s receipt holds',
  agreement: 'Tables, workbook and report agree with the plan',
};

/** Each step with its result, in the order it was checked; after the first failure nothing more was. */
export function VerificationSteps(props: {
  readonly verification: Verification;
  /** Shown by the store itself, which has it: whether a store received it is no question then. */
  readonly inStore: boolean;
}) {
  const { steps, ok, receipts } = props.verification;
  const done = new Map(steps.map((step) => [step.step, step]));
  const asked = VERIFICATION_STEPS.filter(
    (id) => id !== 'receipt' || !props.inStore || receipts.length > 0 || done.get(id)?.ok === false,
  );
  return (
    <section>
      <h3>{ok ? 'Genuine' : 'Not proven genuine'}</h3>
      <ol className="verification-steps">
        {asked.map((id) => {
          const step = done.get(id);
          return (
            <li key={id}>
              <Status prose kind={kindOf(step, receipts.length)}>
                {step === undefined ? (
                  <span className="muted">{WORDS[id]} (not checked)</span>
                ) : step.ok ? (
                  id === 'receipt' ? (
                    step.message
                  ) : (
                    WORDS[id]
                  )
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

/** A version no store has received yet is as genuine as one that a store has: nothing to be warned of. */
const kindOf = (step: StepResult | undefined, receipts: number): StatusKind => {
  if (step === undefined) return 'none';
  if (!step.ok) return 'bad';
  return step.step === 'receipt' && receipts === 0 ? 'none' : 'good';
};

/** What a failure means and what to do, where its own words speak of files and key ids; those stay at hand. */
const MEANING: Readonly<Record<string, string>> = {
  KEY_UNKNOWN:
    'It was signed with a key this laptop does not know, so nobody here can say whose it is. That alone does not mean anything was changed. Ask the signer for a keyring by another way, add it under Trusted keys, and compare the root fingerprint.',
  RECEIPT_STORE_UNKNOWN:
    'It carries the receipt of a central store this laptop does not know. That alone does not mean anything was changed. Ask the signer for her newest keyring, which names the store, and add it under Trusted keys.',
  RECEIPT_FORKED:
    'The store showed this laptop another log than the one this receipt comes from. One of the two is not the whole truth. Write nothing back from it, and tell whoever runs the store.',
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
