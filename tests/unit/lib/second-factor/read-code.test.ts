import { describe, expect, it } from 'vitest';
import { groupCode, readCode } from '@/lib/second-factor/model';

describe('a typed code', () => {
  it.each([
    '123456',
    ' 123 456 ',
    '12 34 56',
    '123-456',
    '123\u2011456',
    '123\u00a0456',
    '123\u200b456',
    '\ufeff123456\n',
    '１２３４５６',
    '１２３　４５６',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
    '१२३४५६',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
  ])('%j is six digits of an app', (typed) => {
    expect(readCode(typed)).toEqual({ kind: 'authenticator', code: '123456' });
  });

  it.each([
    'A1B2-C3D4-E5F6-G7H8',
    'a1b2c3d4e5f6g7h8',
    ' a1b2 c3d4 e5f6 g7h8 ',
    'ａ１ｂ２－ｃ３ｄ４－ｅ５ｆ６－ｇ７ｈ８',
    'aIb2-c3d4-e5f6-g7h8',
    'alb2-c3d4-e5f6-g7h8',
  ])('%j is a recovery code', (typed) => {
    expect(readCode(typed)).toEqual({ kind: 'recovery', code: 'A1B2C3D4E5F6G7H8' });
  });

  it.each(['', ' ', '12345', '1234567', 'abcdef', '12345a', 'A1B2-C3D4-E5F6-G7H', '1'.repeat(200)])(
    '%j is none',
    (typed) => {
      expect(readCode(typed)).toBeNull();
    },
  );

  it('is shown in groups of four', () => {
    expect(groupCode('A1B2C3D4E5F6G7H8')).toBe('A1B2-C3D4-E5F6-G7H8');
  });
});
