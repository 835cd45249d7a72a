/** The flags of the commands, as commander gives them: the commands declare them, the actions read them. */

export interface RunFlags {
  readonly target?: readonly string[];
  readonly broker?: true;
  readonly defect?: readonly string[];
  readonly requireTarget?: true;
  readonly tags?: string;
  readonly name?: string;
  readonly exclude?: readonly string[];
  readonly include?: readonly string[];
  readonly shard?: string;
  readonly strict?: true;
  readonly failFast?: true;
  readonly dryRun?: true;
  readonly probe?: true;
  readonly timeout?: number;
  readonly jobs?: number;
  readonly namespace?: string;
  readonly profile?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly reporter?: readonly string[];
  readonly output?: string;
  readonly record?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly color?: string | false;
  readonly config?: string;
}

export interface DecodeFlags {
  readonly packet?: string;
  readonly tree?: true;
  readonly hex?: true;
  readonly problems?: true;
  readonly where?: string;
  readonly stream?: string;
  readonly protocol?: string;
  readonly port?: readonly string[];
  readonly stats?: true;
  readonly diagram?: true;
  readonly follow?: true;
  readonly strict?: true;
  readonly ndjson?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly color?: string | false;
}

export interface ListFlags {
  readonly unverified?: true;
  readonly steps?: true;
  readonly by: 'statement' | 'scenario' | 'defect';
  readonly tags?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly color?: string | false;
}

export interface ExplainFlags {
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly color?: string | false;
}

export interface ProveFlags {
  readonly only?: readonly string[];
  readonly jobs?: number;
  readonly timeout?: number;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
  readonly verbose: number;
  readonly color?: string | false;
}
