/** US states and territories: postal abbreviation → FIPS code (ANSI INCITS 38) and name. */
const ROWS =
  'AL01Alabama,AK02Alaska,AZ04Arizona,AR05Arkansas,CA06California,CO08Colorado,CT09Connecticut,DE10Delaware,' +
  'DC11District of Columbia,FL12Florida,GA13Georgia,HI15Hawaii,ID16Idaho,IL17Illinois,IN18Indiana,IA19Iowa,' +
  'KS20Kansas,KY21Kentucky,LA22Louisiana,ME23Maine,MD24Maryland,MA25Massachusetts,MI26Michigan,MN27Minnesota,' +
  'MS28Mississippi,MO29Missouri,MT30Montana,NE31Nebraska,NV32Nevada,NH33New Hampshire,NJ34New Jersey,' +
  'NM35New Mexico,NY36New York,NC37North Carolina,ND38North Dakota,OH39Ohio,OK40Oklahoma,OR41Oregon,' +
  'PA42Pennsylvania,RI44Rhode Island,SC45South Carolina,SD46South Dakota,TN47Tennessee,TX48Texas,UT49Utah,' +
  'VT50Vermont,VA51Virginia,WA53Washington,WV54West Virginia,WI55Wisconsin,WY56Wyoming,AS60American Samoa,' +
  'FM64Federated States of Micronesia,GU66Guam,MH68Marshall Islands,MP69Northern Mariana Islands,PW70Palau,' +
  'PR72Puerto Rico,VI78U.S. Virgin Islands';

export interface UsState {
  readonly code: string;
  readonly fips: string;
  readonly name: string;
}

export const US_STATES: ReadonlyMap<string, UsState> = new Map(
  ROWS.split(',').map((row) => {
    const code = row.slice(0, 2);
    return [code, { code, fips: row.slice(2, 4), name: row.slice(4) }];
  }),
);

/** ISO 3166 codes of the territories that USPS and the Census treat as states. */
export const US_TERRITORIES: ReadonlySet<string> = new Set(['AS', 'FM', 'GU', 'MH', 'MP', 'PW', 'PR', 'VI']);
