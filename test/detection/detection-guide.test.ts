import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { SecurityHubStandards } from '../../lib';
import { EntityListFormat } from '../../lib/detection/entity-list-format';
import { RuntimeAgent } from '../../lib/detection/runtime-agent';
import { THREAT_DETECTION_CATALOGUE } from '../../lib/detection/threat-detection-catalogue';
import { resolve, synthesize } from '../support';
import { detectionGuide } from './detection-guide';

const rows = (name: string) => detectionGuide()[name].split('\n').filter((line) => /^\| \[?`\w+(\(\))?`/.test(line)).map((line) => /`(\w+)/.exec(line)![1]);

describe('docs/detection.md', () => {
  const guide = readFileSync(join(__dirname, '../../docs/detection.md'), 'utf8');

  it.each(Object.entries(detectionGuide()))('says of %s what the code says; npm run docs writes it anew', (name, table) => {
    expect(guide).toContain(`<!-- ${name} -->\n${table}\n<!-- end -->`);
  });

  it('has every feature, agent, format and standard, in cells of a table', () => {
    expect(rows('features')).toEqual(['ThreatDetectionFeature', ...THREAT_DETECTION_CATALOGUE.map(({ feature }) => feature)]);
    expect(rows('agents').slice(1)).toEqual(Object.values(RuntimeAgent));
    expect(rows('lists')).toEqual(expect.arrayContaining(Object.values(EntityListFormat)));
    expect(rows('standards').slice(1)).toEqual(['foundationalBestPractices', 'cisFoundations', 'nist80053', 'pciDss']);
    expect(rows('suppressions')).toHaveLength(3);
  });

  it('names the standards that are there by default', () => {
    const template = synthesize((stack: Stack) => {
      new SecurityHubStandards(stack, 'Hub');
    });
    const arns = Object.values(template.findResources('AWS::SecurityHub::Standard')).map(({ Properties }) => resolve((Properties as { StandardsArn: unknown }).StandardsArn));
    expect(arns).toHaveLength(detectionGuide().standards.match(/\| yes \|/g)!.length);
    expect(JSON.stringify(arns)).toMatch(/best-practices.*cis-aws-foundations/);
  });
});
