import type { Expression } from './formula-syntax.ts';

/** An expression as R writes it: `log(age + 1)`, `factor(concerned, ref = "Neutral")`, `I(age^2)`. */
export function deparse(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'number':
      return deparseNumber(expression.value);
    case 'string':
      return deparseString(expression.value);
    case 'call': {
      const list = expression.arguments.map(({ name, value }) => (name === null ? '' : `${name} = `) + deparse(value));
      return `${expression.name}(${list.join(', ')})`;
    }
    case 'binary': {
      const spaced = ['+', '-', '*'].includes(expression.operator) ? ` ${expression.operator} ` : expression.operator;
      return `${deparse(expression.left)}${spaced}${deparse(expression.right)}`;
    }
    case 'unary':
      return `${expression.operator}${deparse(expression.operand)}`;
    case 'group':
      return `(${deparse(expression.inner)})`;
  }
}

/** A number with up to 15 significant digits, in the shorter of R's two notations: `2`, `0.5`, `1e+05`. */
function deparseNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return 'Inf';
  }
  const rounded = Number(value.toPrecision(15));
  const [mantissa = '', exponent = '0'] = rounded.toExponential().split('e');
  const power = Number(exponent);
  const scientific = `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const decimals = Math.max(0, (mantissa.split('.')[1] ?? '').length - power);
  const fixed = decimals > 100 || power > 20 ? null : rounded.toFixed(decimals);
  return fixed !== null && fixed.length <= scientific.length ? fixed : scientific;
}

function deparseString(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
