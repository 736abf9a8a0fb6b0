import { band, lazily, lines } from './tables.js';

const ADULT_COLUMNS = [
  ...['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship'],
  ...['race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'income'],
];
export type Person = Readonly<Record<string, string>>;

function adult(...files: string[]): readonly Person[] {
  return files.flatMap((file) =>
    lines(`adult/${file}`).map((line) => {
      const cells = line.replace(/\.$/, '').split(', ');
      return Object.fromEntries(ADULT_COLUMNS.map((name, at) => [name, cells[at] as string]));
    }),
  );
}

export const everybody = lazily(() => adult('adult.data', 'adult.test'));
export const train = lazily(() => adult('adult.data'));
export const of = (column: string) => (person: Person) => person[column] as string;
export const ageBand = (person: Person) => `A${band(Number(person['age']), [25, 35, 50, 65])}`;
export const educationHours = (person: Person) => {
  const education = band(Number(person['education-num']), [9, 10, 13]);
  return `E${education}-H${band(Number(person['hours-per-week']), [40, 41])}`;
};
