import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountBaseline, BaselineProfile, CostSheet, NetworkDiagram, ReachabilityAnalysis, TieredVpc } from '../../lib';
import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';
import { FURTHER_FILTERS } from '../../lib/logging/further-filters';
import { detectionGuide } from '../detection/detection-guide';
import { dailyCost, dailyCostTable, dailyUseTable } from '../evidence/daily-costs';
import { SAMPLE_ACCOUNT, usedBy } from '../evidence/sample-account';
import { waysOutTable } from '../evidence/ways-out';

const ROOT = join(__dirname, '../..');
/** The picture that a program draws when it is synthesized, and that the documents show. */
const PICTURE = 'docs/three-tier-network.svg';

function account(profile: BaselineProfile): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'readme-')) });
  new AccountBaseline(app, 'Baseline', { profile });
  return app;
}

/** The network of an example. */
function example(): { vpc: TieredVpc; template: Record<string, unknown> } {
  const stderr = process.stderr.write.bind(process.stderr);
  process.stderr.write = () => true;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { vpc } = require('../../examples/three-tier-network/app') as { vpc: TieredVpc };
    return { vpc, template: Template.fromStack(Stack.of(vpc)).toJSON() };
  } finally {
    process.stderr.write = stderr;
  }
}

/** What the documents say of the code, by the name of the mark it stands under: `<!-- stacks -->` to `<!-- end -->`. */
function sections(): Record<string, string> {
  const stacks = account(BaselineProfile.standard()).node.findAll().filter(Stack.isStack);
  const profiles = [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()];
  const daily = profiles.map((profile) => dailyCost(profile.name, account(profile)));
  const sheets = profiles.map((profile) => ({ profile, costs: CostSheet.of(account(profile)) }));
  const { costs: standard } = sheets[1];
  return {
    stacks: [
      '| stack | resources | what it holds |', '|---|---|---|',
      ...stacks.map((stack) => {
        const count = stack.node.findAll().filter(CfnResource.isCfnResource).length;
        return `| \`${stack.stackName}\` | ${count} | ${stack.templateOptions.description!.replace('Secure baseline: ', '')} |`;
      }),
    ].join('\n'),
    costs: [
      '| profile | USD a month before anything is used | made up of |', '|---|---|---|',
      ...sheets.map(({ profile, costs }) =>
        `| \`${profile.name}\` | ${costs.monthlyFloor.toFixed(2)} | ${costs.lines.map(({ item, count }) => `${count} × ${item.split(',')[0]}`).join(', ')} |`),
    ].join('\n'),
    use: standard.byUse.map((item) => `- ${item}`).join('\n'),
    alarms: [...ACTIVITY_FILTERS, ...FURTHER_FILTERS].map(({ id, control, what }) => `| ${control ?? ''} | \`secure-baseline-${id}\` | ${what} |`).join('\n'),
    waysout: waysOutTable(),
    ...detectionGuide(),
    dailycosts: dailyCostTable(daily),
    sample: `${SAMPLE_ACCOUNT}.`,
    dailyuse: dailyUseTable(daily, profiles.map(usedBy)),
    reachable: ReachabilityAnalysis.ofTemplate(example().template).describe().trim(),
  };
}

/** The documents with marks in them, and the picture, as they should be. */
export function generated(): Record<string, string> {
  const content = sections();
  const documents = ['README.md', 'docs/detection.md', 'docs/network.md', 'docs/operations-watch.md'].map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [file, text.replace(/(<!-- (\w+) -->\n)(?:.|\n)*?(<!-- end -->)/g, (_, open: string, name: string, close: string) => `${open}${content[name]}\n${close}`)];
  });
  return { ...Object.fromEntries(documents) as Record<string, string>, [PICTURE]: NetworkDiagram.of(example().vpc).toSvg() };
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generated())) {
    writeFileSync(join(ROOT, file), text);
  }
}
