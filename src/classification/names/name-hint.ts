/** What the values of a column must look like for its name to be believed. */
export type Fit =
  | { readonly kind: 'any' | 'letters' | 'words' | 'dates' | 'number' }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }
  /** Half of the values, or more, are taken by one of these detectors. */
  | { readonly kind: 'detected'; readonly by: readonly string[] };

/** A category that the name of a column suggests. */
export interface NameHint {
  readonly category: string;
  /** Phrases of the name; one that begins with `=` is the whole name. */
  readonly phrases: readonly string[];
  readonly fit: Fit;
}

const any: Fit = { kind: 'any' };
const letters: Fit = { kind: 'letters' };
const words: Fit = { kind: 'words' };
const dates: Fit = { kind: 'dates' };
const number: Fit = { kind: 'number' };
const between = (from: number, to: number): Fit => ({ kind: 'between', from, to });
const detected = (...by: readonly string[]): Fit => ({ kind: 'detected', by });
const hint = (category: string, fit: Fit, phrases: string): NameHint => ({
  category,
  fit,
  phrases: phrases.split(', '),
});

/** Names of columns as data teams write them, mostly English; the longest phrase wins, of equal ones the first. */
export const NAME_HINTS: readonly NameHint[] = Object.freeze([
  ...[
    hint(
      'user.name.first',
      letters,
      'first name, firstname, given name, givenname, forename, fname, vorname, prenom, prénom, primer nombre, voornaam, middle name, middle initial',
    ),
    hint(
      'user.name.last',
      letters,
      'last name, lastname, surname, family name, lname, nachname, familienname, nom de famille, apellido, apellidos, achternaam, cognome, maiden, maiden name, mothers maiden',
    ),
    hint(
      'user.name',
      letters,
      'full name, fullname, customer name, client name, person name, contact name, patient name, employee name, member name, cardholder, cardholder name, account holder, =name, salutation, honorific, anrede, nickname',
    ),
    hint('user.name', detected('salutation'), '=title, name prefix, name title'),
    hint(
      'user.contact.email',
      detected('email'),
      'email, e mail, mail, email address, emailaddress, mail address, courriel, correo',
    ),
    hint(
      'user.contact.phone_number',
      detected('phone', 'national-phone'),
      'phone, telephone, tel, mobile, cell, cellphone, msisdn, telefon, telefono, téléphone, handy, phone number, telephone number, mobile number, contact number',
    ),
    hint('user.contact.fax_number', detected('phone', 'national-phone'), 'fax, fax number, telefax'),
    hint(
      'user.contact.address.street',
      words,
      'street, address, street address, address line, addr, adresse, anschrift, strasse, straße, rue, calle, direccion, indirizzo, house number, home address, billing address, shipping address, postal address',
    ),
    hint(
      'user.contact.address.city',
      letters,
      'city, town, ort, stadt, wohnort, ville, ciudad, municipality, comune, gemeente, suburb',
    ),
    hint(
      'user.contact.address.state',
      any,
      'state, province, county, region, bundesland, kanton, provincia, state full, state code',
    ),
    hint(
      'user.contact.address.postal_code',
      detected('postal-code', 'postal-code-letters'),
      'zip, zip code, zipcode, postcode, post code, postal code, postalcode, postcode area, plz, postleitzahl, code postal, codigo postal, cep, pincode',
    ),
    hint(
      'user.contact.address.country',
      detected('country'),
      'country, country full, country code, jurisdiction, country of residence, residence country, native country, pays, pais, birth country',
    ),
    hint('user.contact.url', detected('url', 'domain-name'), 'url, website, homepage, web site, domain, blog'),
  ],
  ...[
    hint('user.demographic.gender', detected('gender'), 'gender, sex, geschlecht, sexe, sexo, genre'),
    hint(
      'user.demographic.date_of_birth',
      dates,
      'birth date, birthdate, date of birth, dob, birthday, birth day, born, geburtsdatum, date de naissance, naissance, fecha nacimiento, geboortedatum',
    ),
    hint(
      'user.demographic.date_of_birth',
      between(1900, 2030),
      'birth year, year of birth, year birth, yob, geburtsjahr',
    ),
    hint('user.demographic.age_range', between(0, 125), 'age, edad, âge, leeftijd, customer age, age years'),
    hint('user.demographic.age_range', any, 'age group, age band, age range, age bucket, generation'),
    hint(
      'user.demographic.race_ethnicity',
      words,
      'race, ethnicity, ethnic, ethnic group, ethnic origin, skin color, skin colour, caste',
    ),
    hint('user.demographic.religious_belief', words, 'religion, religious, faith, belief, denomination, konfession'),
    hint(
      'user.demographic.political_opinion',
      words,
      'political, political opinion, political party, party affiliation, voting intention, political view',
    ),
    hint('user.demographic.sexual_orientation', words, 'sexual orientation, sexuality, sexual preference'),
    hint(
      'user.demographic.marital_status',
      words,
      'marital, marital status, civil status, relationship status, familienstand, état civil, estado civil, relationship',
    ),
    hint(
      'user.demographic.language',
      words,
      'language, preferred language, locale, mother tongue, sprache, langue, idioma',
    ),
    hint(
      'user.demographic',
      any,
      'nationality, citizenship, education, education level, degree, household size, family size, number of children, children, kids, dependents, dependants, housing, home ownership',
    ),
    hint('user.job_title', words, 'occupation, job, job title, profession, beruf, metier, position title, job role'),
    hint(
      'user.workplace',
      words,
      'employer, employer name, company, company name, workplace, workclass, organisation, organization, work address',
    ),
  ],
  ...[
    hint(
      'user.government_id.national_identification_number',
      any,
      'ssn, social security, social security number, national id, nationalid, national identification number, national insurance number, nino, tax id, tin, itin, identity number, id card, id number, personnummer, aadhaar, bsn, pesel, dni, cpf, codice fiscale, steuer id, nir, curp',
    ),
    hint(
      'user.government_id.passport_number',
      detected('passport'),
      'passport, passport number, passport no, reisepass, passeport',
    ),
    hint(
      'user.government_id.drivers_license_number',
      detected('drivers-licence'),
      'drivers license, drivers licence, driver license, driver licence, driving licence, driving license, license number, licence number, dl number',
    ),
    hint(
      'user.government_id.vehicle_registration',
      any,
      'license plate, licence plate, number plate, plate number, registration plate, kennzeichen, vin',
    ),
    hint(
      'user.unique_id',
      any,
      'customer id, client id, user id, person id, member id, subscriber id, contact id, subject id, customer number, client number, member number, customer no, customer key, customer ref, customer code, cust id, loyalty id, loyalty number, visitor id, respondent id, uuid, guid, =id, =customer, =client',
    ),
    hint('user.account.username', words, 'username, user name, login, login name, screen name, handle, userid'),
    hint(
      'user.authorization.password',
      any,
      'password, passwd, pwd, passwort, password hash, mot de passe, contraseña',
    ),
    hint(
      'user.authorization.credentials',
      any,
      'security question, security answer, secret question, secret answer, access token, refresh token, api key, otp',
    ),
    hint('user.device.ip_address', detected('ip-address'), 'ip, ip address, client ip, remote addr, ipaddress'),
    hint('user.device.device_id', any, 'device id, deviceid, imei, idfa, gaid, aaid, advertising id, mac address'),
    hint('user.device.cookie_id', any, 'cookie, cookie id, session id, sessionid'),
    hint(
      'user.device',
      any,
      'user agent, useragent, browser user agent, browser, device type, device model, operating system, screen resolution',
    ),
  ],
  ...[
    hint(
      'user.financial.credit_card',
      any,
      'credit card, creditcard, card number, cc number, cc num, cc, pan, cvv, cvc, card expiry, card expiration, cc expires, cc type, card type, debit card, kreditkarte',
    ),
    hint(
      'user.financial.bank_account',
      any,
      'iban, bank account, account number, sort code, routing number, bic, swift, kontonummer, blz',
    ),
    hint(
      'user.financial',
      any,
      'income, salary, wage, wages, annual income, net worth, credit score, credit limit, credit history, credit amount, loan amount, account balance, balance, debt, debts, savings, checking account, capital gain, capital loss, default',
    ),
    hint('user.payment', any, 'payment method, payment type, payment status, pay, billing'),
    hint(
      'user.health_and_medical',
      any,
      'health, medical, diagnosis, icd, icd code, disease, illness, medication, drug name, allergy, allergies, disability, disabled, pregnant, pregnancy, symptom, symptoms, blood type, blood group, blood pressure, bmi, hiv, treatment, mental health, vaccination, smoker, cholesterol, glucose',
    ),
    hint(
      'user.health_and_medical.record_id',
      any,
      'nhs number, medical record number, mrn, patient id, patient number, health insurance number',
    ),
    hint('user.health_and_medical.genetic', any, 'genetic, genome, dna, genotype'),
    hint(
      'user.biometric',
      any,
      'biometric, fingerprint, face template, faceprint, iris scan, retina, voiceprint, palm print',
    ),
    hint('user.criminal_history', any, 'criminal, criminal record, conviction, convictions, offence, arrests'),
    hint('user.location.precise', between(-180, 180), 'latitude, longitude, lat, lon, lng, gps lat, gps lon'),
    hint(
      'user.location.precise',
      detected('coordinates'),
      'coordinates, gps, geo point, lat lon, lat lng, geolocation, location',
    ),
  ],
  ...[
    hint(
      'user.behavior.purchase_history',
      any,
      'purchase, purchases, order count, orders, number of orders, total spend, spend, spending, spending score, basket, basket value, order value, revenue, monetary, recency, frequency, last purchase, last order, days since order, days since purchase, transactions, transaction count, amount spent, lifetime value, ltv, clv, basket size, returns, refunds',
    ),
    hint(
      'user.behavior.browsing_history',
      number,
      'visits, page views, pageviews, clicks, click count, web visits, sessions, time on site, bounce, impressions',
    ),
    hint('user.behavior.media_consumption', any, 'watched, watch time, streams, listened, videos viewed, songs played'),
    hint('user.behavior.search_history', any, 'search query, search term, search history, queries'),
    hint(
      'user.behavior',
      dates,
      'created at, updated at, signup date, sign up date, registered at, registration date, join date, joined, last activity, last login, last seen, last visit, enrolled, customer since, first seen',
    ),
    hint(
      'user.behavior',
      number,
      'tenure, loyalty points, points, complaints, days since visit, logins, engagement, response, engagement score, churn',
    ),
    hint(
      'user.privacy_preferences',
      any,
      'consent, opt in, optin, opt out, optout, marketing permission, newsletter, unsubscribed, gdpr consent, do not contact, do not sell',
    ),
    hint('user.social', any, 'facebook, twitter, instagram, linkedin, tiktok, social handle'),
    hint(
      'user.content.private',
      any,
      'message, comment, comments, note, notes, remarks, free text, review text, feedback, chat, transcript',
    ),
    hint('user.content.self_image', any, 'photo, avatar, selfie, profile picture, portrait'),
  ],
]);
