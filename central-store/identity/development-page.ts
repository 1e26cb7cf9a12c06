/** The list of people the development login lets one choose from. Links, no script, and nothing that is not escaped. */
import { createHash } from 'node:crypto';
import type { DevelopmentPerson } from './development-issuer.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:30rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.25rem;margin:0 0 .25rem}p{margin:0 0 1.25rem;opacity:.75}
ul{list-style:none;margin:0;padding:0;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:8px;overflow:hidden}
li+li{border-top:1px solid color-mix(in srgb,currentColor 12%,transparent)}
a{display:block;padding:.75rem 1rem;color:inherit;text-decoration:none}a:hover,a:focus{background:color-mix(in srgb,currentColor 8%,transparent)}
strong{display:block;font-weight:600}small{opacity:.75}`;

/** This page's own style and nothing else. */
export const CHOICE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function choicePage(people: readonly DevelopmentPerson[], asked: URLSearchParams): string {
  const lines = people.map(({ tenant, subject, administrator }, index) => {
    const link = new URLSearchParams(asked);
    link.set('person', String(index));
    const role = administrator ? ', administrator' : '';
    const href = escaped(`/issuer/authorize?${link.toString()}`);
    return `<li><a href="${href}"><strong>${escaped(subject)}</strong><small>${escaped(tenant)}${role}</small></a></li>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in (development)</title><style>${STYLE}</style></head><body><main><h1>Who are you?</h1>
<p>The development login of this store asks for no password. It is off in production.</p>
<ul>${lines.join('')}</ul></main></body></html>`;
}
