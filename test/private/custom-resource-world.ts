import { isDeepStrictEqual } from 'util';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { SETTING_HANDLER } from '../../lib/private/setting-handler';

export type State = Record<string, unknown>;
export interface Answer { Status: string; Reason?: string; PhysicalResourceId: string; Data?: State }
export interface Call { command: string; input: State }
interface Request { method: string; headers: State; body: string; signal: AbortSignal }
export type Operation = (input: State) => unknown;

export const RESPONSE_URL = 'https://cloudformation-custom-resource-response.s3.eu-central-1.amazonaws.com/stack?X-Amz-Signature=secret';
export const STACK_ID = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/Baseline/5a5a5a5a-0000-1111-2222-333344445555';

/** An error as the AWS SDK throws it. */
export const awsError = (name: string, message = 'because') => Object.assign(new Error(message), { name });

/** An account with the operations of one service, the code of a custom resource as AWS Lambda runs it, and AWS CloudFormation behind its URL. */
export class World {
  /** Calls that reached the account, and those that failed on the way. */
  readonly calls: Call[] = [];
  /** Errors to come, by command; each strikes once. */
  readonly failures: Record<string, Error[]> = {};
  /** How AWS CloudFormation takes the answers to come: an HTTP status, or an error on the line. Well, by default. */
  readonly line: (number | string)[] = [];
  readonly sent: { url: string; options: Request; body: string }[] = [];
  readonly pauses: number[] = [];
  readonly printed: string[] = [];
  readonly configurations: unknown[] = [];
  readonly required: string[] = [];
  readonly deadline = new AbortController();
  /** Time limits the code has set, in milliseconds. */
  readonly limits: number[] = [];

  /**
   * @param declaration - the property of the custom resource that says what to do
   * @param property - the name of that property
   */
  constructor(
    private readonly declaration: State | unknown[], protected readonly operations: Record<string, Operation>,
    private readonly settle = SETTING_HANDLER, private readonly property = 'Setting',
  ) {}

  async request(type: string, id?: string, declaration: State | unknown[] = this.declaration): Promise<Answer> {
    const event = {
      RequestType: type,
      ResponseURL: RESPONSE_URL,
      StackId: STACK_ID,
      RequestId: `request-${this.sent.length}`,
      LogicalResourceId: 'AccountSetting',
      ResourceType: 'Custom::AccountSetting',
      ...id === undefined ? {} : { PhysicalResourceId: id },
      ResourceProperties: { ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:f', ServiceTimeout: '300', [this.property]: JSON.stringify(declaration) },
    };
    await this.handler()(event, { getRemainingTimeInMillis: () => 120_000 });
    return JSON.parse(this.sent[this.sent.length - 1].body) as Answer;
  }

  /** What was asked of the account, without the calls that only read. */
  get changes(): Call[] {
    return this.calls.filter(({ command }) => !/^(BatchGet|Get|List|Describe)/.test(command));
  }

  private handler(): (event: unknown, context: unknown) => Promise<void> {
    const module = { handler: undefined as unknown };
    new Function('exports', 'require', 'setTimeout', 'AbortSignal', 'console', 'fetch', customResourceCode(this.settle))(
      module,
      (name: string) => this.require(name),
      (done: () => void, ms: number) => {
        this.pauses.push(ms);
        setImmediate(done);
      },
      { timeout: (ms: number) => {
        this.limits.push(ms);
        return this.deadline.signal;
      } },
      { log: (...words: unknown[]) => this.printed.push(words.join(' ')) },
      (url: string, options: Request) => this.put(url, options),
    );
    return module.handler as (event: unknown, context: unknown) => Promise<void>;
  }

  private require(name: string): unknown {
    if (name === 'util') {
      return { isDeepStrictEqual };
    }
    this.required.push(name);
    const configure = (configuration: unknown) => this.configurations.push(configuration);
    const send = (command: string, input: State) => this.send(command, input);
    const commands = Object.keys(this.operations).map((command) => [`${command}Command`, class {
      readonly command = command;
      constructor(readonly input: State) {}
    }]);
    class Client {
      constructor(configuration: unknown) {
        configure(configuration);
      }
      send({ command, input }: Call): Promise<unknown> {
        return send(command, input);
      }
    }
    // By its own name too, for code that knows its service.
    return { ...Object.fromEntries(commands) as object, Client, EC2Client: Client };
  }

  private async send(command: string, input: State): Promise<unknown> {
    this.calls.push({ command, input });
    const failure = this.failures[command]?.shift();
    if (failure) {
      throw failure;
    }
    return { $metadata: { httpStatusCode: 200 }, ...await this.operations[command](input) as object };
  }

  private async put(url: string, options: Request): Promise<{ ok: boolean; status: number }> {
    this.sent.push({ url, options, body: options.body });
    const taken = this.line.shift() ?? 200;
    if (typeof taken !== 'number') {
      throw new Error(taken);
    }
    return { ok: taken < 300, status: taken };
  }
}
