/** The few looks a sheet of a plan needs. A cell names its look; styles.xml is made from this list. */
export const LOOKS = [
  'plain',
  'header',
  'text',
  'wrapped',
  'count',
  'money',
  'share',
  'number',
  'total',
  'totalCount',
  'totalMoney',
  'totalShare',
  'title',
] as const;
export type Look = (typeof LOOKS)[number];

export const lookIndex = (look: Look): number => LOOKS.indexOf(look);

interface Style {
  readonly format: number;
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  /** Excel keeps such a cell text when somebody edits it, even if it begins like a formula. */
  readonly quotePrefix?: boolean;
  readonly alignment?: string;
}

const COUNT = 3; // built in: #,##0
const MONEY = 4; // built in: #,##0.00
const TEXT = 49; // built in: @
const SHARE = 164;
const NUMBER = 165;

const STYLES: Readonly<Record<Look, Style>> = {
  plain: { format: 0, font: 0, fill: 0, border: 0 },
  header: { format: 0, font: 1, fill: 2, border: 1, alignment: 'vertical="center" wrapText="1"' },
  text: { format: TEXT, font: 0, fill: 0, border: 0, quotePrefix: true },
  wrapped: { format: 0, font: 0, fill: 0, border: 0, alignment: 'vertical="top" wrapText="1"' },
  count: { format: COUNT, font: 0, fill: 0, border: 0 },
  money: { format: MONEY, font: 0, fill: 0, border: 0 },
  share: { format: SHARE, font: 0, fill: 0, border: 0 },
  number: { format: NUMBER, font: 0, fill: 0, border: 0 },
  total: { format: 0, font: 1, fill: 0, border: 2 },
  totalCount: { format: COUNT, font: 1, fill: 0, border: 2 },
  totalMoney: { format: MONEY, font: 1, fill: 0, border: 2 },
  totalShare: { format: SHARE, font: 1, fill: 0, border: 2 },
  title: { format: 0, font: 2, fill: 0, border: 0 },
};

function xf(style: Style): string {
  const quote = style.quotePrefix === true ? ' quotePrefix="1"' : '';
  const attributes =
    `numFmtId="${style.format}" fontId="${style.font}" fillId="${style.fill}" borderId="${style.border}" xfId="0"` +
    ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${quote}`;
  if (style.alignment === undefined) return `<xf ${attributes}/>`;
  return `<xf ${attributes} applyAlignment="1"><alignment ${style.alignment}/></xf>`;
}

const side = (name: string, style: string): string =>
  `<${name} style="${style}"><color rgb="FF8A8577"/></${name}>`;

export function stylesXml(): string {
  const xfs = LOOKS.map((look) => xf(STYLES[look])).join('');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="2"><numFmt numFmtId="${SHARE}" formatCode="0.00%"/><numFmt numFmtId="${NUMBER}" formatCode="#,##0.####"/></numFmts>` +
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
    '<font><b/><sz val="16"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFECE8DD"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    '<borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    `<border><left/><right/><top/>${side('bottom', 'thin')}<diagonal/></border>` +
    `<border><left/><right/>${side('top', 'thin')}<bottom/><diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${LOOKS.length}">${xfs}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
