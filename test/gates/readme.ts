import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { AccountBaseline, BaselineProfile, CostSheet } from '../../lib';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';

const ROOT = join(__dirname, '../..');

function account(profile: BaselineProfile): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'readme-')) });
  new AccountBaseline(app, 'Baseline', { profile });
  return app;
}

/** What the documents say of the code, by the name of the mark it stands under: `<!-- stacks -->` to `<!-- end -->`. */
function sections(): Record<string, string> {
  const stacks = account(BaselineProfile.standard()).node.findAll().filter(Stack.isStack);
  const sheets = [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()]
    .map((profile) => ({ profile, costs: CostSheet.of(account(profile)) }));
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
    alarms: ACTIVITY_FILTERS.map(({ id, control, what }) => `| ${control} | \`secure-baseline-${id}\` | ${what} |`).join('\n'),
    rules: RULES.map(({ identifier, control, what }) => `| ${control ?? ''} | \`${identifier}\` | ${what} |`).join('\n'),
  };
}

/** The documents with marks in them, as they should be. */
export function generated(): Record<string, string> {
  const content = sections();
  return Object.fromEntries(['README.md', 'docs/detection.md'].map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [file, text.replace(/(<!-- (\w+) -->\n)(?:.|\n)*?(<!-- end -->)/g, (_, open: string, name: string, close: string) => `${open}${content[name]}\n${close}`)];
  }));
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generated())) {
    writeFileSync(join(ROOT, file), text);
  }
}
