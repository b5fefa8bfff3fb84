import { describe, expect, it } from 'vitest';
import { numberText } from '#engine/report';

const minus = '−';

describe('numbers as text', () => {
  it.each([
    [12161, 'count', '12,161'],
    [0, 'count', '0'],
    [1234567, 'count', '1,234,567'],
    [40.66, 'count', '40.7'],
    [0.1394, 'distance', '.139'],
    [1, 'distance', '1.000'],
    [-0.25, 'distance', `${minus}.250`],
    [-0.0001, 'distance', '.000'],
    [0.034, 'signed-distance', '+.034'],
    [-0.034, 'signed-distance', `${minus}.034`],
    [0, 'signed-distance', '.000'],
    [0.2468, 'percent', '24.7 %'],
    [1, 'percent', '100.0 %'],
    [0.592, 'points', '+59.2'],
    [-0.423, 'points', `${minus}42.3`],
    [-0.0004, 'points', '0.0'],
    [5.268, 'decimal', '5.27'],
    [0.0312, 'decimal', '0.031'],
    [0.00312, 'decimal', '0.0031'],
    [123.45, 'decimal', '123.5'],
    [1.21, 'signed-decimal', '+1.21'],
    [0.264, 'ratio', '0.26'],
    [0.05, 'setting', '.05'],
    [0.125, 'setting', '.125'],
    [0.00049, 'p', '< .001'],
    [0.001, 'p', '.001'],
    [0.0496, 'p', '.050'],
    [null, 'distance', '–'],
    [Number.NaN, 'count', '–'],
    [Number.POSITIVE_INFINITY, 'decimal', '–'],
  ] as const)('%d as %s is %s', (value, style, text) => {
    expect(numberText(value, style)).toBe(text);
  });

  it('gives an estimate as many decimals as it is asked for', () => {
    expect(numberText(0.41, { decimals: 3, isSigned: true })).toBe('+0.410');
    expect(numberText(-0.41, { decimals: 1, isSigned: false })).toBe(`${minus}0.4`);
  });
});
