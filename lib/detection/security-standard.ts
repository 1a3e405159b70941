import { Token } from 'aws-cdk-lib';
import { checkUnique, Problem } from '../private/validation';
import { checkReason } from './detection-checks';
import { DisabledControl } from './disabled-control';
import { bestPracticeControls, cisControls, isControlOfKnownService } from './security-hub-controls';

interface StandardEntry {
  readonly name: string;
  readonly what: string;
  /** What its ARN ends with. */
  readonly path: string;
  readonly knows: (controlId: string) => boolean;
  readonly knownAs: string;
}

/** Partitions, by the start of their regions, that have no such standard, as of November 2026: the isolated ones. */
const NOT_OFFERED = ['us-iso', 'eu-isoe'];

/**
 * A standard whose controls AWS Security Hub CSPM checks, in the newest version it offers.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
export class SecurityStandard {
  /**
   * AWS Foundational Security Best Practices: the widest of them, kept by AWS.
   *
   * @param disabledControls - what is not to be checked. Each gives a warning at synthesis
   */
  public static foundationalBestPractices(disabledControls: DisabledControl[] = []): SecurityStandard {
    return new SecurityStandard({
      name: 'aws-foundational-best-practices', what: 'AWS Foundational Security Best Practices 1.0.0',
      path: 'aws-foundational-security-best-practices/v/1.0.0',
      knows: (id) => bestPracticeControls().includes(id), knownAs: 'the id of a control of the best practices, such as S3.11',
    }, disabledControls);
  }

  /**
   * CIS AWS Foundations Benchmark 5.0.0: the settings of an account that auditors ask for first.
   *
   * @param disabledControls - what is not to be checked, by the number of the recommendation. Each gives a warning at synthesis
   */
  public static cisFoundations(disabledControls: DisabledControl[] = []): SecurityStandard {
    return new SecurityStandard({
      name: 'cis-aws-foundations', what: 'CIS AWS Foundations Benchmark 5.0.0', path: 'cis-aws-foundations-benchmark/v/5.0.0',
      knows: (id) => cisControls().includes(id), knownAs: 'the number of a recommendation that one control checks, such as 1.14',
    }, disabledControls);
  }

  /**
   * NIST SP 800-53 Revision 5: for systems of the government of the United States, and those that measure themselves against them.
   *
   * @param disabledControls - what is not to be checked. Each gives a warning at synthesis
   */
  public static nist80053(disabledControls: DisabledControl[] = []): SecurityStandard {
    return new SecurityStandard({
      name: 'nist-800-53', what: 'NIST SP 800-53 Revision 5', path: 'nist-800-53/v/5.0.0',
      knows: isControlOfKnownService, knownAs: 'the id of a control, such as S3.11',
    }, disabledControls);
  }

  /**
   * PCI DSS 4.0.1: for whoever takes payments by card.
   *
   * @param disabledControls - what is not to be checked. Each gives a warning at synthesis
   */
  public static pciDss(disabledControls: DisabledControl[] = []): SecurityStandard {
    return new SecurityStandard({
      name: 'pci-dss', what: 'PCI DSS 4.0.1', path: 'pci-dss/v/4.0.1', knows: isControlOfKnownService, knownAs: 'the id of a control, such as S3.11',
    }, disabledControls);
  }

  private constructor(
    /** @internal */
    public readonly _entry: StandardEntry,
    /** What is not to be checked. */
    public readonly disabledControls: DisabledControl[],
  ) {}

  /** Name and version, as AWS has them. */
  public get what(): string {
    return this._entry.what;
  }

  /** @internal */
  public _problems(prop: string, region?: string): Problem[] {
    const { knows, knownAs } = this._entry;
    const controls = `${prop}.disabledControls`;
    return [
      ...NOT_OFFERED.some((start) => region?.startsWith(start)) ? [{
        prop, got: this.what, allowed: `a standard that AWS Security Hub offers in ${region}`,
        fix: 'leave AWS Security Hub out of this region: isolated ones have no standard',
      }] : [],
      ...this.disabledControls.length > 100 ? [{
        prop: controls, got: this.disabledControls, allowed: 'at most 100 controls', fix: 'leave the whole standard out instead',
      }] : [],
      ...checkUnique(controls, this.disabledControls.map(({ controlId }) => controlId), 'keep one of the two, with both reasons'),
      ...this.disabledControls.flatMap(({ controlId, reason }, index) => [
        ...Token.isUnresolved(controlId) || knows(controlId) ? [] : [{
          prop: `${controls}[${index}].controlId`, got: controlId, allowed: knownAs, fix: `copy it from the list of controls of ${this.what}`,
        }],
        ...checkReason(`${controls}[${index}].reason`, reason),
      ]),
    ];
  }
}
