import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { ADMINISTRATOR } from './personas/administrator';
import { AUDITOR } from './personas/auditor';
import { DEVELOPER, objectStatements } from './personas/developer';
import { FINANCE } from './personas/finance';
import { PersonaEntry } from './personas/persona-entry';
import { READ_ONLY } from './personas/read-only';
import { SUPPORT } from './personas/support';

/** Options of the developer persona. */
export interface DeveloperPersonaOptions {
  /**
   * Buckets whose objects developers upload and read, with the keys that encrypt them. Deleting objects is denied there, whatever other policies
   * allow.
   *
   * @default - no bucket's objects at all
   */
  readonly objectBuckets?: IBucket[];
}

/**
 * A kind of person who works in an AWS account: what they may do, and what they may not do whatever else they are given.
 *
 * A persona is data. PersonaGroup turns it into an IAM group.
 */
export class Persona {
  /**
   * Runs the account: full use of named services and of IAM, yet denied to switch off the audit trail, detection or the baseline.
   *
   * Whoever manages identities can make one without these limits. That raises an alarm; only guardrails of an organization prevent it.
   */
  public static administrator(): Persona {
    return new Persona(ADMINISTRATOR);
  }

  /**
   * Builds and runs applications: compute, data stores, queues and logs, but no network perimeter, audit or billing.
   *
   * Makes and passes only roles below `/workload/` that carry the policy of a WorkloadBoundary. Deploys and changes only what is named
   * `workload-…`, as
   * everything in a stack of such a name is, and works only with instances that were launched with the tag `workload`.
   *
   * @param options - the buckets whose objects are uploaded and read
   */
  public static developer(options: DeveloperPersonaOptions = {}): Persona {
    return new Persona(DEVELOPER, objectStatements(options.objectBuckets ?? []));
  }

  /**
   * Sees and controls what the account costs: billing, budgets, tax, invoices and usage reports. Changes no service.
   *
   * IAM access to billing must be activated once, by the root user.
   *
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html
   */
  public static finance(): Persona {
    return new Persona(FINANCE);
  }

  /** Judges the account: configuration, permissions, activity, findings and the reports of AWS Artifact. Sees no contents, changes nothing. */
  public static auditor(): Persona {
    return new Persona(AUDITOR);
  }

  /** Manages incidents with AWS Support. */
  public static support(): Persona {
    return new Persona(SUPPORT);
  }

  /** Sees what runs and how it is configured, without contents. */
  public static readOnly(): Persona {
    return new Persona(READ_ONLY);
  }

  /** Name in lower-case kebab case, such as `administrator`. */
  public readonly name: string;

  /** What the persona does, in a sentence. */
  public readonly what: string;

  /** Why the limits are where they are. */
  public readonly why: string;

  private constructor(private readonly entry: PersonaEntry, private readonly further: PolicyStatement[] = []) {
    this.name = entry.name;
    this.what = entry.what;
    this.why = entry.why;
  }

  /** @internal */
  public _statements(): PolicyStatement[] {
    return [...this.entry.statements(), ...this.further];
  }
}
