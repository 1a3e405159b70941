import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { REMEDIES } from '../../lib/configuration/remedy-catalogue';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { lacksRule } from '../../lib/configuration/rules/missing-rules';
import { AWS_REGIONS } from '../../lib/private/regions';

export const GUIDE = join(__dirname, '../../docs/configuration.md');

/** An account of some size, on a day. */
export const ACCOUNT = { resources: 500, changes: 50 };
const PRICES = { change: 0.003, evaluation: 0.001 };

/**
 * What a pack costs a day: each changed resource is recorded and, as far as the rules of its type go, judged; periodic rules look at what they are about.
 * Resources are spread evenly over the types that the largest pack judges.
 */
export function evaluationsADay(pack: RulePack): number {
  const types = new Set(RulePack.regulated()._rules.flatMap((rule) => rule.types ?? [])).size;
  const judgedTypes = pack._rules.reduce((sum, rule) => sum + (rule.types?.length ?? 0), 0);
  const periodic = pack._rules.filter((rule) => !rule.types).length;
  return ACCOUNT.changes * judgedTypes / types + periodic * Math.ceil(ACCOUNT.resources / types);
}

function cost(pack: RulePack): string {
  const evaluations = evaluationsADay(pack);
  return `| \`${pack.name}\` | ${pack._rules.length} | ${Math.round(evaluations)} | ${(ACCOUNT.changes * PRICES.change + evaluations * PRICES.evaluation).toFixed(2)} |`;
}

function costs(): string[] {
  return [
    '| pack | rules | evaluations a day | USD a day |', '|---|---|---|---|', ...[RulePack.essential(), RulePack.standard(), RulePack.regulated()].map(cost),
  ];
}

function catalogue(): string[] {
  return [
    '| rule | finds | why | controls | pack | parameters | judges |', '|---|---|---|---|---|---|---|',
    ...RULES.map(({ identifier, what, why, cis = [], fsbp = [], pack, types, someTypes, needs = [], urgent, parameters = [] }) => {
      const controls = [...cis.map((control) => `CIS ${control}`), ...fsbp].join(', ');
      const settings = parameters.filter(({ value, required }) => value !== undefined || required)
        .map(({ name, value }) => `\`${name}\`${value === undefined ? ' (required)' : ` = ${value.replace(/,/g, ', ')}`}`).join('; ');
      const list = (of: readonly string[]) => of.map((type) => `\`${type}\``).join(', ');
      const judged = types === undefined ? ['↻', ...needs.length > 0 ? [`looks up ${list(needs)}`] : []].join(', ')
        : someTypes ? `what is recorded of ${types.length} types` : list(types);
      return `| \`${identifier}\`${urgent ? ' 🔔' : ''} | ${what} | ${why} | ${controls} | ${pack ?? ''} | ${settings} | ${judged} |`;
    }),
  ];
}

function regions(): string[] {
  const lacking = AWS_REGIONS.map((region) => ({ region, rules: RULES.map(({ identifier }) => identifier).filter((rule) => lacksRule(rule, region)) }));
  return [
    '| region | rules that it lacks |', '|---|---|',
    ...lacking.filter(({ rules }) => rules.length > 0).map(({ region, rules }) => `| \`${region}\` | ${rules.map((rule) => `\`${rule}\``).join(', ')} |`),
  ];
}

function remedies(): string[] {
  return [
    '| rule | remedy | changes | can break | to go back | document |', '|---|---|---|---|---|---|',
    ...REMEDIES.map(({ rule, what, changes, breaks, undo, document }) =>
      `| \`${rule}\` | ${what} | ${changes} | ${breaks} | ${undo} | ${document ? `\`${document}\`` : 'of the baseline'} |`),
  ];
}

/** The guide, as it should be: what stands between two marks is made from the code. */
export function configurationGuide(): string {
  const content: Record<string, string[]> = { cost: costs(), catalogue: catalogue(), regions: regions(), remedies: remedies() };
  return readFileSync(GUIDE, 'utf8').replace(/(<!-- (\w+) -->\n)(?:.|\n)*?(<!-- end -->)/g, (_, open: string, name: string, close: string) => `${open}${content[name].join('\n')}\n${close}`);
}

if (require.main === module && process.argv.includes('--write')) {
  writeFileSync(GUIDE, configurationGuide());
}
