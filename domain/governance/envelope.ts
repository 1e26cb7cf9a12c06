/** DSSE envelope (https://github.com/secure-systems-lab/dsse, version 1): base64 payload and signatures. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';
