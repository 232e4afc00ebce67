import { parseArgs } from 'node:util';
import { OperatorError } from '#core/errors.ts';

export interface CommandLine {
	command: string;
	/** Words after the command. */
	words: string[];
	quiet: boolean;
	rehearsal: boolean;
	/** `import`: removes what the folder no longer holds. */
	prune: boolean;
	/** `import`: writes over what people changed on screen. */
	replace: boolean;
	/** `import`: a folder of another collective creates one more. */
	newCollective: boolean;
	/** `import`: undoes one. */
	undo: boolean;
	/** `import`: lists those made. */
	list: boolean;
	verbose: boolean;
	format: string | undefined;
	output: string | undefined;
	/** Day on which a demonstration lives, as typed. */
	day: string | undefined;
}

/** Reads the command line. Refuses an unknown option in French. */
export function readCommandLine(args: string[]): CommandLine {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				quiet: { type: 'boolean', default: false },
				'dry-run': { type: 'boolean', default: false },
				prune: { type: 'boolean', default: false },
				replace: { type: 'boolean', default: false },
				'nouveau-collectif': { type: 'boolean', default: false },
				undo: { type: 'boolean', default: false },
				list: { type: 'boolean', default: false },
				verbose: { type: 'boolean', default: false },
				format: { type: 'string' },
				output: { type: 'string', short: 'o' },
				jour: { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false }
			}
		});
		const [command = 'aide', ...words] = positionals;
		return {
			command: values.help ? 'aide' : command,
			words,
			quiet: values.quiet,
			rehearsal: values['dry-run'],
			prune: values.prune,
			replace: values.replace,
			newCollective: values['nouveau-collectif'],
			undo: values.undo,
			list: values.list,
			verbose: values.verbose,
			format: values.format,
			output: values.output,
			day: values.jour
		};
	} catch (error) {
		throw new OperatorError(
			`Option non comprise (${error instanceof Error ? error.message : String(error)}).`,
			'fanal aide montre les commandes et leurs options.'
		);
	}
}
