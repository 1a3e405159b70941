import { Duration } from 'aws-cdk-lib';
import { Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { PolicyStatementJson } from './guardrails/guardrail-entry';
import { IOrganizationControl } from './organization-control';
import { PolicyPiece } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';
import { CUSTOMER_PROVIDED_KEYS } from './resource-controls/customer-provided-keys';
import { EXPECTED_NETWORKS } from './resource-controls/expected-networks';
import { GITHUB_ORGANIZATIONS } from './resource-controls/github-organizations';
import { GUEST_IDENTITIES } from './resource-controls/guest-identities';
import { KEY_GRANTS } from './resource-controls/key-grants';
import { MODERN_TLS } from './resource-controls/modern-tls';
import { OLD_SIGNATURES } from './resource-controls/old-signatures';
import {
  BUCKET_IDENTITIES, EVENT_IDENTITIES, IMAGE_IDENTITIES, KEY_IDENTITIES, LOG_IDENTITIES, QUEUE_IDENTITIES, ROLE_IDENTITIES, SEARCH_IDENTITIES,
  SECRET_IDENTITIES, TABLE_IDENTITIES,
} from './resource-controls/own-identities';
import { PRESIGNED_URLS } from './resource-controls/presigned-urls';
import { ResourceControlEntry } from './resource-controls/resource-control-entry';
import { SECURE_TRANSPORT } from './resource-controls/secure-transport';
import { SERVICES_FOR_OTHERS } from './resource-controls/services-for-others';
import { WEB_IDENTITY_PROVIDERS } from './resource-controls/web-identity-providers';

/**
 * Something nobody can do with the resources of member accounts of an organization, whatever the policies of these resources allow. A guardrail
 * binds the identities of the organization; a resource control binds also those outside.
 *
 * Resource control policies bind whoever asks, root users and AWS services included. They bind neither service-linked roles, nor resources of
 * the management account, nor keys that AWS manages, and no role is exempt from them. Services they do not know are left alone.
 *
 * Before a control holds everywhere, let it hold in one account or unit for some days, and look for denied requests in AWS CloudTrail.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export class ResourceControl implements IOrganizationControl {
  /**
   * Buckets of Amazon S3 are used by identities of the organization alone. Public buckets and origin access identities of Amazon CloudFront end
   * with it; origin access control goes on. In older regions, load balancers write access logs from an account of AWS, which is then a partner.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static bucketIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(BUCKET_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Roles are assumed by identities of the organization alone. Whose software watches, builds or bills from an account of its own is a partner.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static roleIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(ROLE_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Keys of AWS KMS are used by identities of the organization alone. Encrypted images and snapshots are shared with partners alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static keyIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(KEY_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Secrets of AWS Secrets Manager are used by identities of the organization alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static secretIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(SECRET_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Queues of Amazon SQS are used by identities of the organization alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static queueIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(QUEUE_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Tables and streams of Amazon DynamoDB are used by identities of the organization alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static tableIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(TABLE_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Private repositories of Amazon ECR are used by identities of the organization alone. Customers who pull images are partners.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static imageIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(IMAGE_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Log groups and destinations of Amazon CloudWatch Logs are used by identities of the organization alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static logIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(LOG_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Collections of Amazon OpenSearch Serverless are used by identities of the organization alone.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static searchIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(SEARCH_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * Event buses of Amazon EventBridge are used by identities of the organization alone. What sends events from an account of its own is a partner.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it whose identities are let through; none by default
   */
  public static eventIdentities(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(EVENT_IDENTITIES(organizationId, [...partnerAccounts]));
  }

  /**
   * AWS services do nothing with data, keys and roles on behalf of accounts outside the organization. Whose topics a queue listens to is a
   * partner, accounts of AWS that publish such topics included.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it on whose behalf services may act; none by default
   */
  public static servicesForOthers(organizationId: string, partnerAccounts: string[] = []): ResourceControl {
    return new ResourceControl(SERVICES_FOR_OTHERS(organizationId, [...partnerAccounts]));
  }

  /** Data, keys and roles are used over TLS alone. Website endpoints of Amazon S3, which know no TLS, are closed. */
  public static secureTransport(): ResourceControl {
    return new ResourceControl(SECURE_TRANSPORT);
  }

  /** Amazon S3 is used over TLS 1.3 and newer alone. Clients that know no more than TLS 1.2 are locked out. */
  public static modernTls(): ResourceControl {
    return new ResourceControl(MODERN_TLS);
  }

  /** No object of Amazon S3 is encrypted with a key that whoever uploads it brings (SSE-C). */
  public static customerProvidedKeys(): ResourceControl {
    return new ResourceControl(CUSTOMER_PROVIDED_KEYS);
  }

  /**
   * Presigned URLs and upload forms of Amazon S3 are worth nothing after some time, whatever time they were signed for, and none are taken that
   * are signed with Signature Version 2, which says nothing of their age.
   *
   * @param maxAge - the time, whole minutes from 1 minute to less than 7 days
   */
  public static presignedUrls(maxAge: Duration): ResourceControl {
    return new ResourceControl(PRESIGNED_URLS(maxAge));
  }

  /** Requests to Amazon S3 are not signed with Signature Version 2. */
  public static oldSignatures(): ResourceControl {
    return new ResourceControl(OLD_SIGNATURES);
  }

  /**
   * Web identities of these OIDC providers alone assume roles. Each cluster of Amazon EKS whose pods have roles is a provider of its own, and so is
   * `cognito-identity.amazonaws.com`.
   *
   * @param providers - URLs of providers without `https://`, such as `token.actions.githubusercontent.com`; at least one
   */
  public static webIdentityProviders(providers: string[]): ResourceControl {
    return new ResourceControl(WEB_IDENTITY_PROVIDERS([...providers]));
  }

  /**
   * Of the workflows on GitHub, those of these organizations alone assume roles. Their tokens have to have a subject that begins with the
   * repository, as it does where nobody has changed it.
   *
   * @param organizations - names of organizations or people on GitHub, with upper and lower case; at least one
   */
  public static githubOrganizations(organizations: string[]): ResourceControl {
    return new ResourceControl(GITHUB_ORGANIZATIONS([...organizations]));
  }

  /** Guests of an identity pool of Amazon Cognito, who did not sign in, get no role. Amazon CloudWatch RUM may need such guests. */
  public static guestIdentities(): ResourceControl {
    return new ResourceControl(GUEST_IDENTITIES);
  }

  /** Grants on keys of AWS KMS are made by AWS services alone, on behalf of whoever uses them. Nobody makes one by hand. */
  public static keyGrants(): ResourceControl {
    return new ResourceControl(KEY_GRANTS);
  }

  /**
   * IAM users and people of IAM Identity Center use data and keys from expected networks alone: over the internet from these addresses, or through
   * endpoints of the organization. Other roles are not bound.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param addresses - public IPv4 and IPv6 addresses in CIDR notation, such as `203.0.113.0/24`; at least one
   */
  public static expectedNetworks(organizationId: string, addresses: string[]): ResourceControl {
    return new ResourceControl(EXPECTED_NETWORKS(organizationId, [...addresses]));
  }

  /**
   * What an ordinary company can turn on at once: it stops strangers and plain HTTP where nobody expects either.
   *
   * Identities for buckets, roles, queues, images, logs and events are chosen one by one: that is where partners come in. IAM Access Analyzer
   * finds who they are.
   *
   * @param organizationId - id of the organization, such as `o-a1b2c3d4e5`
   * @param partnerAccounts - ids of accounts outside it that are let through; none by default
   */
  public static recommended(organizationId: string, partnerAccounts: string[] = []): ResourceControl[] {
    return [
      ResourceControl.keyIdentities(organizationId, partnerAccounts), ResourceControl.secretIdentities(organizationId, partnerAccounts),
      ResourceControl.tableIdentities(organizationId, partnerAccounts), ResourceControl.searchIdentities(organizationId, partnerAccounts),
      ResourceControl.servicesForOthers(organizationId, partnerAccounts), ResourceControl.secureTransport(), ResourceControl.customerProvidedKeys(),
      ResourceControl.oldSignatures(),
    ];
  }

  /** Id in lower-case kebab case, such as `secure-transport`. */
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

  /** @internal */
  public readonly _warnings: ControlWarning[];

  /** @internal */
  public readonly _organizationId?: string;

  private constructor(private readonly entry: ResourceControlEntry) {
    this.id = entry.id;
    this.what = entry.what;
    this.why = entry.why;
    this.binds = entry.binds;
    this.exceptions = entry.exceptions;
    this.link = entry.link;
    this._warnings = entry.warnings ?? [];
    this._organizationId = entry.organizationId;
  }

  /** @internal */
  public _statements(): PolicyStatementJson[] {
    return this.entry.statements;
  }

  /** @internal */
  public _piece(): PolicyPiece {
    return { id: this.id, type: OrganizationPolicyType.RESOURCE_CONTROL_POLICY, statements: this._statements() };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.entry.problems?.(prop) ?? [];
  }
}
