import { Construct } from 'constructs';
import { warn } from '../private/warn';
import { ConfigurationProps } from './configuration-domain';
import { ConfigurationRecorder } from './configuration-recorder';
import { ConfigurationRemediation } from './configuration-remediation';
import { ConfigurationRules } from './configuration-rules';
import { ConfigurationScope } from './configuration-scope';
import { Remedy } from './remedy';

/** The record of configuration of a region, for whoever places it: front doors, and templates that reach member accounts. */
export function placeRecorder(scope: Construct, props: ConfigurationProps, bucketName: string, region?: ConfigurationScope): ConfigurationRecorder {
  const { frequency, otherFrequencyTypes, recordedTypes, adoption, recorderName } = props;
  return new ConfigurationRecorder(scope, 'ConfigurationRecorder', {
    frequency, otherFrequencyTypes, recordedTypes, adoption, recorderName, bucketName, scope: region,
  });
}

/** The rules that judge it. */
export function placeRules(scope: Construct, props: ConfigurationProps, recorder: ConfigurationRecorder): ConfigurationRules {
  const { pack, additionalRules, omissions } = props;
  return new ConfigurationRules(scope, 'ConfigurationRules', { pack, additionalRules, omissions, recorder });
}

/** The remedies there are for what they find. */
export function placeRemediation(
  scope: Construct, { remediationMode }: ConfigurationProps, rules: ConfigurationRules, needs: Parameters<typeof Remedy._forRules>[1],
): void {
  const remedies = Remedy._forRules(rules.ruleIdentifiers, needs, remediationMode);
  const blind = remedies.filter((remedy) => remedy._unrecorded(rules).length > 0);
  const placed = new ConfigurationRemediation(scope, 'Remediation', { rules, remedies: remedies.filter((remedy) => !blind.includes(remedy)) });
  blind.forEach((remedy) => warn(placed, `remedy-unrecorded-${remedy.ruleIdentifier}`,
    `the remedy for ${remedy.ruleIdentifier} is left out: its document looks up ${remedy._unrecorded(rules).join(', ')}, and that is not recorded`));
}
