// Builds assets/sample/accounts.csv and reps.csv: US hospitals (HIFLD, US government work, public domain) aligned to 24
// regional territories by state, and 24 invented reps who live in one of each territory's cities.
// Usage: node scripts/build-sample.mjs HOSPITALS_CLEAN.csv [OUT_FOLDER]   (needs assets/gazetteer/US.json)
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

const [source, out = 'assets/sample'] = process.argv.slice(2);
if (source === undefined) {
  console.error('Usage: node scripts/build-sample.mjs HOSPITALS_CLEAN.csv [OUT_FOLDER]');
  process.exit(2);
}

// Territory, states, the rep: name, manager, home city and state, seniority, hours a year, skills, hire date.
const TERRITORIES = [
  [
    'New England',
    'ME NH VT MA RI CT',
    'Abigail Thornton',
    'Ruth Okafor',
    'Worcester',
    'MA',
    'senior',
    1420,
    'imaging; critical care',
    '2014-03-17',
  ],
  [
    'New York',
    'NY',
    'Marcus Delacroix',
    'Ruth Okafor',
    'Albany',
    'NY',
    'senior',
    1420,
    'imaging; surgery',
    '2012-09-04',
  ],
  [
    'Jersey and Delaware',
    'NJ DE',
    'Priya Raman',
    'Ruth Okafor',
    'Trenton',
    'NJ',
    'mid',
    1360,
    'surgery',
    '2019-06-10',
  ],
  [
    'Pennsylvania',
    'PA',
    'Tobias Wendell',
    'Ruth Okafor',
    'Harrisburg',
    'PA',
    'mid',
    1360,
    'rehabilitation',
    '2018-01-22',
  ],
  [
    'Chesapeake',
    'MD DC VA',
    'Keisha Lowndes',
    'Ruth Okafor',
    'Richmond',
    'VA',
    'senior',
    1420,
    'federal; imaging',
    '2013-11-11',
  ],
  [
    'Carolinas',
    'NC SC',
    'Owen Fairbairn',
    'Ruth Okafor',
    'Charlotte',
    'NC',
    'mid',
    1360,
    'critical care',
    '2017-08-14',
  ],
  [
    'Appalachia',
    'WV KY',
    'Loretta Bascom',
    'Samuel Brandt',
    'Lexington',
    'KY',
    'mid',
    1360,
    'critical access',
    '2016-05-02',
  ],
  [
    'Tennessee',
    'TN',
    'Grant Hollis',
    'Samuel Brandt',
    'Nashville',
    'TN',
    'junior',
    1300,
    'rehabilitation',
    '2023-02-06',
  ],
  [
    'Georgia',
    'GA',
    'Imani Prescott',
    'Samuel Brandt',
    'Macon',
    'GA',
    'mid',
    1360,
    'surgery; imaging',
    '2020-10-19',
  ],
  [
    'Florida',
    'FL PR VI',
    'Rafael Montoya',
    'Samuel Brandt',
    'Orlando',
    'FL',
    'senior',
    1420,
    'imaging; Spanish',
    '2011-04-25',
  ],
  [
    'Deep South',
    'AL MS',
    'Clara Whitcomb',
    'Samuel Brandt',
    'Meridian',
    'MS',
    'mid',
    1360,
    'critical access',
    '2018-07-30',
  ],
  [
    'Louisiana and Arkansas',
    'LA AR',
    'Etienne Broussard',
    'Samuel Brandt',
    'Shreveport',
    'LA',
    'senior',
    1420,
    'long-term care',
    '2010-02-15',
  ],
  [
    'Ohio',
    'OH',
    'Hannah Kowalczyk',
    'Ingrid Solberg',
    'Columbus',
    'OH',
    'senior',
    1420,
    'surgery',
    '2015-09-28',
  ],
  [
    'Michigan',
    'MI',
    'Darnell Pruitt',
    'Ingrid Solberg',
    'Lansing',
    'MI',
    'mid',
    1360,
    'imaging',
    '2019-01-07',
  ],
  [
    'Indiana',
    'IN',
    'Meredith Voss',
    'Ingrid Solberg',
    'Indianapolis',
    'IN',
    'junior',
    1300,
    'rehabilitation',
    '2022-08-29',
  ],
  [
    'Illinois',
    'IL',
    'Anton Petrov',
    'Ingrid Solberg',
    'Springfield',
    'IL',
    'senior',
    1420,
    'surgery; imaging',
    '2013-05-20',
  ],
  [
    'Upper Midwest',
    'WI MN',
    'Linnea Haugen',
    'Ingrid Solberg',
    'Eau Claire',
    'WI',
    'mid',
    1360,
    'critical access',
    '2017-03-13',
  ],
  [
    'Northern Plains',
    'ND SD NE IA',
    'Wade Kessler',
    'Ingrid Solberg',
    'Sioux City',
    'IA',
    'mid',
    1360,
    'critical access',
    '2016-11-21',
  ],
  [
    'Central Plains',
    'MO KS OK',
    'Josephine Tate',
    'Daniel Akana',
    'Wichita',
    'KS',
    'senior',
    1420,
    'psychiatry',
    '2012-06-18',
  ],
  [
    'Texas',
    'TX',
    'Beatriz Salinas',
    'Daniel Akana',
    'Austin',
    'TX',
    'senior',
    1420,
    'imaging; Spanish',
    '2009-10-05',
  ],
  [
    'Southwest',
    'AZ NM NV',
    'Caleb Yazzie',
    'Daniel Akana',
    'Phoenix',
    'AZ',
    'mid',
    1360,
    'tribal health',
    '2018-04-09',
  ],
  [
    'Mountain',
    'CO UT WY MT ID',
    'Signe Larkin',
    'Daniel Akana',
    'Denver',
    'CO',
    'mid',
    1360,
    'critical access',
    '2019-09-16',
  ],
  [
    'California and Pacific',
    'CA HI GU AS MP PW',
    'Victor Nakamura',
    'Daniel Akana',
    'Fresno',
    'CA',
    'senior',
    1420,
    'surgery; imaging',
    '2011-01-31',
  ],
  [
    'Northwest',
    'WA OR AK',
    'Elise Rademaker',
    'Daniel Akana',
    'Portland',
    'OR',
    'junior',
    1300,
    'imaging',
    '2023-05-15',
  ],
];

