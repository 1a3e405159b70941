import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PersonaEntry } from './persona-entry';

/** Opens and follows cases, and sees what AWS knows of its own disturbances. */
const SUPPORT_ACTIONS = [
  'health:Describe*',
  'support:AddAttachmentsToSet',
  'support:AddCommunicationToCase',
  'support:CreateCase',
  'support:Describe*',
  'support:DownloadAttachment',
  'support:InitiateCallForCase',
  'support:InitiateChatForCase',
  'support:PutCaseAttributes',
  'support:RateCaseCommunication',
  'support:RefreshTrustedAdvisorCheck',
  'support:ResolveCase',
  'support:SearchForCases',
  'support:UpdateCaseSeverity',
  'trustedadvisor:Describe*',
  'trustedadvisor:Get*',
  'trustedadvisor:List*',
];

export const SUPPORT: PersonaEntry = {
  name: 'support',
  what: 'Manages incidents with AWS Support: opens cases, follows them, and sees AWS Health and Trusted Advisor.',
  why: 'CIS 2.15 asks for somebody who can call for help at any hour, which needs no access to what the help is about.',
  statements: () => [new PolicyStatement({ sid: 'ManageCases', actions: SUPPORT_ACTIONS, resources: ['*'] })],
};
