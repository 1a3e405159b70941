import { AddressBlock } from '../../private/address-block';

/** Attributes that are another thing than the resource they belong to. */
const OTHER_THINGS = ['DefaultNetworkAcl', 'DefaultSecurityGroup'];
/** What AWS CloudFormation fills in; the values do not matter, only that there is one. */
const PSEUDO: Record<string, string> = {
  'AWS::Region': 'region', 'AWS::Partition': 'aws', 'AWS::AccountId': '111122223333', 'AWS::URLSuffix': 'amazonaws.com',
};

/** Values of a template, with its intrinsic functions carried out as far as this is possible before a deployment. */
export class Intrinsics {
  /** What is known of the attributes of resources, by `LogicalId.Attribute`. */
  public readonly attributes = new Map<string, unknown>();

  /** A value as it will be, or undefined where only a deployment knows. */
  public value(raw: unknown): unknown {
    const [name, argument] = call(raw);
    switch (name) {
      case undefined: return Array.isArray(raw) ? raw.map((item) => this.value(item)) : raw;
      case 'Ref': return PSEUDO[argument as string];
      case 'Fn::GetAtt': return this.attributes.get(attribute(argument).join('.'));
      case 'Fn::Select': return this.select(argument as [unknown, unknown]);
      case 'Fn::Cidr': return this.cidrs(argument);
      case 'Fn::Split': {
        const [separator, text] = argument as [string, unknown];
        return this.text(text)?.split(separator);
      }
      case 'Fn::Join': {
        const [separator, list] = argument as [string, unknown];
        const parts = this.value(list);
        return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts.join(separator) : undefined;
      }
      case 'Fn::Sub': return this.substitute(argument);
      default: return undefined;
    }
  }

  public text(raw: unknown): string | undefined {
    const value = this.value(raw);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * What a value refers to: the logical id of a resource, or for what is in no template a text that is equal where the value is equal. An
   * attribute means its resource, however it is taken apart, except for the default network ACL and security group of a VPC.
   */
  public identity(raw: unknown): string | undefined {
    const [name, argument] = call(raw);
    if (typeof raw === 'string' || raw === undefined || raw === null) {
      return raw ?? undefined;
    }
    if (name === 'Ref') {
      return argument === 'AWS::NoValue' ? undefined : argument as string;
    }
    if (name === 'Fn::GetAtt') {
      const [id, wanted] = attribute(argument);
      return OTHER_THINGS.includes(wanted) ? `${id}.${wanted}` : id;
    }
    const text = JSON.stringify(raw);
    const resources = new Set([...text.matchAll(/"Fn::GetAtt":(?:\["([^"]+)"|"([^".]+)\.)/g)].map((match) => match[1] ?? match[2]));
    return resources.size === 1 && !text.includes('"Fn::If"') ? [...resources][0] : text;
  }

  private select([index, list]: [unknown, unknown]): unknown {
    const [name, argument] = call(list);
    const position = Number(index);
    // One of the blocks, without making all the others first.
    if (name === 'Fn::Cidr') {
      return this.cidr(argument as unknown[], position);
    }
    const values = Array.isArray(list) ? list : this.value(list);
    return Array.isArray(values) ? this.value(values[position]) : undefined;
  }

  private cidrs(argument: unknown): unknown {
    const count = Number(this.value((argument as unknown[])[1]));
    return Array.from({ length: Number.isNaN(count) ? 0 : count }, (_, index) => this.cidr(argument as unknown[], index));
  }

  private cidr([block, , hostBits]: unknown[], index: number): string | undefined {
    const whole = AddressBlock.around(this.value(block));
    const bits = Number(this.value(hostBits) ?? NaN);
    return Number.isInteger(bits) ? whole?.part((whole.family === 4 ? 32 : 128) - bits, index)?.toString() : undefined;
  }

  private substitute(argument: unknown): string | undefined {
    const [template, variables] = Array.isArray(argument) ? argument as [string, Record<string, unknown>] : [argument as string, {}];
    let known = true;
    const text = template.replace(/\$\{([^}!][^}]*)\}/g, (_, name: string) => {
      const value = name in variables ? this.text(variables[name]) : PSEUDO[name] ?? this.attributes.get(name);
      known &&= typeof value === 'string';
      return String(value);
    });
    return known ? text.replace(/\$\{!/g, '${') : undefined;
  }
}

/** The intrinsic function a value is, and its argument. */
function call(raw: unknown): [string | undefined, unknown] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return [undefined, undefined];
  }
  const entries = Object.entries(raw);
  const [name, argument] = entries[0] ?? [];
  return entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')) ? [name, argument] : [undefined, undefined];
}

function attribute(argument: unknown): [string, string] {
  const [id, ...rest] = Array.isArray(argument) ? argument as string[] : String(argument).split('.');
  return [id, rest.join('.')];
}
