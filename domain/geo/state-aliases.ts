/** What people write for a state or province beside the name and code the gazetteer has, by country. */
const ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CA: {
    NT: 'Northwest Territories',
    NU: 'Nunavut',
    YT: 'Yukon Territory',
    NL: 'Newfoundland, Labrador, NF',
    QC: 'PQ',
  },
  DE: {
    BY: 'Bavaria',
    HE: 'Hesse',
    MV: 'Mecklenburg-Western Pomerania',
    NI: 'Lower Saxony',
    NW: 'North Rhine-Westphalia, NRW',
    RP: 'Rhineland-Palatinate, RLP',
    SN: 'Saxony',
    ST: 'Saxony-Anhalt',
    TH: 'Thuringia',
  },
  ES: {
    AN: 'Andalusia',
    AS: 'Principado de Asturias',
    CL: 'Castilla y León, Castile and León',
    CM: 'Castile-La Mancha',
    CN: 'Canary Islands, Islas Canarias',
    CT: 'Catalunya, Catalonia',
    IB: 'Illes Balears, Islas Baleares, Balearic Islands',
    MC: 'Región de Murcia',
    MD: 'Comunidad de Madrid',
    NC: 'Navarre, Comunidad Foral de Navarra',
    PV: 'Basque Country, Euskadi',
    VC: 'Comunitat Valenciana, Valencian Community',
  },
  IT: {
    '01': 'Abruzzo',
    '09': 'Lombardy',
    '12': 'Piedmont',
    '13': 'Apulia',
    '14': 'Sardinia',
    '15': 'Sicily',
    '16': 'Tuscany',
    '17': 'Trentino-Südtirol, Trentino-Alto Adige/Südtirol',
    '19': 'Aosta Valley, Vallée d’Aoste',
  },
  // The gazetteer numbers the Dutch provinces and has some in English; addresses have letters and Dutch names.
  NL: {
    '01': 'DR',
    '02': 'FR, FRL, Fryslân',
    '03': 'GE, GLD, Gelderland',
    '04': 'GR, GRN',
    '05': 'LI, LB',
    '06': 'NB, Noord-Brabant',
    '07': 'NH, Noord-Holland',
    '09': 'UT',
    '10': 'ZE, ZL',
    '11': 'ZH, Zuid-Holland',
    '15': 'OV',
    '16': 'FL, FLV',
  },
};

/** The state's code in the gazetteer, with each other way it is written. */
export const stateAliases = (country: string): readonly (readonly [code: string, alias: string])[] =>
  Object.entries(ROWS[country] ?? {}).flatMap(([code, names]) =>
    names.split(', ').map((alias) => [code, alias] as const),
  );
