import { customResourceCode } from '../../lib/private/custom-resource-code';

describe('customResourceCode', () => {
  it('puts what all functions have in common behind what one does, without indentation', () => {
    const code = customResourceCode('const settle = async () => {\n  const text = \'a  b\';\n};\n');
    expect(code).toMatch(/^const settle = async \(\) => \{\nconst text = 'a {2}b';\n\};\nconst PASSING = /);
    expect(code).toContain('\nexports.handler = async (event, context) => {\nconst {');
    expect(code).not.toMatch(/^ /m);
  });

  it('is code as it stands', () => {
    expect(() => new Function('exports', 'require', customResourceCode('const settle = () => {};\n'))).not.toThrow();
    expect(() => new Function('exports', 'require', customResourceCode('const settle = () => {\n'))).toThrow(SyntaxError);
  });

  it('leaves most of the 4,096 characters to what is its own', () => {
    expect(customResourceCode('').length).toBeLessThan(1800);
  });
});
