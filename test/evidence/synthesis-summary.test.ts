import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, AppProps, CfnResource, DefaultStackSynthesizer, IStackSynthesizer, LegacyStackSynthesizer, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { SynthesisSummary, TieredVpc } from '../../lib';

const NEXT_COMMAND = 'npx cdk deploy --all';

describe('SynthesisSummary', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'synthesis-summary-'));
  });
  afterEach(() => {
    fs.rmSync(outdir, { recursive: true });
  });

  const newApp = (props: AppProps = {}) => new App({ outdir, analyticsReporting: false, ...props });
  const keys = (stack: Stack, count: number) =>
    [...Array(count).keys()].map((index) => new CfnResource(stack, `Key${index}`, { type: 'AWS::KMS::Key' }));

  /** What is found about a stack whose template has so many bytes. */
  const sized = (bytes: number, synthesizer: () => IStackSynthesizer = () => new LegacyStackSynthesizer()) => {
    const make = (padding: number) => {
      const app = newApp();
      const stack = new Stack(app, 'Large', { synthesizer: synthesizer() });
      new CfnResource(stack, 'Padding', { type: 'AWS::KMS::Key', properties: { Description: 'x'.repeat(padding) } });
      return { summary: SynthesisSummary.of(app), size: fs.statSync(path.join(outdir, stack.templateFile)).size };
    };
    const { size } = make(0);
    const made = make(bytes - size);
    expect(made.size).toBe(bytes);
    return made.summary;
  };

  it('lists stacks in an order in which they can be deployed', () => {
    const app = newApp();
    const [last, middle, first, free] = ['Last', 'Middle', 'First', 'Free'].map((id) => new Stack(app, id));
    last.addStackDependency(middle);
    last.addStackDependency(free);
    middle.addStackDependency(first);
    const order = SynthesisSummary.of(app).stackNames;
    expect([...order].sort()).toEqual(['First', 'Free', 'Last', 'Middle']);
    for (const [before, after] of [['First', 'Middle'], ['Middle', 'Last'], ['Free', 'Last']]) {
      expect(order.indexOf(before)).toBeLessThan(order.indexOf(after));
    }
  });

  it('counts resources and costs, says where each stack goes, and what to do next', () => {
    const app = newApp();
    keys(new Stack(app, 'Regional', { description: 'What it is for', env: { account: '111122223333', region: 'eu-central-1' } }), 2);
    keys(new Stack(app, 'Anywhere'), 1);
    const summary = SynthesisSummary.of(app);
    expect(summary).toMatchObject({ resourceCount: 3, acknowledgementCount: 0, findings: [] });
    expect(summary.costs.monthlyFloor).toBe(3);
    const text = summary.toString();
    expect(text).toContain('2 stacks with 3 resources:');
    expect(text).toMatch(/^ {2}Regional {4}2 {2}What it is for \(eu-central-1\)$/m);
    expect(text).toMatch(/^ {2}Anywhere {4}1 {2}$/m);
    expect(text).toContain('3.00 USD a month');
    expect(text).toContain('npx cdk diff');
    expect(text).toContain(NEXT_COMMAND);
    expect(text).not.toContain('Mend:');
  });

  it('says where the pictures of networks are', () => {
    const app = newApp();
    new TieredVpc(new Stack(app, 'Network'), 'Vpc');
    const { pictures } = SynthesisSummary.of(app);
    expect(pictures).toEqual([path.join(outdir, 'Network.Vpc.network.svg')]);
    expect(SynthesisSummary.of(app).toString()).toContain(`Picture:  ${path.relative(process.cwd(), pictures[0])}`);
  });

  it('claims only the checks that were made', () => {
    const app = newApp();
    new Stack(app, 'Empty', { synthesizer: new LegacyStackSynthesizer() });
    expect(SynthesisSummary.of(app).checks).toEqual(['each template below 51200 bytes', 'each stack below 500 resources']);
  });

  it('takes a template of 51,200 bytes, the most AWS CloudFormation takes directly', () => {
    const summary = sized(51200);
    expect(summary.findings).toEqual([]);
    expect(summary.toString()).toContain(NEXT_COMMAND);
  });

  it('finds a template that is one byte larger, and offers no next command', () => {
    const summary = sized(51201);
    expect(summary.findings).toEqual(['Large has more than 51200 bytes']);
    expect(summary.checks).not.toContainEqual(expect.stringContaining('bytes'));
    expect(summary.toString()).toContain('Mend:     Large has more than 51200 bytes');
    expect(summary.toString()).not.toContain(NEXT_COMMAND);
  });

  it('takes a template of a bootstrapped environment as long as a bucket does', () => {
    const uploaded = () => new DefaultStackSynthesizer();
    expect(sized(51201, uploaded).findings).toEqual([]);
    expect(sized(51201, uploaded).checks).toContain('each template below 1000000 bytes where it is uploaded');
    expect(sized(1_000_001, uploaded).findings).toEqual(['Large has more than 1000000 bytes']);
  });

  it.each([[500, []], [501, ['Crowded has more than 500 resources']]])('with %i resources in a stack finds %j', (count, findings) => {
    // aws-cdk-lib has a limit of its own, which apps may lift.
    const app = newApp({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
    keys(new Stack(app, 'Crowded', { suppressTemplateIndentation: true }), count);
    const summary = SynthesisSummary.of(app);
    expect(summary.findings).toEqual(findings);
    expect(summary.toString().includes(NEXT_COMMAND)).toBe(findings.length === 0);
    expect(summary.checks.some((check) => check.includes('resources'))).toBe(findings.length === 0);
  });

  it.each([[true, []], [false, ['Pack has errors, listed above or below']]])('with a plugin whose success is %s finds %j', (success, findings) => {
    // As the command line of the CDK sets it: it reports errors itself, where other callers get an exception.
    const app = newApp({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
    keys(new Stack(app, 'Test'), 1);
    const location = { resourceLogicalId: 'Key0', templatePath: 'Test.template.json', locations: [] };
    const violations = success ? [] : [{ ruleName: 'A', description: 'Wrong', severity: 'error', violatingResources: [location] }];
    Validations.of(app).addPlugins({ name: 'Pack', validate: () => ({ success, violations }) });
    const summary = SynthesisSummary.of(app);
    expect(summary.findings).toEqual(findings);
    expect(summary.toString().includes(NEXT_COMMAND)).toBe(success);
  });

  it('counts what is acknowledged, once for each construct and finding', () => {
    const app = newApp();
    const [one, other] = keys(new Stack(app, 'Test'), 2);
    Validations.of(one).acknowledge({ id: 'Pack-A', reason: 'a reason' }, { id: 'Pack-B', reason: 'another reason' });
    Validations.of(one).acknowledge({ id: 'Pack-A', reason: 'once more' });
    Validations.of(other).acknowledge({ id: 'Pack-A', reason: 'a reason' });
    expect(SynthesisSummary.of(app).acknowledgementCount).toBe(3);
  });

  it('finds the stacks of stages', () => {
    const app = newApp();
    keys(new Stack(new Stage(app, 'Prod'), 'Storage'), 1);
    expect(SynthesisSummary.of(app)).toMatchObject({ stackNames: ['Prod-Storage'], resourceCount: 1 });
  });

  it('counts the resources of a nested stack once', () => {
    const app = newApp();
    const stack = new Stack(app, 'Outer');
    keys(new NestedStack(stack, 'Inner'), 2);
    expect(SynthesisSummary.of(app).resourceCount).toBe(3);
    expect(SynthesisSummary.of(app).stackNames).toEqual(['Outer']);
  });
});
