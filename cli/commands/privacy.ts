import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { IsoTime, Sha256Hex } from '../../domain/brand.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { heldInPlan, personNamed, scrubbedText } from '../../domain/privacy/person.ts';
import { patientColumns } from '../../domain/privacy/patient-data.ts';
import { PERSONAL_FIELD_PURPOSES } from '../../domain/privacy/field-purposes.ts';
import { profilingNotice } from '../../domain/privacy/profiling-notice.ts';
import { pseudonymisedPlan, pseudonymsFrom } from '../../domain/privacy/pseudonym.ts';
import { proposeMapping } from '../../domain/intake/propose-mapping.ts';
import { codedError } from '../../domain/result.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { OpenedBundle } from '../../formats/bundle/read-bundle.ts';
import { assignmentTable, moveTable, territoryTable } from '../../formats/bundle/tables.ts';
import type { Table } from '../../formats/bundle/tables.ts';
import { accessPackage } from '../../formats/privacy/access-package.ts';
import type { Searched } from '../../formats/privacy/access-package.ts';
import { decodeTable } from '../../formats/tabular/decode-table.ts';
import { writeCsv } from '../../formats/tabular/write-csv.ts';
import type { Command, ExitCode } from '../command.ts';
import { naming, parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { Io } from '../io.ts';
import { readBundleFile } from '../read-bundle.ts';

const USAGE = `Usage: bailiwick privacy check FILE [--json]
       bailiwick privacy access BUNDLE ... --person NAME --out FILE.zip [--json]
       bailiwick privacy pseudonymise BUNDLE --key-file FILE --out FOLDER [--json]

check says, before anything is imported, which columns look like patient data, which are about people and what for, and
which would not be stored. access collects everything that bundles hold about one person, to hand it to her.
pseudonymise writes the tables of a bundle with people under stable pseudonyms; the same key gives the same ones.

Exit code 1 when check finds patient data, or access finds nothing; 2 when a file cannot be read.`;

export const privacy: Command = {
  name: 'privacy',
  summary: 'check a file for personal data, collect or pseudonymise what bundles hold of people',
  usage: USAGE,
  run(argv, io) {
    const [verb, ...rest] = argv;
    if (verb === 'check') return check(rest, io);
    if (verb === 'access') return access(rest, io);
    if (verb === 'pseudonymise') return pseudonymise(rest, io);
    const error = codedError('USAGE', `Say check, access or pseudonymise, not "${verb ?? ''}".`);
    return Promise.resolve(refuseInput(io, [error], argv.includes('--json'), USAGE));
  },
};

async function check(argv: readonly string[], io: Io): Promise<ExitCode> {
  const line = parseCommandLine(argv, { json: { type: 'boolean' } }, { min: 1, max: 1, what: 'one FILE' });
  const json = argv.includes('--json');
  if (!line.ok) return refuseInput(io, line.errors, json, USAGE);
  const [path = ''] = line.value.positionals;
  const bytes = await io.readFile(path);
  if (!bytes.ok) return refuseInput(io, bytes.errors, json);
  const table = naming(path, await decodeTable(bytes.value));
  if (!table.ok) return refuseInput(io, table.errors, json);
  const patients = patientColumns(table.value);
  const mapping = proposeMapping(table.value, 'accounts');
  const personal = mapping.columns.flatMap(({ header, field }) => {
    const purpose = PERSONAL_FIELD_PURPOSES[`accounts.${field ?? ''}`];
    return purpose === undefined ? [] : [{ header, field, purpose }];
  });
  const notStored = mapping.columns.filter(({ field }) => field === null).map(({ header }) => header);
  if (json) printJson(io, { ok: patients.length === 0, patientData: patients, personal, notStored });
  else {
    io.out(
      [
        ...patients.map(
          ({ header, what }) => `PATIENT_DATA  ${header}: looks like ${what}; its values are never taken in`,
        ),
        ...personal.map(({ header, field, purpose }) => `personal      ${header} (${field}): ${purpose}`),
        ...notStored.map((header) => `not stored    ${header}`),
        patients.length === 0
          ? 'No column looks like patient data.'
          : `${patients.length} columns look like patient data. Remove them from the file.`,
      ].join('\n'),
    );
  }
  return patients.length === 0 ? 0 : 1;
}

async function access(argv: readonly string[], io: Io): Promise<ExitCode> {
  const options = { person: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } as const;
  const line = parseCommandLine(argv, options, { min: 1, max: 1000, what: 'one or more BUNDLEs' });
  const json = argv.includes('--json');
  if (!line.ok) return refuseInput(io, line.errors, json, USAGE);
  const { person: words, out } = line.value.values;
  if (words === undefined || out === undefined) {
    return refuseInput(
      io,
      [codedError('USAGE', 'Say who and where to: --person NAME --out FILE.zip.')],
      json,
      USAGE,
    );
  }
  const bundles: { path: string; bundle: OpenedBundle }[] = [];
  for (const path of line.value.positionals) {
    const bundle = await readBundleFile(io, path);
    if (!bundle.ok) return refuseInput(io, bundle.errors, json);
    bundles.push({ path, bundle: bundle.value });
  }
  const person = personNamed(
    words,
    bundles.map(({ bundle }) => bundle.plan),
  );
  const searched = bundles.map(({ path, bundle }): Searched => {
    const signers = bundle.statements.map(({ statement }) => statement.predicate.signer.name);
    const signed = signers.filter((name) => scrubbedText(name, person, '') !== name);
    return {
      source: `${path}, version ${bundle.versionId}`,
      held: [
        ...heldInPlan(bundle.plan, person),
        ...signed.map((value) => ({ where: 'Signature', record: bundle.versionId, field: 'name', value })),
      ],
    };
  });
  const policy = bundles[0]?.bundle.plan.policy ?? DEFAULT_POLICY;
  const report = {
    person: words,
    madeAt: io.now().toISOString() as IsoTime,
    searched,
    notice: profilingNotice(policy),
  };
  const written = await io.writeFile(out, accessPackage(report));
  if (!written.ok) return refuseInput(io, written.errors, json);
  const values = searched.reduce((sum, one) => sum + one.held.length, 0);
  if (json)
    printJson(io, { ok: values > 0, person: person.identifiers, values, bundles: bundles.length, file: out });
  else io.out(`${values} values in ${bundles.length} bundles: ${out}`);
  return values > 0 ? 0 : 1;
}

/** Bytes of a key; fewer could be found by trying. */
const KEY_BYTES = 32;

async function pseudonymise(argv: readonly string[], io: Io): Promise<ExitCode> {
  const options = {
    'key-file': { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  const line = parseCommandLine(argv, options, { min: 1, max: 1, what: 'one BUNDLE' });
  const json = argv.includes('--json');
  if (!line.ok) return refuseInput(io, line.errors, json, USAGE);
  const { 'key-file': keyFile, out } = line.value.values;
  if (keyFile === undefined || out === undefined) {
    return refuseInput(
      io,
      [codedError('USAGE', 'Say with which key and where to: --key-file FILE --out FOLDER.')],
      json,
      USAGE,
    );
  }
  const key = await io.readFile(keyFile);
  if (!key.ok) return refuseInput(io, key.errors, json);
  if (key.value.length < KEY_BYTES) {
    const message = `${keyFile} has ${key.value.length} bytes; a key has at least ${KEY_BYTES}. Make one: openssl rand -out key.bin 32.`;
    return refuseInput(io, [codedError('KEY_TOO_SHORT', message)], json);
  }
  const bundle = await readBundleFile(io, line.value.positionals[0] ?? '');
  if (!bundle.ok) return refuseInput(io, bundle.errors, json);
  const hmac = (text: string): Sha256Hex =>
    createHmac('sha256', key.value).update(text, 'utf8').digest('hex') as Sha256Hex;
  const files: string[] = [];
  for (const [name, table] of tablesOf(pseudonymisedPlan(bundle.value.plan, pseudonymsFrom(hmac)))) {
    const path = join(out, name);
    const written = await io.writeFile(path, csvOf(table));
    if (!written.ok) return refuseInput(io, written.errors, json);
    files.push(path);
  }
  if (json) printJson(io, { versionId: bundle.value.versionId, files });
  else io.out(files.join('\n'));
  return 0;
}

const tablesOf = (plan: Plan): readonly (readonly [string, Table])[] => [
  ['assignments.csv', assignmentTable(plan)],
  ['moves.csv', moveTable(plan)],
  ['territories.csv', territoryTable(plan)],
];

const csvOf = ({ columns, rows }: Table): Uint8Array =>
  writeCsv(
    columns.map((column) => column.header),
    rows,
  );
