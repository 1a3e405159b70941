import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { CfnLaunchTemplate, CfnVPCEndpoint, CfnVPNConnection } from 'aws-cdk-lib/aws-ec2';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { CfnFirewall } from 'aws-cdk-lib/aws-networkfirewall';

/** Of Amazon Linux 2023, in gigabytes, where a launch template does not say otherwise. */
const ROOT_VOLUME = 8;

/** A gateway endpoint is free. */
export function endpointInterfaces(endpoint: CfnResource): number {
  const { vpcEndpointType, subnetIds } = endpoint as CfnVPCEndpoint;
  return vpcEndpointType === 'Interface' ? subnetIds?.length ?? 1 : 0;
}

export function firewallEndpoints(firewall: CfnResource): number {
  const { subnetMappings } = firewall as CfnFirewall;
  return Array.isArray(subnetMappings) ? subnetMappings.length : 1;
}

export function gatewayAttachments(connection: CfnResource): number {
  return (connection as CfnVPNConnection).transitGatewayId === undefined ? 0 : 1;
}

/** How many instances a group always has, times what a value of the launch template counts for. */
function launched(group: CfnResource, value: (data: CfnLaunchTemplate.LaunchTemplateDataProperty) => number): number {
  const stack = Stack.of(group);
  const { minSize, launchTemplate } = group as CfnAutoScalingGroup;
  const reference = JSON.stringify(stack.resolve(launchTemplate) ?? '');
  const template = stack.node.findAll().find((construct): construct is CfnLaunchTemplate =>
    CfnResource.isCfnResource(construct) && construct.cfnResourceType === CfnLaunchTemplate.CFN_RESOURCE_TYPE_NAME
    && reference.includes(`"${stack.resolve(construct.logicalId)}"`));
  return template ? (Number(minSize) || 0) * value(stack.resolve(template.launchTemplateData) as CfnLaunchTemplate.LaunchTemplateDataProperty) : 0;
}

export function nanoInstances(group: CfnResource): number {
  return launched(group, ({ instanceType }) => instanceType === 't4g.nano' ? 1 : 0);
}

export function volumeGigabytes(group: CfnResource): number {
  return launched(group, ({ blockDeviceMappings }) => (blockDeviceMappings as CfnLaunchTemplate.BlockDeviceMappingProperty[] | undefined ?? [])
    .map(({ ebs }) => ebs as CfnLaunchTemplate.EbsProperty)
    .filter(({ volumeType }) => volumeType === 'gp3')
    .reduce((sum, { volumeSize }) => sum + (volumeSize ?? ROOT_VOLUME), 0));
}

/** Whether a detector looks at something beyond what every detector does. */
export function looksAt(feature: string): (detector: CfnResource) => number {
  return (detector) => {
    const features = Stack.of(detector).resolve((detector as CfnDetector).features) as CfnDetector.CFNFeatureConfigurationProperty[] | undefined;
    return features?.some(({ name, status }) => name === feature && status === 'ENABLED') ? 1 : 0;
  };
}

/** Whether a recorder records at each change, or daily, whatever it is that it records so. */
export function recordsAt(frequency: string): (recorder: CfnResource) => number {
  return (recorder) => {
    const { recordingMode } = recorder as CfnConfigurationRecorder;
    const { recordingFrequency = 'CONTINUOUS', recordingModeOverrides: overrides = [] } = Stack.of(recorder)
      .resolve(recordingMode ?? {}) as Partial<CfnConfigurationRecorder.RecordingModeProperty>;
    const others = (overrides as CfnConfigurationRecorder.RecordingModeOverrideProperty[]).map((override) => override.recordingFrequency);
    return [recordingFrequency, ...others].includes(frequency) ? 1 : 0;
  };
}

export function recordsDataEvents(trail: CfnResource): number {
  const { advancedEventSelectors, eventSelectors } = trail as CfnTrail;
  const resolved = Stack.of(trail).resolve([advancedEventSelectors ?? [], eventSelectors ?? []]) as [
    { fieldSelectors: { field: string; equalTo?: string[] }[] }[], { dataResources?: unknown[] }[],
  ];
  const [advanced, basic] = resolved;
  return advanced.some(({ fieldSelectors }) => fieldSelectors.some(({ field, equalTo }) => field === 'eventCategory' && equalTo?.includes('Data')))
    || basic.some(({ dataResources = [] }) => dataResources.length > 0) ? 1 : 0;
}

export function insightKinds(trail: CfnResource): number {
  const { insightSelectors } = trail as CfnTrail;
  return Array.isArray(insightSelectors) ? insightSelectors.length : 0;
}

/** Analyzers of external access are free. */
export function unusedAccess(analyzer: CfnResource): number {
  return (analyzer as CfnAnalyzer).type?.endsWith('_UNUSED_ACCESS') ? 1 : 0;
}

/** Custom resources share their type, and are told apart by what their ids begin with. */
export function named(id: string): (resource: CfnResource) => number {
  return ({ node: { scopes } }) => scopes.some(({ node }) => node.id.startsWith(id)) ? 1 : 0;
}
