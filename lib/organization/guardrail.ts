import { Problem } from '../private/validation';
import { ACCOUNT_CONTACTS } from './guardrails/account-contacts';
import { ADMINISTRATOR_ACCESS } from './guardrails/administrator-access';
import { ALLOWED_REGIONS } from './guardrails/allowed-regions';
import { ALLOWED_SERVICES } from './guardrails/allowed-services';
import { BILLING_SETTINGS } from './guardrails/billing-settings';
import { CLOSING_ACCOUNTS } from './guardrails/closing-accounts';
import { CLOUD_SHELL } from './guardrails/cloud-shell';
import { CONNECTED_NETWORKS } from './guardrails/connected-networks';
import { DATABASE_CLASSES } from './guardrails/database-classes';
import { DEFAULT_VPCS } from './guardrails/default-vpcs';
import { DENIED_SERVICES } from './guardrails/denied-services';
import { DOMAIN_NAMES } from './guardrails/domain-names';
import { EXPENSIVE_SERVICES } from './guardrails/expensive-services';
import { EXPORTING_IMAGES } from './guardrails/exporting-images';
import { GuardrailEntry, PolicyStatementJson } from './guardrails/guardrail-entry';
import { IAM_USERS } from './guardrails/iam-users';
import { IDENTITY_CENTER_INSTANCES } from './guardrails/identity-center-instances';
import { IDENTITY_PROVIDERS } from './guardrails/identity-providers';
import { IMAGE_OWNERS } from './guardrails/image-owners';
import { INSTANCE_METADATA } from './guardrails/instance-metadata';
import { INSTANCE_TYPES } from './guardrails/instance-types';
import { INTERNET_GATEWAYS } from './guardrails/internet-gateways';
import { KEY_LOCKOUT } from './guardrails/key-lockout';
import { KEY_PAIRS } from './guardrails/key-pairs';
import { LEAVING_ORGANIZATION } from './guardrails/leaving-organization';
import { LONG_TERM_CREDENTIALS } from './guardrails/long-term-credentials';
import { LONG_TERM_PURCHASES } from './guardrails/long-term-purchases';
import { MARKETPLACE } from './guardrails/marketplace';
import { MFA_FOR_DESTRUCTION } from './guardrails/mfa-for-destruction';
import { OBJECT_LOCK } from './guardrails/object-lock';
import { OWN_RESOURCES } from './guardrails/own-resources';
import { PASSWORD_POLICY } from './guardrails/password-policy';
import { PROTECT_ACCESS_ANALYZER } from './guardrails/protect-access-analyzer';
import { PROTECT_ALERTS } from './guardrails/protect-alerts';
import { PROTECT_AUDIT_TRAIL } from './guardrails/protect-audit-trail';
import { PROTECT_BACKUPS } from './guardrails/protect-backups';
import { PROTECT_BASELINE_KEYS } from './guardrails/protect-baseline-keys';
import { PROTECT_BASELINE_ROLES } from './guardrails/protect-baseline-roles';
import { PROTECT_BASELINE_STACKS } from './guardrails/protect-baseline-stacks';
import { PROTECT_CONFIGURATION } from './guardrails/protect-configuration';
import { PROTECT_DETECTION } from './guardrails/protect-detection';
import { PROTECT_DNS } from './guardrails/protect-dns';
import { PROTECT_ENCRYPTION_KEYS } from './guardrails/protect-encryption-keys';
import { PROTECT_FLOW_LOGS } from './guardrails/protect-flow-logs';
import { PROTECT_LOG_ARCHIVE } from './guardrails/protect-log-archive';
import { PROTECT_LOG_GROUPS } from './guardrails/protect-log-groups';
import { PROTECT_STACKS } from './guardrails/protect-stacks';
import { PROTECT_WEB_FIREWALLS } from './guardrails/protect-web-firewalls';
import { PUBLIC_ADDRESSES } from './guardrails/public-addresses';
import { PUBLIC_BUCKETS } from './guardrails/public-buckets';
import { PUBLIC_CLUSTERS } from './guardrails/public-clusters';
import { PUBLIC_DATABASES } from './guardrails/public-databases';
import { PUBLIC_DOCUMENTS } from './guardrails/public-documents';
import { PUBLIC_EMR_CLUSTERS } from './guardrails/public-emr-clusters';
import { PUBLIC_FUNCTIONS } from './guardrails/public-functions';
import { PUBLIC_IMAGES } from './guardrails/public-images';
import { PUBLIC_REPOSITORIES } from './guardrails/public-repositories';
import { PUBLIC_SECRETS } from './guardrails/public-secrets';
import { PUBLIC_SNAPSHOTS } from './guardrails/public-snapshots';
import { QUARANTINE } from './guardrails/quarantine';
import { REGION_OPT_IN } from './guardrails/region-opt-in';
import { REQUIRED_TAGS } from './guardrails/required-tags';
import { ROOT_USER } from './guardrails/root-user';
import { SERIAL_CONSOLE } from './guardrails/serial-console';
import { SHARING_DATABASE_SNAPSHOTS } from './guardrails/sharing-database-snapshots';
import { SHARING_OUTSIDE } from './guardrails/sharing-outside';
import { UNENCRYPTED_DATABASES } from './guardrails/unencrypted-databases';
import { UNENCRYPTED_FILE_SYSTEMS } from './guardrails/unencrypted-file-systems';
import { UNENCRYPTED_VOLUMES } from './guardrails/unencrypted-volumes';
import { VPC_BLOCK_PUBLIC_ACCESS } from './guardrails/vpc-block-public-access';
import { PolicyPiece } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';

