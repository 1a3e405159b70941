import { matches, rendered } from './event-pattern';

describe('event patterns', () => {
  const event = { source: 'aws.x', detail: { severity: 7.5, list: [{ a: 1 }, { a: 2, b: 'two' }], text: 'a-b', no: false, none: null } };

  it.each<[string, unknown]>([
    ['every field', { source: ['aws.x'], detail: { text: ['a-b'] } }],
    ['one value of a list', { source: ['aws.y', 'aws.x'] }],
    ['a number range', { detail: { severity: [{ numeric: ['>=', 7, '<', 8] }] } }],
    ['an element of an array', { detail: { list: { a: [2] } } }],
    ['a beginning and an end', { detail: { text: [{ prefix: 'a' }], list: { b: [{ suffix: 'wo' }] } } }],
    ['what is absent', { detail: { gone: [{ exists: false }] } }],
    ['false and null for themselves', { detail: { no: [false], none: [null] } }],
    ['anything else', { detail: { text: [{ 'anything-but': ['x'] }] } }],
    ['one alternative', { detail: { $or: [{ text: ['x'] }, { severity: [7.5] }] } }],
  ])('match %s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['where one field differs', { source: ['aws.x'], detail: { text: ['b'] } }],
    ['text that looks like the number', { detail: { severity: ['7.5'] } }],
    ['a number out of the range', { detail: { severity: [{ numeric: ['>=', 8] }] } }],
    ['no number', { detail: { text: [{ numeric: ['>=', 0] }] } }],
    ['no element of an array', { detail: { list: { a: [3] } } }],
    ['what is there when it must not be', { detail: { text: [{ exists: false }] } }],
    ['what is not there, as anything else', { detail: { gone: [{ 'anything-but': ['x'] }] } }],
    ['no alternative', { detail: { $or: [{ text: ['x'] }, { severity: [8] }] } }],
    ['below what is absent', { detail: { gone: { deeper: ['x'] } } }],
  ])('do not match %s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(false);
  });

  it.each<[string, unknown]>([
    ['an operator it does not know', { source: [{ like: 'x' }] }],
    ['two operators in one filter', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['a value outside a list', { source: 'aws.x' }],
  ])('are refused with %s, rather than read wrongly', (_, pattern) => {
    expect(() => matches(pattern, event)).toThrow();
  });
});

describe('input transformers', () => {
  it('put in what is there, and nothing for what is not', () => {
    const paths = { a: '$.x.y', b: '$.list[1].z', c: '$.x.gone', d: '$.x.with-hyphen' };
    expect(rendered({ InputPathsMap: paths, InputTemplate: '"<a> <b> <c> <d>"' }, { 'x': { 'y': 1, 'with-hyphen': 'h' }, 'list': [{}, { z: 2 }] })).toBe('"1 2  h"');
  });

  it('are refused with a word that has no path', () => {
    expect(() => rendered({ InputPathsMap: {}, InputTemplate: '"<a>"' }, {})).toThrow('no path for <a>');
  });
});
