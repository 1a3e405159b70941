import { AddressBlock } from '../../private/address-block';
import { Intrinsics } from './intrinsics';

/** The properties of a resource as they stand in a template. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of a template. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
}

/**
 * The resources of a template, by type, with their references followed.
 *
 * What cannot be known before a deployment, and would decide who reaches whom, is collected in `unknowns`: guessing would make something
 * look shut that is open.
 */
export class TemplateResources {
  public readonly intrinsics = new Intrinsics();
  public readonly unknowns = new Set<string>();
  private readonly all = new Map<string, TemplateResource>();
  private readonly types = new Map<string, TemplateResource[]>();
  private readonly conditional = new Set<string>();

  constructor(public readonly template: Properties) {
    for (const [id, raw] of Object.entries(template.Resources ?? {})) {
      const { Type: type, Properties: properties = {}, Condition: condition } = raw as { Type: string; Properties?: Properties; Condition?: string };
      const resource = { id, type, properties };
      this.all.set(id, resource);
      this.types.set(type, [...this.types.get(type) ?? [], resource]);
      if (condition !== undefined) {
        this.conditional.add(id);
      }
    }
  }

  public ofType(...types: string[]): TemplateResource[] {
    const found = types.flatMap((type) => this.types.get(type) ?? []);
    found.filter(({ id }) => this.conditional.has(id)).forEach(({ id }) => this.unknowns.add(`whether ${id} exists, which stands under a condition`));
    return found;
  }

  public find(id: string | undefined, type?: string): TemplateResource | undefined {
    const resource = id === undefined ? undefined : this.all.get(id);
    return type === undefined || resource?.type === type ? resource : undefined;
  }

  /** What a property refers to; noted where a condition decides. */
  public id(raw: unknown): string | undefined {
    const id = this.intrinsics.identity(raw);
    if (id?.includes('"Fn::If"')) {
      this.unknowns.add(`what a condition makes of ${id}`);
    }
    return id;
  }

  /** What the items of a list refer to. A list that only a deployment knows counts as one unknown thing. */
  public ids(raw: unknown): string[] {
    return (Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]).map((item) => this.id(item)).filter((id) => id !== undefined);
  }

  public text(raw: unknown): string | undefined {
    return this.intrinsics.text(raw);
  }

  /** A text, number or boolean in a property as text, or undefined where there is none; noted where only a deployment knows. */
  public scalar(owner: string, property: string, raw: unknown): string | undefined {
    if (raw === undefined || raw === null || this.isNoValue(raw)) {
      return undefined;
    }
    const value = this.intrinsics.value(raw);
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      this.unknowns.add(`${property} of ${owner}, which is ${JSON.stringify(raw)}`);
      return undefined;
    }
    return String(value);
  }

  /** The block in a property, or undefined where there is none; noted where only a deployment knows. */
  public block(owner: string, property: string, raw: unknown): AddressBlock | undefined {
    if (raw === undefined || raw === null || this.isNoValue(raw)) {
      return undefined;
    }
    const block = AddressBlock.around(this.intrinsics.value(raw));
    if (!block) {
      this.unknowns.add(`${property} of ${owner}, which is ${JSON.stringify(raw)}`);
    }
    return block;
  }

  private isNoValue(raw: unknown): boolean {
    return (raw as { Ref?: string }).Ref === 'AWS::NoValue';
  }
}

/** Objects of a list, leaving out what is no object. */
export function objects(raw: unknown): Properties[] {
  return (Array.isArray(raw) ? raw : []).filter((item) => typeof item === 'object' && item !== null) as Properties[];
}

export function object(raw: unknown): Properties {
  return typeof raw === 'object' && raw !== null ? raw as Properties : {};
}

export function isTrue(raw: unknown): boolean {
  return raw === true || raw === 'true';
}
