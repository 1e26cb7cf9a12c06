/** A bucket of a test's own, over HTTP: signatures and digests checked, conditional puts, and faults when told to. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BucketSettings } from '../../central-store/blobs/bucket-settings.ts';
import { signatureFault } from './signature-v4.ts';

/** What the next request meets that fits: before it is looked at, or after it was done (its answer is lost or wrong). */
export interface Fault {
  readonly method: string;
  readonly kind: 'error' | 'stall' | 'drop-answer' | 'truncate' | 'wrong-bytes' | 'too-many';
}

export interface BucketServer {
  readonly settings: BucketSettings;
  readonly objects: Map<string, Buffer>;
  /** Method, key and status of each answer. */
  readonly answers: { readonly method: string; readonly key: string; readonly status: number }[];
  readonly faults: Fault[];
  close(): Promise<void>;
}

const KEYS = { keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const REGION = 'eu-central-1';

const xml = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

export async function startBucket(name = 'plans/some prefix'): Promise<BucketServer> {
  const objects = new Map<string, Buffer>();
  const answers: { method: string; key: string; status: number }[] = [];
  const faults: Fault[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts)));
  });

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const method = request.method ?? '';
    const target = request.url ?? '';
    const key = decodeURIComponent(target).replace(`/${name}/`, '');
    const at = faults.findIndex((one) => one.method === method);
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    const end = (status: number, content: Buffer | string = ''): void => {
      const bytes = Buffer.from(content);
      answers.push({ method, key, status });
      if (fault?.kind === 'drop-answer') return void response.destroy();
      response.writeHead(status, { 'content-length': bytes.length });
      if (fault?.kind === 'truncate') {
        response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
        return;
      }
      response.end(method === 'HEAD' ? undefined : bytes);
    };
    if (fault?.kind === 'stall') return;
    if (fault?.kind === 'error') return end(500, xml('InternalError'));
    if (fault?.kind === 'too-many') return end(503, xml('SlowDown'));
    const { headers } = request;
    const wrong = signatureFault({ method, target, headers }, { ...KEYS, region: REGION, now: new Date() });
    if (wrong !== null) return end(403, xml(wrong));
    if (createHash('sha256').update(body).digest('hex') !== headers['x-amz-content-sha256'])
      return end(400, xml('XAmzContentSHA256Mismatch'));
    if (!target.startsWith(`/${encodeURI(name)}/`)) return end(404, xml('NoSuchBucket'));
    const found = objects.get(key);
    if (method === 'PUT') {
      if (found !== undefined && headers['if-none-match'] === '*') return end(412, xml('PreconditionFailed'));
      objects.set(key, body);
      return end(200);
    }
    if (found === undefined) return end(404, xml('NoSuchKey'));
    end(200, fault?.kind === 'wrong-bytes' ? Buffer.from(found).fill(0x20, 0, 1) : found);
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
  return {
    settings: { url: new URL(url).href, region: REGION, ...KEYS, sessionToken: null },
    objects,
    answers,
    faults,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => void server.close(() => closed()));
    },
  };
}
