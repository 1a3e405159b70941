import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { VpcBlockPublicAccessMode } from '../network/vpc-block-public-access-mode';
import { checkDays, checkRange, checkText, Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { checkList } from './guardrails/guardrail-checks';
import { ManagementPolicyEntry } from './management-policy-entry';
import { fixed, locked, Settings } from './management-policy-settings';
import { PolicyContent } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';

const GUIDE = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const FORGED_REQUEST = 'One forged request of a web server is enough to get the credentials of its instance otherwise.';

interface Judged { readonly problems?: Problem[]; readonly warnings?: ControlWarning[] }

function ec2(id: string, what: string, why: string, attributes: PolicyContent, { problems, warnings }: Judged = {}): ManagementPolicyEntry {
  return {
    id, type: OrganizationPolicyType.DECLARATIVE_POLICY_EC2, what, why, link: `${GUIDE}/orgs_manage_policies_ec2_syntax.html`,
    content: { ec2_attributes: attributes }, problems, warnings,
  };
}

export const IMAGE_BLOCK_PUBLIC_ACCESS = ec2('image-block-public-access',
  'No machine image is shared with everybody.',
  'An image holds what was on its disk: code, keys and data.',
  { image_block_public_access: locked({ state: 'block_new_sharing' }) });

export const SNAPSHOT_BLOCK_PUBLIC_ACCESS = ec2('snapshot-block-public-access',
  'No snapshot is shared with everybody, and those that were are private.',
  'Public snapshots are looked for, and copied, all the time.',
  { snapshot_block_public_access: locked({ state: 'block_all_sharing' }) });

export const SNAPSHOT_BLOCK_NEW_PUBLIC_ACCESS = ec2('snapshot-block-new-public-access',
  'No snapshot is newly shared with everybody.',
  'What is public on purpose stays so, and nothing joins it by mistake.',
  { snapshot_block_public_access: locked({ state: 'block_new_sharing' }) },
  { warnings: [{ id: 'public-snapshots-kept', message: 'Snapshots that are public stay so' }] });

export const SERIAL_CONSOLE_BLOCK = ec2('serial-console-block',
  'Instances have no serial console.',
  'It is a way in that no security group, network ACL or key pair stands in front of.',
  { serial_console_access: locked({ status: 'disabled' }) });

export const INSTANCE_METADATA_DEFAULTS = (hops: number): ManagementPolicyEntry => ec2('instance-metadata-defaults',
  'New instances ask for a token before they hand out credentials, unless whoever starts them wants it otherwise.',
  FORGED_REQUEST,
  { instance_metadata_defaults: metadata(hops) },
  { problems: hopProblems(hops), warnings: hopWarnings(hops) });

export const INSTANCE_METADATA_ENFORCED = (hops: number): ManagementPolicyEntry => ec2('instance-metadata-enforced',
  'No instance starts that hands out credentials to who has no token.',
  FORGED_REQUEST,
  { instance_metadata_defaults: { ...metadata(hops), http_tokens_enforced: fixed('enabled') } },
  { problems: hopProblems(hops), warnings: hopWarnings(hops) });

export const VPC_BLOCK_PUBLIC_ACCESS = (mode: VpcBlockPublicAccessMode): ManagementPolicyEntry => ec2(`vpc-${mode.name}`,
  `${blocked(mode)}, and no account makes exceptions.`,
  'It holds whatever gateways, routes and security groups say.',
  { vpc_block_public_access: gateways(mode, 'disabled') });

export const VPC_BLOCK_PUBLIC_ACCESS_WITH_EXCLUSIONS = (mode: VpcBlockPublicAccessMode): ManagementPolicyEntry => ec2(
  `vpc-${mode.name}-with-exclusions`,
  `${blocked(mode)}, but where an account has made an exception.`,
  'A network that is open was opened by somebody, and shows as an exception.',
  { vpc_block_public_access: gateways(mode, 'enabled') },
  { warnings: [{ id: 'vpc-block-exclusions-allowed', message: 'Accounts may make exceptions by which the internet reaches their VPCs' }] });

export interface ImageCriteria { readonly maximumAge?: Duration; readonly maximumDeprecation?: Duration }

export const ALLOWED_IMAGES = (owners: string[], criteria: ImageCriteria): ManagementPolicyEntry => ec2('allowed-images',
  `Instances start from images of ${owners.join(', ')} alone, and of their own account.`,
  'An image of a stranger, with a name that looks right, runs the code of the stranger.',
  { allowed_images_settings: images('enabled', owners, criteria) },
  { problems: imageProblems(owners, criteria) });

export const ALLOWED_IMAGES_AUDIT = (owners: string[], criteria: ImageCriteria): ManagementPolicyEntry => ec2('allowed-images-audit',
  `Images of others than ${owners.join(', ')} are marked as what would not be allowed.`,
  'What would be refused is known before it is.',
  { allowed_images_settings: images('audit_mode', owners, criteria) },
  { problems: imageProblems(owners, criteria) });

export const EXCEPTION_MESSAGE = (text: string): ManagementPolicyEntry => ec2('exception-message',
  'People are told whom to ask about what a declarative policy refuses.',
  'Who knows whom to ask does not look for a way around.',
  { exception_message: fixed(text) },
  {
    problems: checkText('text', text, /^\S(.*\S)?$/s, 'a text that neither begins nor ends with white space',
      'say whom to ask, and where to read why'),
  });

export const BUCKET_BLOCK_PUBLIC_ACCESS: ManagementPolicyEntry = {
  id: 'bucket-block-public-access',
  type: OrganizationPolicyType.S3_POLICY,
  what: 'No bucket and no access point is public.',
  why: 'One wrong policy of a bucket is enough to lose what is in it.',
  link: `${GUIDE}/orgs_manage_policies_s3_syntax.html`,
  content: { s3_attributes: { public_access_block_configuration: fixed('all') } },
};

/** The tree stays open: a unit below may add that tokens are enforced. */
function metadata(hops: number): PolicyContent {
  return {
    http_tokens: fixed('required'),
    http_put_response_hop_limit: fixed(Tokenization.stringifyNumber(hops)),
    http_endpoint: fixed('no_preference'),
    instance_metadata_tags: fixed('no_preference'),
  };
}

function hopProblems(hops: number): Problem[] {
  return checkRange('httpPutResponseHopLimit', hops, 1, 64, 'leave it out for 1, or use 2 where containers need the role of their instance');
}

function hopWarnings(hops: number): ControlWarning[] {
  return Token.isUnresolved(hops) || hops === 1 ? [] : [{
    id: 'metadata-hop-limit', message: `Containers on an instance can take over its role, ${hops} hops away`,
  }];
}

function blocked(mode: VpcBlockPublicAccessMode): string {
  return mode._blocksEgress ? 'Nothing passes between VPCs and the internet' : 'VPCs reach the internet by NAT and egress-only gateways alone';
}

function gateways(mode: VpcBlockPublicAccessMode, exclusions: string): PolicyContent {
  return locked({ internet_gateway_block: { mode: mode.name.replace('-', '_'), exclusions_allowed: exclusions } });
}

function images(state: string, owners: string[], { maximumAge, maximumDeprecation }: ImageCriteria): PolicyContent {
  // One criterion is enough for an image to be allowed: what is asked of an image has to stand in one, and nobody adds another.
  return locked({
    state,
    image_criteria: {
      criteria_1: {
        // Spelled differently from everywhere else in Amazon EC2.
        allowed_image_providers: owners.map((owner) => owner.replace(/-/g, '_')),
        ...atMost('creation_date_condition', 'maximum_days_since_created', maximumAge),
        ...atMost('deprecation_time_condition', 'maximum_days_since_deprecated', maximumDeprecation),
      },
    },
  });
}

function atMost(condition: string, days: string, duration?: Duration): Settings {
  return duration ? { [condition]: { [days]: Tokenization.stringifyNumber(duration.toDays({ integral: false })) } } : {};
}

function imageProblems(owners: string[], { maximumAge, maximumDeprecation }: ImageCriteria): Problem[] {
  return [
    ...checkList('owners', owners, /^(amazon|aws-marketplace|aws-backup-vault|\d{12})$/,
      'amazon, aws-marketplace, aws-backup-vault or the 12 digits of an account', 'name whose images you trust'),
    ...owners.length === 0 ? [] : checkRange('owners', owners.length, 1, 200, 'name fewer'),
    ...checkDays('maximumAge', maximumAge, 1, 3650),
    ...checkDays('maximumDeprecation', maximumDeprecation, 0, 3650),
  ];
}
