/** A reviewer with a browser and a login, and nothing installed: she signs in, sees a version verified, and decides. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ActorId, IsoTime, Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { TrustedKey } from '../../domain/governance/keyring.ts';
import type { Role } from '../../domain/governance/role.ts';
import { fromBase64 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes, readEnvelope } from '../../formats/bundle/dsse.ts';
import { openBundle, verifyBundle, withEnvelope } from '../../formats/bundle/read-bundle.ts';
import { readZip } from '../../formats/bundle/read-zip.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { ada, build, must, ringOf, rootId, samplePlan, sign } from '../formats/bundle/sample.ts';
import { CentralStore } from './central-store.ts';

test('[APR-03] a reviewer with only a browser and a login sees a version verified, and approves it', async ({
  page,
}) => {
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-e2e-store-'));
  const people = ['acme:ada@acme.example:administrator', 'acme:bea@acme.example'];
  const store = new CentralStore(data, people);
  await store.start();
  const asAda = async (path: string, method = 'GET', body?: string | Uint8Array<ArrayBuffer>) => {
    const headers = { authorization: `Bearer ${store.token('ada@acme.example')}` };
    const answer = await fetch(store.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer;
  };
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  page.on('console', (message) => {
    // Before she signs in, the store refuses to say who she is.
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  try {
    const version = build(samplePlan({ tenant: 'acme' as TenantId, parents: [] }));
    const blob = writeZip(version.bag);
    await asAda('/v1/keyring', 'PUT', ringOf([ada.trusted]));
    await asAda(`/v1/blobs/${sha256Of(blob)}`, 'PUT', blob);
    await asAda(`/v1/versions/${version.versionId}`, 'POST', JSON.stringify({ blob: sha256Of(blob) }));
    await asAda('/v1/attestations', 'POST', envelopeBytes(sign(ada, 'submit', version)));

    await page.goto(store.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'bea@acme.example' }).click();
    await expect(page).toHaveURL(`${store.url}/`);
    await expect(page.getByRole('group', { name: /Not proven/ })).toBeVisible();
    await expect(page.getByText('Compare this fingerprint')).toBeVisible();
    await page.getByLabel('Your name').fill('Bea Finance');
    await page.getByRole('button', { name: 'Make a key in this browser' }).click();
    await expect(page.getByText('Waiting for your administrator')).toBeVisible();

    const { keys } = (await (await asAda('/v1/keys')).json()) as {
      keys: {
        keyId: Sha256Hex;
        publicKey: string;
        actorId: ActorId;
        name: string;
        role: Role;
        keeping: string;
      }[];
    };
    expect(keys).toMatchObject([{ name: 'Bea Finance', role: 'finance', keeping: 'browser' }]);
    const [asked] = keys as [(typeof keys)[number]];
    const bea: TrustedKey = {
      keyId: asked.keyId,
      publicKey: fromBase64(asked.publicKey) ?? new Uint8Array(),
      name: asked.name,
      role: asked.role,
      actorId: asked.actorId,
      revokedAt: null as IsoTime | null,
    };
    await asAda('/v1/keyring', 'PUT', ringOf([ada.trusted, bea]));

    await page.getByRole('button', { name: 'Look for new versions' }).click();
    await expect(page.getByText('In your workspace’s keyring')).toBeVisible();
    await expect(page.getByText(rootId.replace(/(.{4})(?=.)/g, '$1 '))).toBeVisible();
    await page.getByRole('button', { name: 'It is the same' }).click();
    await expect(page.getByRole('group', { name: /Waiting for approval/ })).toBeVisible();
    await page.getByLabel('Reason').fill('Quotas add up');
    await page.getByRole('button', { name: 'Approve as Bea Finance' }).click();
    await expect(page.getByRole('group', { name: /: Approved/ })).toBeVisible();

    const found = (await (await asAda(`/v1/versions/${version.versionId}`)).json()) as {
      attestations: Sha256Hex[];
    };
    expect(found.attestations).toHaveLength(2);
    let bundle: Uint8Array = blob;
    for (const digest of found.attestations) {
      const bytes = new Uint8Array(await (await asAda(`/v1/blobs/${digest}`)).arrayBuffer());
      const { envelope } = must(readEnvelope('act', bytes));
      bundle = must(withEnvelope(must(await openBundle(bundle, readZip)), envelope));
    }
    const verified = await verifyBundle(bundle, [ada.trusted, bea], readZip);
    expect([verified.ok, verified.state]).toEqual([true, 'Approved']);
    expect(complaints).toEqual([]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  } finally {
    await store.end();
    rmSync(data, { recursive: true, force: true, maxRetries: 10 });
  }
});
