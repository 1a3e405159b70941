import { DiagramLayout } from './diagram/diagram-layout';
import { diagramModel } from './diagram/diagram-model';
import { Scene } from './diagram/diagram-scene';
import { svgOf } from './diagram/diagram-svg';
import { TieredVpc } from './tiered-vpc';

/**
 * The picture of a network: its tiers and availability zones, its gateways, what is connected to it, and an arrow for every declared flow.
 *
 * Each network draws itself when the app is synthesized, into a file beside the template of its stack: `<template>.<id>.network.svg`. Addresses
 * that only a deployment knows are shown by the size of their block.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html
 */
export class NetworkDiagram {
  /**
   * The picture of a network with the flows declared until now.
   *
   * @param vpc - the network
   */
  public static of(vpc: TieredVpc): NetworkDiagram {
    return new NetworkDiagram(new DiagramLayout(diagramModel(vpc)).scene());
  }

  /** @internal */
  public readonly _scene: Scene;

  private constructor(scene: Scene) {
    this._scene = scene;
  }

  /**
   * The picture as the text of an SVG file: for light and for dark pages, with a description for screen readers, and without scripts or
   * anything to load. The same network always gives the same text.
   */
  public toSvg(): string {
    return svgOf(this._scene);
  }
}
