/** The last step: every file of the bundle says what plan.json says, proven by making it again. */
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import { planOfDocument } from '../../domain/bundle/open-document.ts';
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { RENDERING_VERSION } from '../../domain/bundle/plan-document.ts';
import { recordsOfPlan } from '../../domain/bundle/records-of-plan.ts';
import { readAudit } from '../../domain/governance/audit.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { outlinesIn } from '../report/map-svg.ts';
import type { Bag } from './bag.ts';
import { sameBytes, textOrNull } from './bytes.ts';
import { sha256OfText } from './digest.ts';
import type { RenderedFile } from './render.ts';
import { renderings } from './render.ts';

/** Codes: AGREEMENT_RENDERING, AGREEMENT_QUOTAS, AGREEMENT_MEASURES, AGREEMENT_FILE, AGREEMENT_AUDIT, AUDIT_FORM, AUDIT_CHAIN_BROKEN. */
export function checkAgreement(bag: Bag, document: PlanDocument): Result<true> {
  if (document.rendering < 1 || document.rendering > RENDERING_VERSION) {
    const message = `The files were written by rendering ${document.rendering}; this Bailiwick knows those up to ${RENDERING_VERSION}. Update Bailiwick to compare them.`;
    return refuse(codedError('AGREEMENT_RENDERING', message));
  }
  const plan = planOfDocument(document);
  const records = checkRecords(plan, document);
  if (!records.ok) return records;
  const audit = checkAudit(bag, document);
  if (!audit.ok) return audit;
  const outlines = outlinesIn(textOrNull(bag.get('data/report.html') ?? new Uint8Array()) ?? '') ?? '';
  const files = Object.entries(renderings(plan, document, outlines));
  for (const [name, render] of files as [RenderedFile, () => Uint8Array][]) {
    const made = render();
    const given = bag.get(name) ?? new Uint8Array();
    if (!sameBytes(made, given)) return refuse(difference(name, made, given));
  }
  return ok(true);
}

/** Quotas and measures are what this plan comes to, not what somebody wrote down. */
function checkRecords(plan: Plan, document: PlanDocument): Result<true> {
  const { quotaLines, measures } = recordsOfPlan(plan);
  const same = (made: unknown, given: unknown): boolean =>
    canonicalJson(made as Json) === canonicalJson(given as Json);
  if (!same(quotaLines, document.quota.lines)) {
    return refuse(
      codedError('AGREEMENT_QUOTAS', 'The quotas in plan.json are not those its target and split give.'),
    );
  }
  if (same(measures, document.measures)) return ok(true);
  const wrong = measures.find((measure, i) => !same(measure, document.measures[i]));
  const message = `The measures in plan.json are not those of the plan: ${wrong?.name ?? 'one'} comes out otherwise.`;
  return refuse(codedError('AGREEMENT_MEASURES', message));
}

function difference(name: RenderedFile, made: Uint8Array, given: Uint8Array) {
  const lines = (bytes: Uint8Array): string[] => (textOrNull(bytes) ?? '').split('\n');
  const [right, found] = [lines(made), lines(given)];
  const at = right.findIndex((line, i) => line !== found[i]);
  const where = name.endsWith('.xlsx') || at < 0 ? '' : ` from line ${at + 1} on`;
  return codedError('AGREEMENT_FILE', `${name} does not say what plan.json says${where}.`, { file: name });
}

function checkAudit(bag: Bag, document: PlanDocument): Result<true> {
  const content = textOrNull(bag.get('data/audit.jsonl') ?? new Uint8Array());
  if (content === null) return refuse(codedError('AUDIT_FORM', 'data/audit.jsonl is not UTF-8 text.'));
  const lines = content.split('\n');
  if (lines.pop() !== '')
    return refuse(codedError('AUDIT_FORM', 'data/audit.jsonl does not end its last line.'));
  const audit = readAudit(lines, sha256OfText);
  if (!audit.ok) return audit;
  const { entries, head } = document.audit;
  if (entries === audit.value.events.length && head === audit.value.head) return ok(true);
  return refuse(codedError('AGREEMENT_AUDIT', 'data/audit.jsonl is not the trail plan.json names.'));
}
