import { checkRegion, checkUnique, Problem } from '../private/validation';
import { ALLOWED_REGIONS } from './guardrails/allowed-regions';
import { GuardrailEntry, PolicyStatementJson } from './guardrails/guardrail-entry';
import { LEAVING_ORGANIZATION } from './guardrails/leaving-organization';
import { PROTECT_ACCESS_ANALYZER } from './guardrails/protect-access-analyzer';
import { PROTECT_AUDIT_TRAIL } from './guardrails/protect-audit-trail';
import { PROTECT_CONFIGURATION } from './guardrails/protect-configuration';
import { PROTECT_DETECTION } from './guardrails/protect-detection';
import { ROOT_USER } from './guardrails/root-user';

/**
 * Something no member account of an organization can do, whatever its own policies allow.
 *
 * Service control policies bind the users and roles of member accounts, root users included; the management account and service-linked
 * roles are not bound.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Guardrail {
  /** No account leaves the organization. */
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

  /**
   * Services that live in regions are used in these alone. Global services, and Amazon Bedrock where it spreads a call over regions by
   * itself, are not affected.
   *
   * @param regions - codes of the regions, at least one
   */
  public static allowedRegions(regions: string[]): Guardrail {
    const named = [...regions];
    return new Guardrail(ALLOWED_REGIONS(named), named);
  }

  /** Every guardrail that needs no input. */
  public static recommended(): Guardrail[] {
    return [
      Guardrail.leavingOrganization(), Guardrail.rootUser(), Guardrail.protectAuditTrail(), Guardrail.protectConfiguration(),
      Guardrail.protectDetection(), Guardrail.protectAccessAnalyzer(),
    ];
  }

  /** Id in lower-case kebab case, such as `leaving-organization`. */
  public readonly id: string;

  /** What cannot be done, in a sentence. */
  public readonly what: string;

  /** Why not. */
  public readonly why: string;

  private constructor(private readonly entry: GuardrailEntry, private readonly regions?: string[]) {
    this.id = entry.id;
    this.what = entry.what;
    this.why = entry.why;
  }

  /** @internal */
  public _statements(exemptRoles: string[]): PolicyStatementJson[] {
    return this.entry.statements(exemptRoles);
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    if (this.regions === undefined) {
      return [];
    }
    if (this.regions.length === 0) {
      return [{
        prop, got: this.regions, allowed: 'one region or more',
        fix: 'name the regions you work in: with none, nothing could be used at all',
      }];
    }
    return [
      ...this.regions.flatMap((region, index) => checkRegion(`${prop}.regions[${index}]`, region)),
      ...checkUnique(`${prop}.regions`, this.regions, 'name each region once'),
    ];
  }
}
