import { checkRange, Problem } from '../private/validation';
import { VirtualPrivateGateway } from './virtual-private-gateway';

/** What a customer gateway is registered with when it speaks no BGP; AWS asks for a number all the same. */
const NO_BGP_ASN = 65_000;
/** Of AWS, in some regions. */
const RESERVED_ASNS = [7224, 9059, 10124, 17943];
/** The largest number the older of the two properties takes. */
const LARGEST_SHORT_ASN = 2_147_483_647;

/**
 * How both ends of a site-to-site VPN learn what is behind the other one.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-static-dynamic.html
 */
export class VpnRouting {
  /** Routes to `remoteCidrs` are written down on the connection. For devices without BGP. */
  public static staticRoutes(): VpnRouting {
    return new VpnRouting();
  }

  /**
   * The device announces its networks by BGP. That fails over faster, and AWS recommends it where the device can.
   *
   * @param asn - number of the device's autonomous system, from 1 to 4,294,967,294; a private one, 64,513 to 65,534, if there is none of your own
   */
  public static bgp(asn: number): VpnRouting {
    return new VpnRouting(asn);
  }

  private constructor(
    /** Number of the device's autonomous system. Not there with static routes. */
    public readonly asn?: number,
  ) {}

  /** @internal */
  public get _gatewayProps(): { readonly bgpAsn?: number; readonly bgpAsnExtended?: number } {
    const asn = this.asn ?? NO_BGP_ASN;
    return asn > LARGEST_SHORT_ASN ? { bgpAsnExtended: asn } : { bgpAsn: asn };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const taken = [VirtualPrivateGateway.AMAZON_SIDE_ASN, ...RESERVED_ASNS];
    return this.asn === undefined || !taken.includes(this.asn)
      ? checkRange(prop, this.asn, 1, 4_294_967_294, 'use the number of the device\'s autonomous system, such as 65010')
      : [{
        prop, got: this.asn, allowed: `a number that AWS does not use itself: none of ${taken.join(', ')}`,
        fix: 'give the device another one, such as 65010',
      }];
  }
}
