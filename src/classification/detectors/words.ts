import { type Detector, detector } from './detector.js';
import { isRegion } from './regions.js';

interface List {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  readonly source: string;
  readonly words: string;
  /** Words that say it only beside a name that says the same: single letters, codes, words with other meanings. */
  readonly weak?: string;
  readonly context: readonly string[];
}

/** Lists of words that a column holds and little else; separated by commas, lower case, without hyphens. */
const LISTS: readonly List[] = [
  {
    name: 'gender',
    title: 'words for gender',
    category: 'user.demographic.gender',
    source: 'ISO/IEC 5218, HL7 administrative gender',
    words:
      'male,female,man,woman,men,women,non binary,nonbinary,transgender,genderqueer,männlich,weiblich,homme,femme,masculin,féminin,hombre,mujer,masculino,femenino,maschio,femmina,vrouw',
    weak: 'm,f,w,d,x,u,n,0,1,2,9,other,unknown,divers,diverse,prefer not to say',
    context: ['gender', 'sex'],
  },
  {
    name: 'salutation',
    title: 'salutations',
    category: 'user.name',
    source: 'UPU S42, honorific prefixes of vCard (RFC 6350)',
    words:
      'mr,mrs,ms,miss,mx,mr.,mrs.,ms.,dr.,prof.,herr,frau,madame,monsieur,mme,mlle,señor,señora,sr.,sra.,sir,signora,meneer,mevrouw',
    weak: 'dr,prof,m,m.,sr,sra,rev,rev.,hon,hon.,lord,lady,dame,title',
    context: ['title', 'salutation', 'prefix', 'honorific', 'anrede'],
  },
  {
    name: 'marital-status',
    title: 'words for marital status',
    category: 'user.demographic.marital_status',
    source: 'HL7 marital status, UNECE census recommendations',
    words:
      'married,divorced,separated,widowed,widow,widower,never married,unmarried,domestic partner,civil partnership,cohabiting,married civ spouse,married af spouse,married spouse absent,engaged,verheiratet,ledig,geschieden,verwitwet,marié,mariée,célibataire,casado,casada,soltero,soltera,in relationship',
    weak: 'single,together,alone,other,unknown,common law,s,m,d,w',
    context: ['marital', 'married', 'civil', 'relationship', 'familienstand'],
  },
  {
    name: 'religion',
    title: 'words for religion or belief',
    category: 'user.demographic.religious_belief',
    source: 'censuses of the United Kingdom and Canada',
    words:
      'christian,catholic,roman catholic,protestant,orthodox,evangelical,lutheran,anglican,baptist,methodist,mormon,muslim,islam,sunni,shia,jewish,judaism,hindu,hinduism,buddhist,buddhism,sikh,sikhism,jain,taoist,shinto,atheist,agnostic,no religion,katholisch,evangelisch,catholique,musulman,juif,católico',
    weak: 'none,other,unknown,other religion',
    context: ['religion', 'religious', 'faith', 'belief', 'confession', 'konfession'],
  },
  {
    name: 'ethnicity',
    title: 'words for race or ethnic origin',
    category: 'user.demographic.race_ethnicity',
    source: 'United States OMB Directive 15, Office for National Statistics',
    words:
      'caucasian,asian,african american,black or african american,hispanic,hispanic or latino,not hispanic or latino,latino,latina,native american,american indian,american indian or alaska native,native hawaiian,native hawaiian or other pacific islander,pacific islander,asian pac islander,amer indian eskimo,white british,black african,black caribbean,arab,roma,mixed race,two or more races,middle eastern or north african,indigenous',
    weak: 'white,black,mixed,other,unknown,indian,chinese,pakistani,bangladeshi,irish',
    context: ['race', 'ethnicity', 'ethnic', 'origin'],
  },
  {
    name: 'sexual-orientation',
    title: 'words for sexual orientation',
    category: 'user.demographic.sexual_orientation',
    source: 'Office for National Statistics, sexual orientation',
    words: 'heterosexual,homosexual,bisexual,lesbian,gay,gay or lesbian,pansexual,asexual,queer',
    weak: 'straight,other,unknown,heterosexual or straight,prefer not to say',
    context: ['orientation', 'sexuality'],
  },
  {
    name: 'blood-type',
    title: 'blood types',
    category: 'user.health_and_medical',
    source: 'ISBT 128',
    words: 'a+,a-,b+,b-,ab+,ab-,o+,o-,0+,0-',
    context: ['blood'],
  },
  {
    name: 'card-scheme',
    title: 'names of card schemes',
    category: 'user.financial.credit_card',
    source: 'the schemes',
    words: 'visa,mastercard,master card,american express,amex,maestro,diners club,discover,jcb,unionpay,rupay,mir',
    context: ['card', 'scheme', 'cc'],
  },
];

/** Compared without case, accents kept; hyphens, underscores and slashes count as blanks. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\p{L})[-_/](?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const SHORT_TEXT = /^[\p{L}\d][\p{L}\p{M}\d .,'’()&+/_-]{0,79}$/u;

function wordDetector({ words, weak = '', ...list }: List): Detector {
  const strong = new Set(words.split(','));
  const all = new Set([...strong, ...weak.split(',').filter(Boolean)]);
  return detector({
    ...list,
    whole: SHORT_TEXT,
    sign: /./,
    isValid: (text) => all.has(folded(text)),
    needsContext: (text) => !strong.has(folded(text)),
  });
}

const LANGUAGES = 'de,en,fr,es,it,nl,pt,pl,sv,da,fi,no,cs,hu,el,tr,ru,uk,ar,he,zh,ja,ko,hi'.split(',');

const countries = names('region', pairsOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ'));
const languages = names('language', LANGUAGES);

/** English names from the Unicode CLDR that Node carries, by folded name. */
function names(type: 'region' | 'language', codes: readonly string[]): ReadonlySet<string> {
  const display = new Intl.DisplayNames(['en'], { type, fallback: 'none' });
  return new Set(codes.flatMap((code) => display.of(code) ?? []).map(folded));
}

function pairsOf(letters: string): readonly string[] {
  return [...letters].flatMap((first) => [...letters].map((second) => first + second));
}

export const WORDS: readonly Detector[] = [
  ...LISTS.map(wordDetector),
  detector({
    name: 'country',
    title: 'names of countries',
    category: 'user.contact.address.country',
    source: 'ISO 3166, Unicode CLDR',
    whole: SHORT_TEXT,
    sign: /./,
    isValid: (text) => countries.has(folded(text)) || /^(?:usa|uk|uae)$/i.test(text) || isCountryCode(text),
    needsContext: (text) => text.length <= 3,
    context: ['country', 'nation', 'nationality', 'jurisdiction', 'land', 'pays', 'pais', 'residence', 'citizenship'],
  }),
  detector({
    name: 'language',
    title: 'names of languages',
    category: 'user.demographic.language',
    source: 'ISO 639, Unicode CLDR',
    whole: SHORT_TEXT,
    sign: /./,
    isValid: (text) => languages.has(folded(text)) || /^[a-z]{2}(?:[-_][A-Z]{2})?$/.test(text),
    needsContext: (text) => text.length <= 5,
    context: ['language', 'locale', 'lang'],
  }),
];

function isCountryCode(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && isRegion(text);
}
