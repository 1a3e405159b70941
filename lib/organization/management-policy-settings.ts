import { PolicyContent } from './organization-policy';

/** Settings before anything is said about who may change them. */
export interface Settings { readonly [key: string]: Settings | string | string[] }

const LOCK: PolicyContent = { '@@operators_allowed_for_child_policies': ['@@none'] };

/** A value that no policy further down the organization changes. */
export function fixed(value: string | string[]): PolicyContent {
  return { ...LOCK, '@@assign': value };
}

/** A value that policies further down may change. */
export function changeable(value: string | string[]): PolicyContent {
  return { '@@assign': value };
}

/**
 * Settings of which no policy further down changes a value, and to which none adds. A lock binds the place it is at and not what lies below it: each
 * place has one of its own.
 */
export function locked(settings: Settings): PolicyContent {
  return Object.entries(settings).reduce<PolicyContent>((tree, [name, setting]) => ({
    ...tree, [name]: typeof setting === 'string' || Array.isArray(setting) ? fixed(setting) : locked(setting),
  }), LOCK);
}

/** An id in lower-case kebab case. */
export function idOf(prefix: string, name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${prefix}-${words.replace(/^-|-$/g, '')}`;
}