const territoryOf = new Map();
for (const [name, states] of TERRITORIES) for (const state of states.split(' ')) territoryOf.set(state, name);

const { data } = Papa.parse(readFileSync(source, 'utf8').trim(), { header: true });
const accounts = data.map((row) => ({
  account_id: row.id,
  name: row.name,
  street: row.street,
  city: row.city,
  state: row.state,
  zip: row.zip,
  county: row.county,
  lat: row.lat,
  lon: row.lon,
  beds: row.beds,
  type: row.type,
  owner: TERRITORIES.find(([name]) => name === territoryOf.get(row.state))?.[2] ?? '',
  territory: territoryOf.get(row.state) ?? '',
}));
const unaligned = accounts.filter((row) => row.territory === '');
if (unaligned.length > 0)
  throw new Error(`No territory for: ${[...new Set(unaligned.map((row) => row.state))].join(' ')}`);

const gazetteer = JSON.parse(readFileSync('assets/gazetteer/US.json', 'utf8'));
const places = new Map();
let [lat, lon] = [0, 0];
gazetteer.places.names.split('\n').forEach((name, i) => {
  lat += gazetteer.places.lat[i];
  lon += gazetteer.places.lon[i];
  const state = gazetteer.states[gazetteer.places.state[i]]?.code;
  places.set(`${name}|${state}`, { lat: lat / 1e4, lon: lon / 1e4 });
});
const reps = TERRITORIES.map(
  ([territory, , name, manager, city, state, seniority, hours, skills, hired], i) => {
    const home = places.get(`${city}|${state}`);
    if (home === undefined) throw new Error(`${city}, ${state} is not in the gazetteer`);
    return {
      rep_id: `R${String(i + 1).padStart(2, '0')}`,
      name,
      manager,
      home_city: city,
      home_state: state,
      home_lat: home.lat,
      home_lon: home.lon,
      seniority,
      capacity_hours: hours,
      skills,
      hire_date: hired,
      territory,
    };
  },
);

mkdirSync(out, { recursive: true });
const write = (file, rows) => {
  writeFileSync(join(out, file), `${Papa.unparse(rows, { newline: '\r\n' })}\r\n`);
  console.log(`${file}: ${rows.length} rows`);
};
write('accounts.csv', accounts);
write('reps.csv', reps);
