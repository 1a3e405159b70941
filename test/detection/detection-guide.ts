import { DataSuppression, SecurityStandard, ThreatEntities, ThreatSuppression, TrustedEntities, VulnerabilitySuppression } from '../../lib';
import { EntityListFormat } from '../../lib/detection/entity-list-format';
import { RuntimeAgent } from '../../lib/detection/runtime-agent';
import { bestPracticeControls, cisControls } from '../../lib/detection/security-hub-controls';
import { FOUNDATION_RATES, THREAT_DETECTION_CATALOGUE } from '../../lib/detection/threat-detection-catalogue';
import { inWords } from '../../lib/private/rate';

// By member, so that the compiler misses one that is not here.
const AGENTS: Record<RuntimeAgent, string> = {
  [RuntimeAgent.EKS_ADDON_MANAGEMENT]: 'nodes of Amazon EKS clusters, as an add-on',
  [RuntimeAgent.ECS_FARGATE_AGENT_MANAGEMENT]: 'tasks of Amazon ECS on AWS Fargate, beside their containers',
  [RuntimeAgent.EC2_AGENT_MANAGEMENT]: 'Amazon EC2 instances that AWS Systems Manager manages',
};

const FORMATS: Record<EntityListFormat, string> = {
  [EntityListFormat.TXT]: 'plain text, an entry a line; the default',
  [EntityListFormat.STIX]: 'Structured Threat Information Expression',
  [EntityListFormat.OTX_CSV]: 'CSV of the Open Threat Exchange',
  [EntityListFormat.FIRE_EYE]: 'CSV of FireEye iSIGHT',
  [EntityListFormat.PROOF_POINT]: 'CSV of Proofpoint ET Intelligence Feed',
  [EntityListFormat.ALIEN_VAULT]: 'reputation feed of AlienVault',
};

const SUPPRESSIONS = [
  [ThreatSuppression, 'Amazon GuardDuty', 'types of findings, and fields such as `resource.instanceDetails.tags.value`', 'archived, and not exported; 90 days to look them up'],
  [VulnerabilitySuppression, 'Amazon Inspector', 'ids of vulnerabilities, and resources', 'not told while it is there'],
  [DataSuppression, 'Amazon Macie', 'types of findings, in buckets that are named', 'archived'],
] as const;

/** Every standard there is, by the name of its factory. */
function standards(): [string, SecurityStandard][] {
  return Object.entries(Object.getOwnPropertyDescriptors(SecurityStandard)).filter(([, { value }]) => typeof value === 'function')
    .map(([name, { value }]) => [name, (value as () => SecurityStandard).call(SecurityStandard)]);
}

const KNOWN: Record<string, () => string[]> = { foundationalBestPractices: bestPracticeControls, cisFoundations: () => [...new Set(cisControls())] };
const BY_DEFAULT = ['foundationalBestPractices', 'cisFoundations'];

/** Tables of docs/detection.md, by the mark they stand under. */
export function detectionGuide(): Record<string, string> {
  return {
    features: [
      '| `ThreatDetectionFeature` | looks at | why | USD in us-east-1 | by default |', '|---|---|---|---|---|',
      `| always on | Management events of AWS CloudTrail, VPC flow logs and DNS queries. | Nothing is set up for it, and it cannot be left out. | ${inWords(FOUNDATION_RATES)} | on |`,
      ...THREAT_DETECTION_CATALOGUE.map(({ feature, what, why, rates, byDefault, link }) =>
        `| [\`${feature}\`](${link}) | ${what} | ${why} | ${inWords(rates)} | ${byDefault ? 'on' : 'off'} |`),
    ].join('\n'),
    agents: ['| `RuntimeAgent` | watches |', '|---|---|', ...Object.entries(AGENTS).map(([agent, what]) => `| \`${agent}\` | ${what} |`)].join('\n'),
    lists: [
      '| construct | what Amazon GuardDuty does of what is on the list | warning |', '|---|---|---|',
      `| \`${ThreatEntities.name}\` | finds whatever has to do with it | |`,
      `| \`${TrustedEntities.name}\` | finds nothing of what it does | \`trusted-entities\` |`,
      '', '| `EntityListFormat` | is |', '|---|---|', ...Object.entries(FORMATS).map(([format, what]) => `| \`${format}\` | ${what} |`),
    ].join('\n'),
    suppressions: [
      '| construct | findings of | chosen by | what becomes of them |', '|---|---|---|---|',
      ...SUPPRESSIONS.map(([{ name }, of, by, then]) => `| \`${name}\` | ${of} | ${by} | ${then} |`),
    ].join('\n'),
    standards: [
      '| `SecurityStandard` | is | by default | a control to disable | known when it is synthesized |', '|---|---|---|---|---|',
      ...standards().map(([name, standard]) => {
        const known = KNOWN[name]?.();
        return `| \`${name}()\` | ${standard.what} | ${BY_DEFAULT.includes(name) ? 'yes' : 'no'} | ${standard._entry.knownAs} | ${known ? `${known.length} controls` : 'the services that have controls'} |`;
      }),
    ].join('\n'),
  };
}
