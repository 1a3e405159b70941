import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** A copy of the project with one file in lib, to which the tools of the project are put. */
function project(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const file of ['package.json', 'tsconfig.json', '.eslint.config.mjs', 'README.md']) {
    writeFileSync(join(folder, file), readFileSync(join(ROOT, file)));
  }
  for (const part of ['lib', 'test']) {
    mkdirSync(join(folder, part));
  }
  writeFileSync(join(folder, 'test/tsconfig.json'), readFileSync(join(ROOT, 'test/tsconfig.json')));
  writeFileSync(join(folder, 'lib/index.ts'), code);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What a script of package.json says to it, and whether it passed. */
function script(name: string, folder: string): { passed: boolean; output: string } {
  const path = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', scripts[name]], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: path } });
  return { passed: status === 0, output: stdout + stderr };
}

describe('the tools of npm test', () => {
  test('let sound code pass', () => {
    const folder = project('/** Sound. */\nexport interface Sound {\n  /** Loudness. */\n  readonly loudness: number;\n}\n');

    expect(script('typecheck', folder)).toEqual({ passed: true, output: expect.any(String) as string });
    expect(script('lint', folder)).toEqual({ passed: true, output: '' });
    expect(script('build', folder).passed).toBe(true);
  }, 60_000);

  test('find a type that does not fit', () => {
    const { passed, output } = script('typecheck', project("export const port: number = 'https';\n"));

    expect(passed).toBe(false);
    expect(output).toContain("Type 'string' is not assignable to type 'number'");
  }, 60_000);

  test('find a library file that imports what its users will not have', () => {
    const { passed, output } = script('lint', project("import { NagPack } from 'cdk-nag';\n\nexport const pack: NagPack | undefined = undefined;\n"));

    expect(passed).toBe(false);
    expect(output).toContain('lib imports aws-cdk-lib, constructs and itself alone');
  }, 60_000);

  test('find an API that other languages could not have', () => {
    const { passed, output } = script('build', project('/** Two at once. */\nexport class Both {\n  /** Takes some. */\n  public take(some: Partial<Both>): void {\n    void some;\n  }\n}\n'));

    expect(passed).toBe(false);
    expect(output).toContain('JSII1003');
  }, 60_000);
});
