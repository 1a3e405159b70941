import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { generated } from './readme';

const ROOT = join(__dirname, '../..');
const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];

/** The TypeScript blocks of a document. */
function blocks(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/```ts\n((?:.|\n)*?)```/g)].map(([, code]) => code);
}

/** What the compiler says of programs that import this package by its name. */
function diagnostics(programs: Record<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, skipLibCheck: true, noUnusedLocals: false,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
    paths: { 'cdk-secure-baseline': [join(ROOT, 'dist/index.d.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  const files = Object.fromEntries(Object.entries(programs).map(([name, code]) => [join(ROOT, name), code]));
  host.readFile = (name) => files[name] ?? read(name);
  host.fileExists = (name) => name in files || exists(name);
  const source = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => name in files ? ts.createSourceFile(name, files[name], version) : source(name, version);
  const program = ts.createProgram(Object.keys(files), options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName.split('/').pop()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

describe('documents', () => {
  test('hold code that compiles against the package, and a block that does not is found', () => {
    const programs = Object.fromEntries(DOCUMENTS.flatMap((file) => blocks(file).map((code, index) => [`${file.replace('/', '-')}-${index}.ts`, `${code}\nexport {};`])));
    expect(Object.keys(programs).length).toBeGreaterThan(1);

    const found = diagnostics({ ...programs, 'planted.ts': "import { AccountBaseline } from 'cdk-secure-baseline'; AccountBaseline.secure();" });

    expect(found).toEqual([expect.stringMatching(/^planted\.ts: Property 'secure' does not exist/)]);
  }, 60_000);

  test('say of the code what the code says', () => {
    for (const [file, text] of Object.entries(generated())) {
      expect({ file, text: readFileSync(join(ROOT, file), 'utf8') }).toEqual({ file, text });
    }
  });

  test('hold the API as it is compiled; npm run docs writes it anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'api-'));
    execFileSync(process.execPath, [require.resolve('jsii-docgen/bin/jsii-docgen'), '-o', join(folder, 'API')], { cwd: ROOT });

    expect(readFileSync(join(ROOT, 'API.md'), 'utf8') === readFileSync(join(folder, 'API.md'), 'utf8')).toBe(true);
  }, 60_000);

  test('lead somewhere', () => {
    for (const file of DOCUMENTS) {
      const links = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target);
      links.forEach((target) => expect(() => readFileSync(join(ROOT, file, '..', target))).not.toThrow());
    }
  });
});
