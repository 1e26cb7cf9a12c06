/** VERIFY.md: what an auditor pastes into a shell to check the bundle without Bailiwick. A test pastes it for real. */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';

/** Names are people's texts: they must not become markup, and they stand in no command. */
const plainText = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, (char) => `\\${char}`);

export function verifyMarkdown(document: PlanDocument): string {
  const { maker, policy } = document;
  return `# How to verify this plan without Bailiwick

- Plan: ${plainText(document.name)}, ${plainText(document.cycle.name)}
- Submitted by: ${plainText(maker.name)}, as ${maker.role}
- Her key id: ${maker.keyId}
- Policy: ${plainText(policy.content.name)}, version ${policy.version}, sha256 ${policy.sha256}

You need GNU coreutils and OpenSSL 3. Unpack the bundle (\`unzip plan.zip -d plan\`), open a shell in the folder that
holds \`bagit.txt\`, and paste.

## 1. No file was changed

\`\`\`sh
sha256sum -c manifest-sha256.txt
\`\`\`

Every line must end in OK.

## 2. Which version this is

\`\`\`sh
sha256sum manifest-sha256.txt
\`\`\`

This digest is the version id. Two bundles with the same version id hold the same plan.

## 3. Who submitted it

Get the maker's public key from her, or from whoever keeps the keys, and save it as \`maker.pem\`. Never take it from
the bundle: a key inside a bundle proves nothing. (She prints it with \`bailiwick keys export --pem\`.)

\`\`\`sh
check() {
  cut -d'"' -f4 "$1" | base64 -d > payload
  cut -d'"' -f18 "$1" | base64 -d > sig
  printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(($(wc -c < payload))) | cat - payload > pae
  openssl pkeyutl -verify -pubin -inkey "$2" -rawin -in pae -sigfile sig &&
    grep -q "\\"sha256\\":\\"$(sha256sum manifest-sha256.txt | cut -c1-64)\\"" payload &&
    echo "Signed for this version"
}
check attestations/maker.dsse.json maker.pem
\`\`\`

It must say \`Signature Verified Successfully\` and \`Signed for this version\`. That the key is the one named above:

\`\`\`sh
openssl pkey -pubin -in maker.pem -outform DER | tail -c 32 | sha256sum | grep ${maker.keyId}
\`\`\`

## 4. Who approved it

Each approval (or rejection) is a file \`attestations/approval-1.dsse.json\`, \`approval-2\` and so on. Check each with
the key of whoever signed it, then read what it says: role, decision, policy, reason.

\`\`\`sh
for approval in attestations/approval-*.dsse.json; do
  [ -e "$approval" ] || continue
  check "$approval" approver.pem
  cat payload
done
\`\`\`

The approver must be somebody else than the maker. The policy asks for ${policy.content.approval.approversRequired} of them.

${received(document.rendering)}## ${document.rendering < 2 ? 5 : 6}. The numbers

\`data/plan.json\` holds the whole plan. \`data/assignments.csv\`, \`quotas.csv\`, \`moves.csv\`, \`metrics.csv\`,
\`plan.xlsx\` and \`report.html\` are made from it; \`bailiwick verify\` makes them again and compares every byte.
\`data/audit.jsonl\` is the trail of actions: each line carries the sha256 of the line before it.
`;
}

/** Since rendering 2. Its bytes are the bundle's: another wording is another rendering. */
const received = (rendering: number): string =>
  rendering < 2
    ? ''
    : `## 5. When a central store received it

A bundle that came through a central store carries \`attestations/receipt.json\`. Get the store's public key from whoever
runs it and save it as \`store.pem\`. The first receipt is that of the version; the others are of the signatures on it.

\`\`\`sh
parent() { printf '01%s%s' "$1" "$2" | tr a-f A-F | basenc --base16 -d | sha256sum | cut -c1-64; }
part() { printf '%s' "$receipt" | sed "s/.*$1.*/\\\\1/"; }
received() {
  receipt=$(grep -oE '\\{"checkpoint":\\{[^{}]*\\{[^{}]*\\}\\]\\},"entry":\\{[^{}]*\\}[^{}]*\\}' attestations/receipt.json | sed -n "$1p")
  printf '%s' "$receipt" | cut -d'"' -f6 | base64 -d > checkpoint
  printf '%s' "$receipt" | cut -d'"' -f20 | base64 -d > sig
  printf 'DSSEv1 41 application/vnd.bailiwick.checkpoint+json %d ' $(($(wc -c < checkpoint))) | cat - checkpoint > pae
  openssl pkeyutl -verify -pubin -inkey "$2" -rawin -in pae -sigfile sig || return
  fn=$(part '"index":\\([0-9]*\\)') sn=$(($(sed 's/.*"size":\\([0-9]*\\).*/\\1/' checkpoint) - 1))
  now=$({ printf '\\000'; part '"entry":\\({[^{}]*}\\)'; } | sha256sum | cut -c1-64)
  for sibling in $(part '"proof":\\[\\([^]]*\\)\\]' | tr '",' '  '); do
    if [ $((fn % 2)) = 1 ] || [ "$fn" = "$sn" ]; then
      now=$(parent "$sibling" "$now")
      while [ $((fn % 2)) = 0 ] && [ "$fn" != 0 ]; do fn=$((fn / 2)) sn=$((sn / 2)); done
    else now=$(parent "$now" "$sibling"); fi
    fn=$((fn / 2)) sn=$((sn / 2))
  done
  [ "$sn" = 0 ] && grep -q "\\"root\\":\\"$now\\"" checkpoint && echo "In the log of the store" && part '"entry":\\({[^{}]*}\\)' && echo
}
[ ! -e attestations/receipt.json ] || received 1 store.pem
\`\`\`

It must say \`Signature Verified Successfully\` and \`In the log of the store\` (RFC 9162, section 2.1.3.2), and name this
version's id as the subject. The time is what the store's clock said.

`;