/**
 * Something no member account of an organization can do, whatever its own policies allow.
 *
 * Service control policies bind the users and roles of member accounts, root users included; the management account and service-linked
 * roles are not bound.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Guardrail {
  /** No account leaves the organization, on its own or at the invitation of another one. */
  public static leavingOrganization(): Guardrail {
    return new Guardrail(LEAVING_ORGANIZATION);
  }

  /** Root users of member accounts do nothing, except in privileged sessions that the management account opens. */
  public static rootUser(): Guardrail {
    return new Guardrail(ROOT_USER);
  }

  /** Trails of AWS CloudTrail are not stopped, changed or removed. */
  public static protectAuditTrail(): Guardrail {
    return new Guardrail(PROTECT_AUDIT_TRAIL);
  }

  /** AWS Config is not stopped, redirected or removed. */
  public static protectConfiguration(): Guardrail {
    return new Guardrail(PROTECT_CONFIGURATION);
  }

  /** Amazon GuardDuty, AWS Security Hub, Amazon Inspector and Amazon Macie are not switched off or blinded. */
  public static protectDetection(): Guardrail {
    return new Guardrail(PROTECT_DETECTION);
  }

  /** Analyzers of IAM Access Analyzer are not changed or removed. */
  public static protectAccessAnalyzer(): Guardrail {
    return new Guardrail(PROTECT_ACCESS_ANALYZER);
  }

  /** Flow logs of VPCs are not removed. */
  public static protectFlowLogs(): Guardrail {
    return new Guardrail(PROTECT_FLOW_LOGS);
  }

  /** The buckets of the log archive are not opened, emptied in advance or removed, and nothing in them is deleted. */
  public static protectLogArchive(): Guardrail {
    return new Guardrail(PROTECT_LOG_ARCHIVE);
  }

  /** Log groups of the baseline are not removed, emptied, made shorter-lived or read away by filters of their own. */
  public static protectLogGroups(): Guardrail {
    return new Guardrail(PROTECT_LOG_GROUPS);
  }

  /** Alarms, rules and topics that tell of what happens are not silenced, changed or removed. */
  public static protectAlerts(): Guardrail {
    return new Guardrail(PROTECT_ALERTS);
  }

  /** Keys of the baseline are not disabled, scheduled for deletion or given another policy, and keep their aliases. */
  public static protectBaselineKeys(): Guardrail {
    return new Guardrail(PROTECT_BASELINE_KEYS);
  }

  /** No key is scheduled for deletion or disabled. */
  public static protectEncryptionKeys(): Guardrail {
    return new Guardrail(PROTECT_ENCRYPTION_KEYS);
  }

  /** No key gets a policy that its own account could not change any more. */
  public static keyLockout(): Guardrail {
    return new Guardrail(KEY_LOCKOUT);
  }

  /** Roles, groups, policies and functions of the baseline, and the roles that deploy it, are not made, changed, used or removed. */
  public static protectBaselineRoles(): Guardrail {
    return new Guardrail(PROTECT_BASELINE_ROLES);
  }

  /** Stacks that a rollout of the baseline makes are not changed or removed. */
  public static protectBaselineStacks(): Guardrail {
    return new Guardrail(PROTECT_BASELINE_STACKS);
  }

  /** Recovery points and vaults of AWS Backup are not removed, opened or unlocked by hand. */
  public static protectBackups(): Guardrail {
    return new Guardrail(PROTECT_BACKUPS);
  }

  /** Logs of DNS queries and firewalls for DNS are not taken from VPCs. */
  public static protectDns(): Guardrail {
    return new Guardrail(PROTECT_DNS);
  }

  /** Web ACLs of AWS WAF are not taken from what they protect, and go on to log. */
  public static protectWebFirewalls(): Guardrail {
    return new Guardrail(PROTECT_WEB_FIREWALLS);
  }

  /** The password policy of an account is not made weaker. */
  public static passwordPolicy(): Guardrail {
    return new Guardrail(PASSWORD_POLICY);
  }

  /** No account closes itself. */
  public static closingAccounts(): Guardrail {
    return new Guardrail(CLOSING_ACCOUNTS);
  }

  /** Contacts, names and e-mail addresses of accounts are not changed. */
  public static accountContacts(): Guardrail {
    return new Guardrail(ACCOUNT_CONTACTS);
  }

  /** Regions are not switched on or off. */
  public static regionOptIn(): Guardrail {
    return new Guardrail(REGION_OPT_IN);
  }

  /** Means of payment, tax settings and billing preferences are not changed. */
  public static billingSettings(): Guardrail {
    return new Guardrail(BILLING_SETTINGS);
  }

  /** No IAM users, no passwords for them, and no access keys. */
  public static iamUsers(): Guardrail {
    return new Guardrail(IAM_USERS);
  }

  /** No API keys, SSH keys and certificates for IAM users, such as keys of Amazon Bedrock, and no calls with such API keys. */
  public static longTermCredentials(): Guardrail {
    return new Guardrail(LONG_TERM_CREDENTIALS);
  }

  /** No identity providers and trust anchors are added, changed or removed. */
  public static identityProviders(): Guardrail {
    return new Guardrail(IDENTITY_PROVIDERS);
  }

  /** Accounts make no instances of IAM Identity Center of their own. */
  public static identityCenterInstances(): Guardrail {
    return new Guardrail(IDENTITY_CENTER_INSTANCES);
  }

  /** Nobody is given full access by a policy of AWS. */
  public static administratorAccess(): Guardrail {
    return new Guardrail(ADMINISTRATOR_ACCESS);
  }

  /** IAM users destroy nothing without MFA. */
  public static mfaForDestruction(): Guardrail {
    return new Guardrail(MFA_FOR_DESTRUCTION);
  }

  /** The account-wide block of public buckets is not lifted, and no access list opens a bucket or object. */
  public static publicBuckets(): Guardrail {
    return new Guardrail(PUBLIC_BUCKETS);
  }

  /** No snapshot of a volume becomes public. */
  public static publicSnapshots(): Guardrail {
    return new Guardrail(PUBLIC_SNAPSHOTS);
  }

  /** The block of public machine images is not lifted. */
  public static publicImages(): Guardrail {
    return new Guardrail(PUBLIC_IMAGES);
  }

  /** No database, read replica or shard group is made with a public address. One that is made public later is not stopped: AWS Config finds it. */
  public static publicDatabases(): Guardrail {
    return new Guardrail(PUBLIC_DATABASES);
  }

  /** Snapshots of databases are shared with nobody. */
  public static sharingDatabaseSnapshots(): Guardrail {
    return new Guardrail(SHARING_DATABASE_SNAPSHOTS);
  }

  /** No function has an address that anybody can call. */
  public static publicFunctions(): Guardrail {
    return new Guardrail(PUBLIC_FUNCTIONS);
  }

  /** No cluster of Amazon EKS has an endpoint on the internet. */
  public static publicClusters(): Guardrail {
    return new Guardrail(PUBLIC_CLUSTERS);
  }

  /** No public repositories of images. */
  public static publicRepositories(): Guardrail {
    return new Guardrail(PUBLIC_REPOSITORIES);
  }

  /** No secret gets a policy without the check for public access. */
  public static publicSecrets(): Guardrail {
    return new Guardrail(PUBLIC_SECRETS);
  }

  /** Documents of AWS Systems Manager are shared with nobody. */
  public static publicDocuments(): Guardrail {
    return new Guardrail(PUBLIC_DOCUMENTS);
  }

  /** The block of public clusters of Amazon EMR is not lifted. */
  public static publicEmrClusters(): Guardrail {
    return new Guardrail(PUBLIC_EMR_CLUSTERS);
  }

  /** No volume is made without encryption, and encryption by default stays on. */
  public static unencryptedVolumes(): Guardrail {
    return new Guardrail(UNENCRYPTED_VOLUMES);
  }

  /** No file system of Amazon EFS is made without encryption. */
  public static unencryptedFileSystems(): Guardrail {
    return new Guardrail(UNENCRYPTED_FILE_SYSTEMS);
  }

  /** No database of Amazon RDS or Amazon Aurora is made without encryption. */
  public static unencryptedDatabases(): Guardrail {
    return new Guardrail(UNENCRYPTED_DATABASES);
  }

  /** Instances give their credentials to nobody who asks without a token (IMDSv1), and what was got that way is worth nothing. */
  public static instanceMetadata(): Guardrail {
    return new Guardrail(INSTANCE_METADATA);
  }

  /** Nobody uses the serial console of instances. */
  public static serialConsole(): Guardrail {
    return new Guardrail(SERIAL_CONSOLE);
  }

  /** No SSH keys for instances. */
  public static keyPairs(): Guardrail {
    return new Guardrail(KEY_PAIRS);
  }

  /** Images, snapshots and databases are not exported to a bucket. */
  public static exportingImages(): Guardrail {
    return new Guardrail(EXPORTING_IMAGES);
  }

  /** No VPC gets a way to the internet of its own. */
  public static internetGateways(): Guardrail {
    return new Guardrail(INTERNET_GATEWAYS);
  }

  /** No network interface gets a public address. */
  public static publicAddresses(): Guardrail {
    return new Guardrail(PUBLIC_ADDRESSES);
  }

  /** The block of public access to VPCs is not lifted, and knows no exclusions but those made centrally. */
  public static vpcBlockPublicAccess(): Guardrail {
    return new Guardrail(VPC_BLOCK_PUBLIC_ACCESS);
  }

  /** VPCs are connected to other networks by nobody but those who run the network. */
  public static connectedNetworks(): Guardrail {
    return new Guardrail(CONNECTED_NETWORKS);
  }

  /** Default VPCs are not made again. */
  public static defaultVpcs(): Guardrail {
    return new Guardrail(DEFAULT_VPCS);
  }

  /** Domain names are not bought, sold or given away. */
  public static domainNames(): Guardrail {
    return new Guardrail(DOMAIN_NAMES);
  }

  /** Nothing is shared by AWS RAM with accounts outside the organization. */
  public static sharingOutside(): Guardrail {
    return new Guardrail(SHARING_OUTSIDE);
  }

  /** Nobody goes past the retention of locked objects. */
  public static objectLock(): Guardrail {
    return new Guardrail(OBJECT_LOCK);
  }

  /** No shell in the console. */
  public static cloudShell(): Guardrail {
    return new Guardrail(CLOUD_SHELL);
  }

  /** No reservations, savings plans and capacity are bought. */
  public static longTermPurchases(): Guardrail {
    return new Guardrail(LONG_TERM_PURCHASES);
  }

  /** Nothing is started that costs hundreds of dollars a month whether it is used or not. */
  public static expensiveServices(): Guardrail {
    return new Guardrail(EXPENSIVE_SERVICES);
  }

  /** Nothing is bought in AWS Marketplace. */
  public static marketplace(): Guardrail {
    return new Guardrail(MARKETPLACE);
  }

  /** Nothing at all is done in the account. */
  public static quarantine(): Guardrail {
    return new Guardrail(QUARANTINE);
  }

  /**
   * Services that live in regions are used in these alone. Global services, and Amazon Bedrock where it spreads a call over regions by
   * itself, are not affected.
   *
   * @param regions - codes of the regions, at least one
   * @param elsewhere - actions that may be used in every region besides, such as `translate:*`; none by default
   */
  public static allowedRegions(regions: string[], elsewhere: string[] = []): Guardrail {
    return new Guardrail(ALLOWED_REGIONS([...regions], [...elsewhere]));
  }

  /**
   * Nobody uses these services, whatever a policy of the account allows.
   *
   * @param services - prefixes of their actions, such as `ec2`; at least one, and not `iam`, `sts` or `cloudformation`
   */
  public static deniedServices(services: string[]): Guardrail {
    return new Guardrail(DENIED_SERVICES([...services]));
  }

  /**
   * Nobody uses other services than these and what people need to sign in, to see costs and to get help.
   *
   * @param services - prefixes of their actions, such as `s3`; at least one
   */
  public static allowedServices(services: string[]): Guardrail {
    return new Guardrail(ALLOWED_SERVICES([...services]));
  }

  /**
   * No instances of Amazon EC2 but of these types.
   *
   * @param types - types or families, such as `t4g.small` and `t4g.*`; at least one
   */
  public static instanceTypes(types: string[]): Guardrail {
    return new Guardrail(INSTANCE_TYPES([...types]));
  }

  /**
   * No databases of Amazon RDS and Amazon Aurora but of these classes.
   *
   * @param classes - classes or families, such as `db.t4g.medium` and `db.t4g.*`; at least one
   */
  public static databaseClasses(classes: string[]): Guardrail {
    return new Guardrail(DATABASE_CLASSES([...classes]));
  }

  /**
   * No instance starts from a machine image of others than these.
   *
   * @param owners - `amazon`, `aws-marketplace`, `aws-backup-vault` and ids of accounts; at least one
   */
  public static imageOwners(owners: string[]): Guardrail {
    return new Guardrail(IMAGE_OWNERS([...owners]));
  }

  /**
   * Instances, volumes, databases, tables, functions, queues and secrets are not made without these tags.
   *
   * @param keys - keys of the tags, 1 to 5
   */
  public static requiredTags(keys: string[]): Guardrail {
    return new Guardrail(REQUIRED_TAGS([...keys]));
  }

  /**
   * Stacks of AWS CloudFormation, and the roles and functions in them, are not changed or removed.
   *
   * @param names - names of stacks, or how they begin: `Baseline-*`; at least one
   */
  public static protectStacks(names: string[]): Guardrail {
    return new Guardrail(PROTECT_STACKS([...names]));
  }

  /**
   * No data is written to buckets, tables, queues and streams outside the organization.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   */
  public static ownResources(organizationId: string): Guardrail {
    return new Guardrail(OWN_RESOURCES(organizationId));
  }

  /**
   * What an ordinary company can turn on at once: it keeps the baseline in place, evidence from being changed, and data from being made public,
   * and stops nothing that applications do. Guardrails that decide how people work, such as `iamUsers`, are chosen one by one.
   */
  public static recommended(): Guardrail[] {
    return [
      Guardrail.leavingOrganization(), Guardrail.rootUser(), Guardrail.protectAuditTrail(), Guardrail.protectConfiguration(),
      Guardrail.protectDetection(), Guardrail.protectAccessAnalyzer(), Guardrail.protectLogArchive(),
      Guardrail.protectLogGroups(), Guardrail.protectAlerts(), Guardrail.protectBaselineKeys(), Guardrail.protectBaselineRoles(),
      Guardrail.protectBaselineStacks(), Guardrail.keyLockout(), Guardrail.passwordPolicy(), Guardrail.closingAccounts(),
      Guardrail.accountContacts(), Guardrail.regionOptIn(), Guardrail.identityCenterInstances(), Guardrail.publicBuckets(),
      Guardrail.publicSnapshots(), Guardrail.publicImages(), Guardrail.publicDocuments(), Guardrail.serialConsole(), Guardrail.defaultVpcs(),
      Guardrail.objectLock(),
    ];
  }

  /** Id in lower-case kebab case, such as `leaving-organization`. */
  public readonly id: string;

  /** What cannot be done, in a sentence. */
  public readonly what: string;

  /** Why not. */
  public readonly why: string;

  /** Whom it binds. */
  public readonly binds: string;

  /** Whom or what it leaves alone all the same. */
  public readonly exceptions: string;

  /** The AWS page it follows. */
  public readonly link: string;

  private readonly pieces = new Map<string, PolicyPiece>();

  private constructor(private readonly entry: GuardrailEntry) {
    this.id = entry.id;
    this.what = entry.what;
    this.why = entry.why;
    this.binds = entry.binds;
    this.exceptions = entry.exceptions;
    this.link = entry.link;
  }

  /**
   * The regions outside which it denies.
   *
   * @internal
   */
  public get _regions(): string[] | undefined {
    return this.entry.regions;
  }

  /**
   * The organization outside which it denies.
   *
   * @internal
   */
  public get _organizationId(): string | undefined {
    return this.entry.organizationId;
  }

  /** @internal */
  public _statements(exemptRoles: string[]): PolicyStatementJson[] {
    return this.entry.statements(exemptRoles);
  }

  /**
   * The same object each time, since it is asked for once a target.
   *
   * @internal
   */
  public _piece(exemptRoles: string[]): PolicyPiece {
    const name = exemptRoles.join('\n');
    const piece = this.pieces.get(name)
      ?? { id: this.id, type: OrganizationPolicyType.SERVICE_CONTROL_POLICY, statements: this._statements(exemptRoles) };
    this.pieces.set(name, piece);
    return piece;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.entry.problems?.(prop) ?? [];
  }
}
