import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentError } from '../../documents/index.js';
import { loadTaxonomy } from '../taxonomy/index.js';
import { loadPurposes } from './index.js';

const registers = { taxonomy: loadTaxonomy(), destinations: new Map([['crm', {}]]) };
const GOOD = `apiVersion: probity/v1
kind: Purpose
name: letters
title: Write letters
use: marketing.communications
team: shop
basis: consent
effect: message
assessment: { state: not-required }
notice: { version: "1" }
destinations: [crm]
expires: 2030-12-31
`;

function mistakesOf(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'purposes-'));
  writeFileSync(join(folder, 'letters.yaml'), text);
  try {
    loadPurposes([folder], registers);
    return [];
  } catch (error) {
    if (error instanceof DocumentError)
      return error.diagnostics.map(({ code, path, nearest }) => [code, path, nearest]);
    throw error;
  }
}

describe('loadPurposes', () => {
  it('takes a purpose that names only what is known', () => expect(mistakesOf(GOOD)).toEqual([]));

  it.each([
    [['UNKNOWN_USE', 'use', 'marketing.communications'], 'marketing.communications', 'marketing.comunications'],
    [['UNKNOWN_DESTINATION', 'destinations[1]', 'crm'], '[crm]', '[crm, cmr]'],
    [['BALANCING_MISSING', 'basis', undefined], 'basis: consent', 'basis: legitimate-interests'],
    [['ASSESSMENT_UNREFERENCED', 'assessment.state', undefined], 'state: not-required', 'state: approved'],
    [['OUT_OF_RANGE', 'expires', undefined], '2030-12-31', '2030-13-31'],
    [['UNKNOWN_VALUE', 'effect', 'message'], 'effect: message', 'effect: mesage'],
    [['UNKNOWN_KEY', 'teem', 'team'], 'team: shop', 'team: shop\nteem: shop'],
  ])('says %j', (expected, from, to) => {
    expect(GOOD).toContain(from);
    expect(mistakesOf(GOOD.replace(from, to))).toEqual([expected]);
  });
});
