import { checkText, checkUnique, Problem } from '../private/validation';
import { ManagementPolicy } from './management-policy';
import { checkSome, ManagementPolicyEntry } from './management-policy-entry';
import { changeable, locked } from './management-policy-settings';
import { PolicyContent } from './organization-policy';
import { OrganizationPolicyType } from './organization-policy-type';

/** What AiServicesOptOut leaves out. */
export interface AiServicesOptOutOptions {
  /**
   * Services that may store and use contents, as the policy writes them: `lex`, `transcribe`. Units and accounts may still opt out of them.
   *
   * @default - none
   */
  readonly exceptions?: string[];
}

/**
 * Keeps AI services of AWS from storing and using what is sent to them to improve themselves, in all regions, for all accounts at or below a target.
 * What they have stored for that is deleted. The services go on to work.
 *
 * A policy has 2,500 characters at most: enough for about thirty services.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_all.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
export class AiServicesOptOut extends ManagementPolicy {
  /**
   * Out of all services, those to come included. No policy further down opts in to one.
   *
   * @param options - what is left out
   */
  public static allServices(options: AiServicesOptOutOptions = {}): AiServicesOptOut {
    const exceptions = [...options.exceptions ?? []];
    return new AiServicesOptOut({
      ...COMMON,
      id: 'ai-services-opt-out',
      what: `AI services do not learn from what is sent to them${exceptions.length === 0 ? '' : `, except ${exceptions.join(', ')}`}.`,
      content: {
        services: {
          ...locked({ default: { opt_out_policy: 'optOut' } }),
          ...each(exceptions, { opt_out_policy: changeable('optIn') }),
        },
      },
      problems: serviceProblems('exceptions', exceptions),
      warnings: exceptions.length === 0 ? [] : [{
        id: 'ai-services-opt-out-exceptions', message: `AI services may store what is sent to them and learn from it, ${exceptions.join(', ')}`,
      }],
    });
  }

  /**
   * Out of some services alone. No policy further down opts in to them. For an organization that begins with a few, and for units of one that made
   * exceptions of them.
   *
   * @param services - the services, as the policy writes them: `lex`, `transcribe`; at least one
   */
  public static services(services: string[]): AiServicesOptOut {
    const named = [...services];
    return new AiServicesOptOut({
      ...COMMON,
      id: ['ai-services-opt-out', ...named.map((service) => service.replace(/[^a-z0-9]+/g, '-'))].join('-'),
      what: `${named.join(', ')} do not learn from what is sent to them.`,
      content: { services: each(named, locked({ opt_out_policy: 'optOut' })) },
      problems: [...checkSome('services', named, 'name services, or use AiServicesOptOut.allServices()'), ...serviceProblems('services', named)],
    });
  }

  /** What an ordinary company can turn on at once: out of all services. It costs nothing, and takes nothing from applications. */
  public static recommended(): AiServicesOptOut[] {
    return [AiServicesOptOut.allServices()];
  }

  private constructor(protected readonly _entry: ManagementPolicyEntry) {
    super();
  }
}

const COMMON = {
  type: OrganizationPolicyType.AISERVICES_OPT_OUT_POLICY,
  why: 'What customers and colleagues say and write is not there to train models, and may be stored in another region for it.',
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html',
};

function each(services: string[], setting: PolicyContent): PolicyContent {
  return Object.fromEntries(services.map((service) => [service, setting]));
}

/** Which services there are changes every few months: AWS Organizations refuses those it does not know. */
function serviceProblems(prop: string, services: string[]): Problem[] {
  return [
    ...services.flatMap((service, index) => checkText(`${prop}[${index}]`, service, /^(?!default$)[a-z0-9]+(::[a-z0-9]+)?$/,
      'the name of a service, as the policy writes it', 'write it like lex or transcribe, as the syntax of these policies lists them')),
    ...checkUnique(prop, services, 'name each service once'),
  ];
}
