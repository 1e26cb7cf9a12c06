import { foldName } from './fold-name.ts';

/** Countries as files name them: ISO 3166 alpha-2, alpha-3, English name, and a few names people use. */
const ROWS =
  'ADANDAndorra,AEAREUnited Arab Emirates,AFAFGAfghanistan,ALALBAlbania,AMARMArmenia,' +
  'AOAGOAngola,ARARGArgentina,ASASMAmerican Samoa,ATAUTAustria,AUAUSAustralia,AZAZEAzerbaijan,' +
  'BABIHBosnia & Herzegovina,BBBRBBarbados,BDBGDBangladesh,BEBELBelgium,BGBGRBulgaria,' +
  'BHBHRBahrain,BOBOLBolivia,BRBRABrazil,BSBHSBahamas,BWBWABotswana,BYBLRBelarus,BZBLZBelize,' +
  "CACANCanada,CHCHESwitzerland,CICIVCôte d'Ivoire,CLCHLChile,CMCMRCameroon,CNCHNChina," +
  'COCOLColombia,CRCRICosta Rica,CUCUBCuba,CYCYPCyprus,CZCZECzechia,DEDEUGermany,DKDNKDenmark,' +
  'DODOMDominican Republic,DZDZAAlgeria,ECECUEcuador,EEESTEstonia,EGEGYEgypt,ESESPSpain,' +
  'ETETHEthiopia,FIFINFinland,FJFJIFiji,FMFSMMicronesia,FRFRAFrance,GBGBRUnited Kingdom,' +
  'GEGEOGeorgia,GHGHAGhana,GRGRCGreece,GTGTMGuatemala,GUGUMGuam,GYGUYGuyana,HKHKGHong Kong,' +
  'HNHNDHonduras,HRHRVCroatia,HTHTIHaiti,HUHUNHungary,IDIDNIndonesia,IEIRLIreland,ILISRIsrael,' +
  'ININDIndia,IQIRQIraq,IRIRNIran,ISISLIceland,ITITAItaly,JMJAMJamaica,JOJORJordan,JPJPNJapan,' +
  'KEKENKenya,KHKHMCambodia,KRKORSouth Korea,KWKWTKuwait,KZKAZKazakhstan,LALAOLaos,' +
  'LBLBNLebanon,LILIELiechtenstein,LKLKASri Lanka,LTLTULithuania,LULUXLuxembourg,LVLVALatvia,' +
  'LYLBYLibya,MAMARMorocco,MCMCOMonaco,MDMDAMoldova,MEMNEMontenegro,MGMDGMadagascar,' +
  'MHMHLMarshall Islands,MKMKDNorth Macedonia,MMMMRMyanmar (Burma),MNMNGMongolia,' +
  'MPMNPNorthern Mariana Islands,MTMLTMalta,MUMUSMauritius,MXMEXMexico,MYMYSMalaysia,' +
  'MZMOZMozambique,NANAMNamibia,NGNGANigeria,NINICNicaragua,NLNLDNetherlands,NONORNorway,' +
  'NPNPLNepal,NZNZLNew Zealand,OMOMNOman,PAPANPanama,PEPERPeru,PGPNGPapua New Guinea,' +
  'PHPHLPhilippines,PKPAKPakistan,PLPOLPoland,PRPRIPuerto Rico,PTPRTPortugal,PWPLWPalau,' +
  'PYPRYParaguay,QAQATQatar,ROROURomania,RSSRBSerbia,RURUSRussia,RWRWARwanda,SASAUSaudi Arabia,' +
  'SDSDNSudan,SESWESweden,SGSGPSingapore,SISVNSlovenia,SKSVKSlovakia,SMSMRSan Marino,' +
  'SNSENSenegal,SRSURSuriname,SVSLVEl Salvador,SYSYRSyria,THTHAThailand,TNTUNTunisia,' +
  'TRTURTürkiye,TTTTOTrinidad & Tobago,TWTWNTaiwan,TZTZATanzania,UAUKRUkraine,UGUGAUganda,' +
  'USUSAUnited States,UYURYUruguay,UZUZBUzbekistan,VEVENVenezuela,VIVIRU.S. Virgin Islands,' +
  'VNVNMVietnam,YEYEMYemen,ZAZAFSouth Africa,ZMZMBZambia,ZWZWEZimbabwe';

const ALIASES: Readonly<Record<string, string>> = {
  'united states of america': 'US',
  'u s a': 'US',
  'u s': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  nederland: 'NL',
  deutschland: 'DE',
  espana: 'ES',
  italia: 'IT',
  osterreich: 'AT',
  schweiz: 'CH',
  suisse: 'CH',
  korea: 'KR',
  russia: 'RU',
  'czech republic': 'CZ',
};

const CODES: ReadonlyMap<string, string> = new Map([
  ...ROWS.split(',').flatMap((row): [string, string][] => {
    const code = row.slice(0, 2);
    return [code, row.slice(2, 5), row.slice(5)].map((name) => [foldName(name), code]);
  }),
  ...Object.entries(ALIASES),
]);

/** ISO 3166 alpha-2 of a country as written, or null where it is not known. */
export const countryCode = (written: string): string | null => CODES.get(foldName(written)) ?? null;
