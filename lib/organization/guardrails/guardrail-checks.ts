import { Token } from 'aws-cdk-lib';
import { AWS_SERVICES } from '../../private/services';
import { checkText, checkUnique, Problem } from '../../private/validation';

/** A list with something in it, each entry once and of one form. */
export function checkList(prop: string, values: string[], pattern: RegExp, allowed: string, fix: string): Problem[] {
  if (values.length === 0) {
    return [{ prop, got: values, allowed: 'one or more', fix }];
  }
  return [
    ...values.flatMap((value, index) => checkText(`${prop}[${index}]`, value, pattern, allowed, fix)),
    ...checkUnique(prop, values, 'name each once'),
  ];
}

/** Prefixes of services, as they stand before the colon of an action. */
export function checkServices(prop: string, services: string[]): Problem[] {
  return checkList(prop, services, /^[a-z0-9-]+$/, 'the prefix of a service, as in its actions', 'write it like ec2').concat(
    services.flatMap((service, index) => /^[a-z0-9-]+$/.test(service) && !AWS_SERVICES.includes(service)
      ? [{
        prop: `${prop}[${index}]`, got: service, allowed: 'the prefix of a service of AWS',
        fix: 'look it up in the service authorization reference',
      }]
      : []),
  );
}

/** Actions of services that exist, or none. */
export function checkActions(prop: string, actions: string[]): Problem[] {
  return actions.flatMap((action, index) => Token.isUnresolved(action)
    || /^[a-z0-9-]+:[A-Za-z*?]+$/.test(action) && AWS_SERVICES.includes(action.split(':')[0])
    ? []
    : [{
      prop: `${prop}[${index}]`, got: action, allowed: 'an action of a service of AWS',
      fix: 'write it like ec2:DescribeInstances or translate:*',
    }]);
}

/** Id of an organization. */
export function checkOrganizationId(prop: string, id: string): Problem[] {
  return checkText(prop, id, /^o-[a-z0-9]{10,32}$/,
    'the id of an organization: o- and 10 to 32 letters and digits', 'run aws organizations describe-organization');
}
