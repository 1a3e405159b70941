import * as fs from 'fs';
import * as path from 'path';
import { App, BootstraplessSynthesizer, CfnResource, LegacyStackSynthesizer, Stack, Stage, Token, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CostSheet } from './cost-sheet';

/** Of AWS CloudFormation: the largest template it takes directly, in bytes, without a bucket to upload it to. */
const MAX_TEMPLATE_BYTES = 51200;
/** Of AWS CloudFormation: the largest template it takes from a bucket, as that of a bootstrapped environment. */
const MAX_UPLOADED_BYTES = 1_000_000;
/** Of AWS CloudFormation: the most resources a stack may have. */
const MAX_RESOURCES = 500;

/**
 * What a synthesis made, in a few lines: stacks, resources, checks, what was acknowledged, what it costs, and what to do next.
 *
 *     process.stderr.write(SynthesisSummary.of(app).toString());
 */
export class SynthesisSummary {
  /**
   * Synthesizes an app, unless that was done already, and sums it up.
   *
   * @param app - the app
   */
  public static of(app: App): SynthesisSummary {
    return new SynthesisSummary(app);
  }

  /** Names of the stacks, in an order in which they can be deployed. */
  public readonly stackNames: string[];

  /** How many resources the stacks have together. */
  public readonly resourceCount: number;

  /** The checks that passed. */
  public readonly checks: string[];

  /** What the checks found. What plugins found is printed in full by aws-cdk-lib or its command line. */
  public readonly findings: string[];

  /** How many findings of rule packs are acknowledged in the code, each with a reason. */
  public readonly acknowledgementCount: number;

  /** What it costs. */
  public readonly costs: CostSheet;

  /** Pictures of networks that were written beside the templates: paths of SVG files. */
  public readonly pictures: string[];

  private readonly lines: string[];

  private constructor(app: App) {
    const failed = failedChecks(app.synth().directory);
    const constructs = app.node.findAll();
    const stacks = constructs.filter(Stack.isStack).filter(({ nested }) => !nested).sort((a, b) => depth(a) - depth(b));
    const all = constructs.filter(CfnResource.isCfnResource);
    const resources = stacks.map((stack) => all.filter((resource) => resource.stack === stack).length);

    this.stackNames = stacks.map((stack) => stack.stackName);
    this.resourceCount = all.length;
    this.acknowledgementCount = new Set(constructs.flatMap(acknowledgements)).size;
    this.costs = CostSheet.of(app);

    const folders = [...new Set(stacks.map((stack) => Stage.of(stack)!.outdir))];
    this.pictures = folders.flatMap((folder) =>
      fs.readdirSync(folder).filter((name) => name.endsWith('.network.svg')).map((name) => path.join(folder, name)));
    const sizes = stacks.map((stack) => fs.statSync(path.join(Stage.of(stack)!.outdir, stack.templateFile)).size);
    const over = (values: number[], limit: (stack: Stack) => number, unit: string) => stacks
      .filter((stack, index) => values[index] > limit(stack))
      .map((stack) => `${stack.stackName} has more than ${limit(stack)} ${unit}`);
    const large = over(sizes, (stack) => uploads(stack) ? MAX_UPLOADED_BYTES : MAX_TEMPLATE_BYTES, 'bytes');
    const crowded = over(resources, () => MAX_RESOURCES, 'resources');
    this.findings = [...failed.map((name) => `${name} has errors, listed above or below`), ...large, ...crowded];
    this.checks = [
      ...failed.length === 0 && validates(app) ? ['valid for AWS CloudFormation'] : [],
      ...large.length === 0 ? [`each template below ${sizeLimits(stacks)}`] : [],
      ...crowded.length === 0 ? [`each stack below ${MAX_RESOURCES} resources`] : [],
    ];

    const width = Math.max(0, ...this.stackNames.map((name) => name.length));
    this.lines = stacks.map((stack, index) => {
      const region = Token.isUnresolved(stack.region) ? '' : ` (${stack.region})`;
      return `  ${stack.stackName.padEnd(width)}  ${String(resources[index]).padStart(3)}  ${stack.templateOptions.description ?? ''}${region}`;
    });
  }

  /** The summary as text for a terminal. */
  public toString(): string {
    return [
      '',
      `${this.stackNames.length === 1 ? '1 stack' : `${this.stackNames.length} stacks`} with ${this.resourceCount} resources:`,
      ...this.lines,
      '',
      `Checked:  ${this.checks.join(', ')}; ${this.acknowledgementCount} findings of rule packs acknowledged in the code, each with its reason`,
      `Costs:    ${this.costs.monthlyFloor.toFixed(2)} USD a month before anything is used (${this.costs.pricesAsOf})`,
      ...this.pictures.map((picture) => `Picture:  ${path.relative(process.cwd(), picture)}`),
      ...this.findings.map((finding) => `Mend:     ${finding}`),
      '',
      ...(this.findings.length > 0 ? [] : [
        'Nothing has been deployed. With credentials of the AWS account, the next commands are:',
        '  npx cdk diff          show what would change in it',
        '  npx cdk deploy --all  change it; the README says what is left to do by hand',
        '',
      ]),
    ].join('\n');
  }
}

/** Whether the template of a stack goes through a bucket of its environment. */
function uploads({ synthesizer }: Stack): boolean {
  return !(synthesizer instanceof LegacyStackSynthesizer || synthesizer instanceof BootstraplessSynthesizer);
}

function sizeLimits(stacks: Stack[]): string {
  const direct = stacks.every(uploads) ? [] : [`${MAX_TEMPLATE_BYTES} bytes`];
  const uploaded = stacks.some(uploads) ? [`${MAX_UPLOADED_BYTES} bytes where it is uploaded`] : [];
  return [...direct, ...uploaded].join(', or ');
}

/** How many stacks must be there before this one. */
function depth(stack: Stack): number {
  return Math.max(0, ...stack.dependencies.map((dependency) => depth(dependency) + 1));
}

/** Names of the plugins whose findings aws-cdk-lib wrote into the cloud assembly as errors. It reports to whoever runs the app in different ways. */
function failedChecks(directory: string): string[] {
  const file = path.join(directory, 'validation-report.json');
  if (!fs.existsSync(file)) {
    return [];
  }
  const { pluginReports } = JSON.parse(fs.readFileSync(file, 'utf8')) as { pluginReports: { pluginName: string; conclusion: string }[] };
  return pluginReports.filter(({ conclusion }) => conclusion === 'failure').map(({ pluginName }) => pluginName);
}

function validates(app: App): boolean {
  return process.env.CDK_VALIDATION !== 'false' && Reflect.get(app, '_builtinCloudFormationValidation') !== false;
}

function acknowledgements(construct: IConstruct): string[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object).map((id) => `${construct.node.path} ${id}`));
}
