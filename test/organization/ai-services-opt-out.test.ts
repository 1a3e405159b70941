import { AiServicesOptOut } from '../../lib/organization/ai-services-opt-out';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { contradictionsOf, documentOf, effective, policiesOf, refusalsOf, settingsOf, violations, wanting } from './management-policy-model';

const out = { opt_out_policy: 'optOut' };
const wantsIn = (service: string) => wanting(['services', service, 'opt_out_policy'], 'optIn');

describe('AiServicesOptOut', () => {
  const everything = documentOf(AiServicesOptOut.allServices());
  const allButLex = documentOf(AiServicesOptOut.allServices({ exceptions: ['lex'] }));

  it.each([
    AiServicesOptOut.allServices(), AiServicesOptOut.allServices({ exceptions: ['lex', 'connecthealth::training'] }), AiServicesOptOut.services(['rekognition', 'polly']),
  ])('writes $id as AWS Organizations reads it', (control) => {
    expect(control._piece().type).toBe(OrganizationPolicyType.AISERVICES_OPT_OUT_POLICY);
    expect(violations(OrganizationPolicyType.AISERVICES_OPT_OUT_POLICY, documentOf(control))).toEqual([]);
  });

  it('opts out of all services, those to come included', () => {
    expect(effective(everything)).toEqual({ services: { default: out } });
  });

  // What AWS gives as the policy that allows no exceptions, and what scanners look for.
  it('locks the services, the default, and its setting', () => {
    const lock = { '@@operators_allowed_for_child_policies': ['@@none'] };
    expect(everything).toEqual({ services: { ...lock, default: { ...lock, opt_out_policy: { ...lock, '@@assign': 'optOut' } } } });
  });

  it.each(['default', 'lex', 'servicethatiscoming'])('lets no policy further down opt in to %s', (service) => {
    expect(effective(everything, wantsIn(service))).toEqual({ services: { default: out } });
  });

  it('leaves exceptions in, and lets a unit opt out of them', () => {
    expect(effective(allButLex)).toEqual({ services: { default: out, lex: { opt_out_policy: 'optIn' } } });
    expect(effective(allButLex, documentOf(AiServicesOptOut.services(['lex'])))).toEqual({ services: { default: out, lex: out } });
    expect(effective(allButLex, wantsIn('polly'))).toEqual(effective(allButLex));
  });

  it('opts out of single services, for good, and leaves others to policies further down', () => {
    const polly = documentOf(AiServicesOptOut.services(['polly']));
    expect(settingsOf(polly)).toEqual([['services', 'polly', 'opt_out_policy']]);
    expect(effective(polly, wantsIn('polly'), wantsIn('lex'))).toEqual({ services: { polly: out, lex: { opt_out_policy: 'optIn' } } });
  });

  it('makes one policy of several, which has room for thirty exceptions and not for any number', () => {
    const policies = policiesOf(AiServicesOptOut.services(['polly']), AiServicesOptOut.services(['lex']));
    expect(effective(policies.AISERVICES_OPT_OUT_POLICY)).toEqual({ services: { lex: out, polly: out } });
    const many = (count: number) => AiServicesOptOut.allServices({ exceptions: Array.from({ length: count }, (_, index) => `averagename${index}`) });
    expect(refusalsOf(many(30))).toEqual([]);
    expect(refusalsOf(many(50))).toEqual([expect.stringMatching(/ai-services-opt-out with \d{4} characters"; allowed is 2500 characters a policy/)]);
  });

  it('refuses to opt out of a service and to except it, with both ids', () => {
    expect(contradictionsOf(AiServicesOptOut.allServices({ exceptions: ['lex'] }), AiServicesOptOut.services(['lex']))).toEqual(['services.lex.opt_out_policy.@@assign']);
    expect(contradictionsOf(AiServicesOptOut.allServices(), AiServicesOptOut.services(['lex']))).toEqual([]);
  });

  it.each([
    { control: AiServicesOptOut.services([]), reason: 'services: got a list of 0; allowed is one or more; name services, or use AiServicesOptOut.allServices()' },
    { control: AiServicesOptOut.allServices({ exceptions: ['Lex'] }), reason: 'exceptions[0]: got "Lex"; allowed is the name of a service, as the policy writes it; write it like lex' },
    { control: AiServicesOptOut.allServices({ exceptions: ['default'] }), reason: 'exceptions[0]: got "default"; allowed is the name of a service' },
    { control: AiServicesOptOut.services(['lex', 'lex']), reason: 'services[1]: got "lex"; allowed is each value once; name each service once' },
  ])('refuses $reason', ({ control, reason }) => {
    expect(refusalsOf(control)).toEqual([expect.stringContaining(`- targets[0].controls[0].${reason}`)]);
  });

  it('recommends to opt out of all, and says what that means', () => {
    expect(AiServicesOptOut.recommended().map(documentOf)).toEqual([everything]);
    expect(AiServicesOptOut.allServices({ exceptions: ['lex'] })).toMatchObject({
      id: 'ai-services-opt-out', what: 'AI services do not learn from what is sent to them, except lex.', why: expect.stringMatching(/\.$/), link: expect.stringContaining('ai-opt-out_syntax'),
    });
    expect(AiServicesOptOut.services(['connecthealth::training', 'lex']).id).toBe('ai-services-opt-out-connecthealth-training-lex');
  });
});
