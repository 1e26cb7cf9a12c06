/** As much XML as a workbook's parts need: elements by local name, attributes, text, entities. No DTD, no entities of its own. */
interface XmlElement {
  readonly attributes: string;
  readonly inner: string;
}

/** Every element of that local name, outermost only, whatever its prefix. */
export function elements(xml: string, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const open = new RegExp(`<(\\w+:)?${name}(?=[\\s/>])([^>]*)>`, 'g');
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    const attributes = match[2] ?? '';
    if (attributes.endsWith('/')) {
      found.push({ attributes, inner: '' });
      continue;
    }
    const close = xml.indexOf(`</${match[1] ?? ''}${name}>`, open.lastIndex);
    if (close < 0) break;
    found.push({ attributes, inner: xml.slice(open.lastIndex, close) });
    open.lastIndex = close;
  }
  return found;
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    if (name !== undefined) attributes.set(name, unescapeXml(double ?? single ?? ''));
  }
  return attributes;
}

const PHONETIC = /<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g;

/** The text of a shared or inline string: all its runs, without reading aids. */
export function textOf(inner: string): string {
  const runs = elements(inner.includes('rPh') ? inner.replace(PHONETIC, '') : inner, 't');
  return runs.map((run) => unescapeCell(run.inner)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string, dec: string, name: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(dec) : parseInt(hex, 16);
      return code > 0x10ffff ? '\u{fffd}' : String.fromCodePoint(code);
    },
  );
}

/** ECMA-376 22.9.2.19: `_x000D_` stands for a character XML cannot hold. */
export function unescapeCell(text: string): string {
  const plain = unescapeXml(text);
  if (!plain.includes('_x')) return plain;
  return plain.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}
